"""One person in a group: all terms, what was changed, whether traits were told (never which)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from groups.models import Attendance, Membership, MemberTraits, Role, Stakeholder, TeamMember
from groups.queries.meeting import Step
from masam.audit.models import Entry
from masam.organisations.models import Organisation
from masam.search.folding import fold

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from groups.models import Group

MEMBER_PAST = {
    "member.admitted": gettext_lazy("added to the group"),
    "member.invited": gettext_lazy("invited by mail"),
    "member.joined": gettext_lazy("joined"),
    "member.renewed": gettext_lazy("renewed the term"),
    "member.ended": gettext_lazy("ended the term"),
    "member.role_changed": gettext_lazy("changed the role"),
    "member.edited": gettext_lazy("changed the record"),
    "member.traits_told": gettext_lazy("told traits for the counts"),
    "member.traits_forgotten": gettext_lazy("deleted the traits"),
}
FIELDS = {
    "name": gettext_lazy("name"),
    "stakeholder": gettext_lazy("stakeholder"),
    "organisation": gettext_lazy("organisation"),
    "organisation_said": gettext_lazy("organisation as written"),
    "position": gettext_lazy("position"),
    "email": gettext_lazy("e-mail"),
    "from_date": gettext_lazy("from"),
    "to_date": gettext_lazy("to"),
}


def person_of(group: Group, user: Any) -> UUID | None:
    """Give the person an account is in this group, now or in an earlier term."""
    if user is None:
        return None
    rows = Membership.objects.filter(group=group, user=user).order_by("-from_date")
    found: UUID | None = rows.values_list("person", flat=True).first()
    return found


def terms_of(membership: Membership) -> list[Membership]:
    """Give all terms of the person, newest first, each with the meetings they came to (`came`)."""
    came = Attendance.objects.filter(membership=OuterRef("pk")).order_by().values("membership")
    counted = Subquery(came.annotate(n=Count("pk")).values("n"))
    rows = Membership.objects.filter(group=membership.group, person=membership.person)
    rows = rows.select_related("organisation").annotate(came=Coalesce(counted, 0))
    return list(rows.order_by("-from_date", "-id"))


def teams_of(group: Group, terms: list[Membership]) -> list[TeamMember]:
    """Give the teams the person is or was in, the latest first."""
    rows = TeamMember.objects.filter(group=group, membership__in=terms).select_related("team")
    return list(rows.order_by("-from_date", "-id"))


def has_told(membership: Membership) -> bool:
    """Tell whether the person told anything about themselves; never what."""
    return MemberTraits.objects.filter(group=membership.group, membership=membership).exists()


def changes_of(group: Group, terms: list[Membership]) -> list[Step]:
    """Give what happened to a person's terms, oldest first, in plain words."""
    rows = Entry.objects.filter(
        group=group,
        target_kind=Membership._meta.label_lower,
        target_id__in=[term.pk for term in terms],
    )
    return [
        Step(entry.at, entry.actor_name, _what(entry), entry.note) for entry in rows.order_by("id")
    ]


def _what(entry: Entry) -> str:
    said = str(MEMBER_PAST.get(entry.verb, entry.verb))
    if entry.verb == "member.role_changed":
        roles = (entry.data.get("before", ""), entry.data.get("after", ""))
        return f"{said}: " + " → ".join(_label(Role, role) for role in roles)
    if entry.verb == "member.edited":
        return f"{said}: " + "; ".join(_change(*change) for change in entry.data.items())
    return said


def _change(field: str, values: list[str]) -> str:
    shown = [_label(Stakeholder, value) for value in values] if field == "stakeholder" else values
    return f"{FIELDS.get(field, field)}: " + " → ".join(value or "–" for value in shown)


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else value


def on_the_roster(group: Group, member: dict[str, Any]) -> bool:
    """Tell whether somebody of this address, or of this name and organisation, belongs today."""
    rows = Membership.objects.filter(group=group).current(group.today())
    email = member["email"]
    same = Q(search_key=fold(member["name"]), organisation=member["organisation"])
    if member["organisation"] is None:
        same &= Q(organisation_said=member["organisation_said"])
    if email:
        same |= Q(email=email) | Q(user__email=email)
    return bool(rows.filter(same).exists())


def listed(group: Group, state: str = "") -> QuerySet[Membership]:
    """Give terms for the list: of today (""), "former", "coming" or "all".

    Of a former member, who has no term today and none to come, the last term is given.
    """
    rows: Any = Membership.objects.filter(group=group).select_related("organisation")
    today = group.today()
    if state == "all":
        return rows
    if state == "coming":
        return rows.filter(from_date__gt=today)
    if state == "former":
        later = Membership.objects.filter(group=group, person=OuterRef("person"))
        last = later.order_by("-from_date", "-id").values("pk")[:1]
        return rows.filter(pk=Subquery(last), to_date__lt=today)
    return rows.current(today)


def organisations_of_members(group: Group) -> list[Organisation]:
    """Give the organisations that members of any term come from, in Mongolian order."""
    rows = Membership.objects.filter(group=group, organisation__isnull=False)
    return list(Organisation.objects.filter(pk__in=rows.values("organisation")))
