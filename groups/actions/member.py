"""Who belongs to a group: admitting, inviting, joining, changing roles, ending terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions.group import touch
from groups.models import Group, GroupGrant, Membership, Pointer, Role
from groups.notices import member_invited
from groups.permissions import ALL_DUTIES, duties_of
from groups.queries import facilitators
from groups.signals import member_joined
from masam.accounts.models import User
from masam.audit.actions import record
from masam.search.sortkey import sort_key
from masam.tenancy import in_group
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from datetime import date

    from masam.organisations.models import Organisation


class BadMember(DomainError):
    """A rule about members says no; `str(error)` tells the person why."""


@transaction.atomic
def admit_member(
    group: Group,
    *,
    actor: Any,
    name: str,
    stakeholder: str,
    role: str,
    from_date: date,
    user: Any = None,
    organisation: Organisation | None = None,
    position: str = "",
) -> Membership:
    """Add a person to the group and grant the duties of the role."""
    membership = Membership(
        group=group,
        user=user,
        name=name,
        stakeholder=stakeholder,
        organisation=organisation,
        position=position,
        role=role,
        from_date=from_date,
        sort_key=sort_key(name),
    )
    membership.full_clean()
    membership.save()
    rebuild_grants(membership)
    record("member.admitted", actor=actor, target=membership, data={"role": role})
    touch(group)
    return membership


@transaction.atomic
def invite_member(
    group: Group, *, actor: Any, email: str, language: str = "mn", **member: Any
) -> Membership:
    """Admit a person without an account and mail them a link that makes one.

    `member` is what `admit_member` takes. The link is made when the mail is written; it is good
    for 30 days and for one use. Raises `BadMember` when the address already belongs here.
    """
    email = email.strip().lower()
    known = User.objects.filter(email=email).first()
    today = group.today()
    if known and Membership.objects.filter(group=group, user=known).current(today).exists():
        raise BadMember(_("A member of the group already has this address."), field="email")
    membership = admit_member(group, actor=actor, from_date=today, **member)
    member_invited(membership, email=email, language=language, invited_by=actor)
    record("member.invited", actor=actor, target=membership, data={"role": membership.role})
    return membership


@transaction.atomic
def join(pointer: Pointer, *, actor: Any, name: str = "", password: str = "") -> Membership:
    """Accept an invitation: the account becomes the member's, the link is used up.

    `actor` is whoever is signed in, or None. A new address gets an account with `name` and
    `password`; a known one must be signed in. Raises `BadMember` for a link used meanwhile.
    """
    pointer = Pointer.objects.select_for_update().select_related("group").get(pk=pointer.pk)
    with in_group(pointer.group):
        membership = _invited(pointer)
        user = _joining_user(pointer, actor, name, password)
        membership.user = user
        if name:
            membership.name, membership.sort_key = name, sort_key(name)
        _save_joined(membership)
        rebuild_grants(membership)
        record("member.joined", actor=user, target=membership)
        pointer.revoked_at, pointer.data = timezone.now(), {}
        pointer.save(update_fields=["revoked_at", "data"])
        member_joined.send(sender=Membership, membership=membership)
        touch(pointer.group)
    return membership


def _invited(pointer: Pointer) -> Membership:
    rows = Membership.objects.select_for_update().filter(pk=pointer.target_id, user=None)
    membership = rows.first()
    if pointer.revoked_at is not None or membership is None:
        raise BadMember(_("This invitation was used already. Please sign in."))
    return membership


def _joining_user(pointer: Pointer, actor: Any, name: str, password: str) -> User:
    email = str(pointer.data.get("email", ""))
    known = User.objects.filter(email=email).first()
    if known is None:
        return User.objects.create_user(email, password, name=name)
    if actor is None or actor.pk != known.pk:
        raise BadMember(
            _("There is an account with this address. Please sign in, then open the link again.")
        )
    return known


def _save_joined(membership: Membership) -> None:
    try:
        with transaction.atomic():
            membership.save(update_fields=["user", "name", "sort_key"])
    except IntegrityError as error:
        raise BadMember(_("You are already a member of this group.")) from error


@transaction.atomic
def end_membership(
    membership: Membership, *, actor: Any, to_date: date | None = None, note: str = ""
) -> Membership:
    """End a term; `to_date` is its last day (default: today in the group's zone).

    Raises `BadMember` when the group would be left without a facilitator.
    """
    membership = _locked(membership)
    group = membership.group
    last = to_date or group.today()
    if membership.to_date is not None and membership.to_date < group.today():
        raise BadMember(_("This membership is over already."))
    if last < membership.from_date:
        raise BadMember(_("The term ends before it begins."), field="to_date")
    _keep_a_facilitator(membership)
    membership.to_date = last
    membership.save(update_fields=["to_date"])
    rebuild_grants(membership)
    record("member.ended", actor=actor, target=membership, note=note, data={"to": str(last)})
    touch(group)
    return membership


@transaction.atomic
def change_role(membership: Membership, *, actor: Any, role: str, note: str = "") -> Membership:
    """Give a member another role, and with it other duties.

    Raises `BadMember` when the group would be left without a facilitator.
    """
    membership = _locked(membership)
    if role not in Role.values:
        raise BadMember(_("There is no such role."), field="role")
    if membership.role == role:
        return membership
    _keep_a_facilitator(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    rebuild_grants(membership)
    data = {"before": before, "after": role}
    record("member.role_changed", actor=actor, target=membership, note=note, data=data)
    touch(membership.group)
    return membership


def _locked(membership: Membership) -> Membership:
    """Give the row, locked, behind a lock of the group's facilitators: two ends never cross."""
    list(facilitators(membership.group).select_related(None).select_for_update())
    return Membership.objects.select_for_update().get(pk=membership.pk)


def _keep_a_facilitator(membership: Membership) -> None:
    if membership.role != Role.FACILITATOR:
        return
    others = facilitators(membership.group).filter(user__isnull=False, to_date__isnull=True)
    if not others.exclude(pk=membership.pk).exists():
        raise BadMember(
            _("This is the group's only facilitator. First give somebody else the role.")
        )


def rebuild_grants(membership: Membership) -> None:
    """Make the person's grants in the group exactly those of the role. Membership is the truth."""
    if membership.user_id is None:
        return
    group = membership.group
    GroupGrant.objects.filter(user_id=membership.user_id, content_object=group).delete()
    if not membership.is_current(group.today()):
        return
    permissions = duty_permissions()
    GroupGrant.objects.bulk_create(
        GroupGrant(user_id=membership.user_id, content_object=group, permission=permissions[duty])
        for duty in sorted(duties_of(membership.role))
    )


def duty_permissions() -> dict[str, Permission]:
    """Give the permission row of every duty, making those that are missing."""
    kind = ContentType.objects.get_for_model(Group)
    rows = Permission.objects.filter(content_type=kind, codename__in=ALL_DUTIES)
    known = {row.codename: row for row in rows}
    missing = [
        Permission(content_type=kind, codename=duty, name=duty)
        for duty in sorted(ALL_DUTIES - known.keys())
    ]
    Permission.objects.bulk_create(missing, ignore_conflicts=True)
    return known | {row.codename: row for row in rows.all()} if missing else known
