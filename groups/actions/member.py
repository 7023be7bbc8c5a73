"""Who belongs to a group: admitting, inviting, joining, changing roles, ending terms."""

from __future__ import annotations

import uuid
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
from groups.queries import facilitators, person_of
from groups.signals import member_joined
from masam.accounts.models import User
from masam.audit.actions import record
from masam.search.sortkey import sort_key
from masam.tenancy import in_group
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from datetime import date

CONSENT = "2026-11"  # the version of the text people agree to when they join


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
    **more: Any,
) -> Membership:
    """Add a person to the group and grant the duties of the role.

    `more`: `user`, `person` (the person of earlier terms), `organisation`, `organisation_said`,
    `position`, `email`, `to_date`. An account's earlier terms are found by themselves. Raises
    `BadMember` when the term overlaps another one of the same person.
    """
    more["person"] = more.get("person") or person_of(group, more.get("user")) or uuid.uuid4()
    membership = Membership(
        group=group,
        name=name,
        stakeholder=stakeholder,
        role=role,
        from_date=from_date,
        sort_key=sort_key(name),
        **more,
    )
    refuse_overlap(membership)
    membership.full_clean()
    membership.save()
    rebuild_grants(membership)
    record("member.admitted", actor=actor, target=membership, data={"role": role})
    touch(group)
    return membership


def refuse_overlap(membership: Membership) -> None:
    """Raise `BadMember` when the person has another term on one of the days, or will have.

    Locks the person's terms. A coming term keeps the role of the running one: grants are made
    once, the gate only asks whether a term runs.
    """
    if membership.to_date is not None and membership.to_date < membership.from_date:
        raise BadMember(_("The term ends before it begins."), field="to_date")
    others = Membership.objects.select_for_update().filter(
        group=membership.group, person=membership.person
    )
    others = others.exclude(pk=membership.pk).order_by("from_date")
    found = others.overlapping(membership.from_date, membership.to_date).first()
    if found is not None:
        raise BadMember(overlap_sentence(found), field="from_date")
    today = membership.group.today()
    running = others.current(today).first()
    if running and membership.from_date > today and membership.role != running.role:
        raise BadMember(
            _("A coming term keeps today's role. Please change the role on its first day."),
            field="role",
        )


def overlap_sentence(term: Membership) -> str:
    """Say that this person has a term in these days already."""
    days = {"first": term.from_date.isoformat(), "last": (term.to_date or "")}
    if term.to_date is None:
        return _("This person has a term since %(first)s already. Please end it first.") % days
    return _("This person has a term from %(first)s to %(last)s already.") % days


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
    member["person"] = member.get("person") or person_of(group, known)
    membership = admit_member(group, actor=actor, from_date=today, email=email, **member)
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
        _tie(membership)
        if name:
            membership.name, membership.sort_key = name, sort_key(name)
        _save_joined(membership)
        rebuild_grants(membership)
        record("member.joined", actor=user, target=membership, data={"consent": CONSENT})
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


def _tie(membership: Membership) -> None:
    """An account that was here before: this is another term of the same person."""
    known = person_of(membership.group, membership.user)
    if known is not None and known != membership.person:
        membership.person = known
        try:
            refuse_overlap(membership)
        except BadMember as error:
            raise BadMember(_("You are already a member of this group.")) from error


def _save_joined(membership: Membership) -> None:
    try:
        with transaction.atomic():
            membership.save(update_fields=["user", "name", "sort_key", "person"])
    except IntegrityError as error:
        raise BadMember(_("You are already a member of this group.")) from error


@transaction.atomic
def end_membership(
    membership: Membership, *, actor: Any, to_date: date | None = None, note: str = ""
) -> Membership:
    """End a term; `to_date` is its last day (default: today in the group's zone).

    Raises `BadMember` when the group would be left without a facilitator.
    """
    membership = locked(membership)
    group = membership.group
    last = to_date or group.today()
    if membership.to_date is not None and membership.to_date < group.today():
        raise BadMember(_("This membership is over already."))
    if last < membership.from_date:
        raise BadMember(_("The term ends before it begins."), field="to_date")
    keep_a_facilitator(membership)
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
    membership = locked(membership)
    if role not in Role.values:
        raise BadMember(_("There is no such role."), field="role")
    if membership.role == role:
        return membership
    if not membership.is_current(membership.group.today()):
        raise BadMember(_("Only the role of a term that runs today can be changed."), field="role")
    keep_a_facilitator(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    later = Membership.objects.filter(group=membership.group, person=membership.person)
    later.filter(from_date__gt=membership.from_date).update(role=role)
    rebuild_grants(membership)
    data = {"before": before, "after": role}
    record("member.role_changed", actor=actor, target=membership, note=note, data=data)
    touch(membership.group)
    return membership


def locked(membership: Membership) -> Membership:
    """Give the row, locked, behind a lock of the group's facilitators: two ends never cross."""
    list(facilitators(membership.group).select_related(None).select_for_update())
    return Membership.objects.select_for_update().get(pk=membership.pk)


def keep_a_facilitator(membership: Membership) -> None:
    """Raise `BadMember` when this is the only facilitator who can sign in."""
    if membership.role != Role.FACILITATOR:
        return
    others = facilitators(membership.group).filter(user__isnull=False, to_date__isnull=True)
    if not others.exclude(pk=membership.pk).exists():
        raise BadMember(
            _("This is the group's only facilitator. First give somebody else the role.")
        )


def rebuild_grants(membership: Membership) -> None:
    """Make the account's grants in the group those of its running term, else of the next one.

    Membership is the truth: the gate lets in only while a term runs.
    """
    if membership.user_id is None:
        return
    group = membership.group
    GroupGrant.objects.filter(user_id=membership.user_id, content_object=group).delete()
    terms = Membership.objects.filter(group=group, user_id=membership.user_id)
    term = terms.overlapping(group.today(), None).order_by("from_date").first()
    if term is None:
        return
    permissions = duty_permissions()
    GroupGrant.objects.bulk_create(
        GroupGrant(user_id=membership.user_id, content_object=group, permission=permissions[duty])
        for duty in sorted(duties_of(term.role))
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
