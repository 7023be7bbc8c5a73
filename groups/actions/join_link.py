"""JoinLinks by link and by printed code: making, withdrawing, joining, undoing a join."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groups.actions.group import touch
from groups.actions.member import CONSENT, BadMember, admit_member, rebuild_grants
from groups.models import (
    Group,
    GroupGrant,
    JoinLink,
    JoinLinkKind,
    JoinUse,
    Membership,
    Pointer,
    Role,
)
from groups.models.pointer import digest
from groups.notices import member_invited
from groups.queries import JOIN_LINK, on_the_roster
from masam.audit.actions import record
from masam.tenancy import in_group

if TYPE_CHECKING:
    from masam.organisations.models import Organisation

OPEN_ROLES = (Role.MEMBER, Role.MONITOR, Role.OBSERVER)  # a link may be passed on: no more duties


@transaction.atomic
def make_join_link(
    group: Group, *, actor: Any, kind: str, days: int, most_uses: int | None = None, **preset: Any
) -> JoinLink:
    """Make a link, or a sheet of `most_uses` codes, good for `days` days.

    `preset`: `role`, `stakeholder` ("" asks), `organisation`, `label`. Raises `BadMember` for a
    role that is not given by a link.
    """
    if preset.get("role", Role.MEMBER) not in OPEN_ROLES:
        raise BadMember(_("This role is given by mail only."), field="role")
    invitation = JoinLink.objects.create(
        group=group,
        kind=kind,
        most_uses=most_uses,
        made_by=actor,
        expires_at=timezone.now() + timedelta(days=days),
        **preset,
    )
    Pointer.objects.bulk_create(pointers_of(invitation))
    data = {"kind": kind, "role": invitation.role, "most": most_uses}
    record("join_link.made", actor=actor, target=invitation, data=data)
    return invitation


def pointers_of(invitation: JoinLink) -> list[Pointer]:
    """Give what finds the link, or each code, again: keyed hashes, not saved yet."""
    secrets = [(0, invitation.token())]
    if invitation.kind == JoinLinkKind.SHEET:
        secrets = list(enumerate(invitation.codes(), start=1))
    return [
        Pointer(
            digest=digest(JOIN_LINK, secret),
            kind=JOIN_LINK,
            group=invitation.group,
            target_id=invitation.pk,
            data={"place": place},
            expires_at=invitation.expires_at,
        )
        for place, secret in secrets
    ]


@transaction.atomic
def revoke_join_link(invitation: JoinLink, *, actor: Any) -> JoinLink:
    """Withdraw an invitation: nobody joins by it any more; who has joined stays."""
    invitation = JoinLink.objects.select_for_update().get(pk=invitation.pk)
    if invitation.revoked_at is not None:
        return invitation
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    rows = Pointer.objects.filter(group=invitation.group, kind=JOIN_LINK, target_id=invitation.pk)
    rows.update(revoked_at=invitation.revoked_at)
    record("join_link.revoked", actor=actor, target=invitation)
    return invitation


@transaction.atomic
def join_openly(
    pointer: Pointer,
    *,
    actor: Any,
    name: str,
    stakeholder: str = "",
    organisation: Organisation | None = None,
    organisation_said: str = "",
    email: str = "",
) -> JoinUse:
    """Join by a link or a code: at once on the roster; an address gets a mail to sign in with.

    `actor` is whoever is signed in, or None. What the invitation presets wins over what was
    filled in. Raises `BadMember` for an invitation used up meanwhile and for somebody who is
    on the roster already.
    """
    with in_group(pointer.group):
        group = Group.objects.select_for_update().get(pk=pointer.group_id)  # one at a time
        invitation = _use(pointer)
        member: dict[str, Any] = {
            "name": name,
            "stakeholder": invitation.stakeholder or stakeholder,
            "organisation": invitation.organisation or organisation,
            "organisation_said": "" if invitation.organisation else organisation_said,
            "email": email.strip().lower(),
        }
        _refuse_doubles(group, actor, member)
        membership = admit_member(
            group, actor=actor, user=actor, role=invitation.role, from_date=group.today(), **member
        )
        use = JoinUse.objects.create(
            group=group,
            invitation=invitation,
            membership=membership,
            name=name,
            place=pointer.data.get("place", 0),
        )
        data = {"consent": CONSENT, "invitation": invitation.pk}
        record("member.joined", actor=actor, target=membership, data=data)
        if member["email"] and actor is None:
            language = get_language() or group.language
            member_invited(membership, email=member["email"], language=language, invited_by=None)
    return use


def _use(pointer: Pointer) -> JoinLink:
    """Count one use; a code is used up by it."""
    pointer = Pointer.objects.select_for_update().get(pk=pointer.pk)
    rows = JoinLink.objects.select_for_update().filter(pk=pointer.target_id)
    invitation = rows.first()
    is_good = pointer.revoked_at is None and invitation is not None
    if invitation is None or not is_good or not invitation.is_living(timezone.now()):
        raise BadMember(_("This invitation was used up or withdrawn meanwhile."))
    invitation.used += 1
    invitation.save(update_fields=["used"])
    if invitation.kind == JoinLinkKind.SHEET:
        pointer.revoked_at = timezone.now()
        pointer.save(update_fields=["revoked_at"])
    return invitation


def _refuse_doubles(group: Group, actor: Any, member: dict[str, Any]) -> None:
    if actor is not None:
        if Membership.objects.filter(group=group, user=actor).current(group.today()).exists():
            raise BadMember(_("You are already a member of this group."))
        return
    if on_the_roster(group, member):
        raise BadMember(
            _("Somebody of this name or address is a member already. If it is you, you need not "
              "join again; otherwise please tell the facilitator."),
            field="name",
        )  # fmt: skip


@transaction.atomic
def undo_join(use: JoinUse, *, actor: Any, note: str = "") -> JoinUse:
    """Take somebody off the roster who joined by mistake; the trace keeps the name.

    Who has taken part in something meanwhile stays in its record: the term ends today and the
    duties end at once.
    """
    use = JoinUse.objects.select_for_update().get(pk=use.pk)
    membership = use.membership
    if membership is None or use.undone_at is not None:
        return use
    record("member.undone", actor=actor, target=membership, note=note)
    use.undone_at, use.membership = timezone.now(), None
    use.save(update_fields=["undone_at", "membership"])
    _take_off(membership)
    touch(use.group)
    return use


def _take_off(membership: Membership) -> None:
    group, user = membership.group, membership.user
    Pointer.objects.filter(group=group, kind="join", target_id=membership.pk).update(
        revoked_at=timezone.now()
    )
    try:
        with transaction.atomic():
            membership.delete()
    except ProtectedError:
        Membership.objects.filter(pk=membership.pk).update(to_date=group.today())
        GroupGrant.objects.filter(user=user, content_object=group).delete()
        return
    rebuild_grants(membership)
