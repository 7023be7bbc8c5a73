"""Teams: formed, changed, joined, left, ended (G5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groups.models import Counter, Team, TeamMember
from masam.audit.actions import record
from masam.wire.errors import DomainError, StaleVersion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from groups.models import Group, Membership


class BadTeam(DomainError):
    """A rule about teams says no; `field` names the field of the form."""


@transaction.atomic
def form_team(  # noqa: PLR0913 - reason: the words of the form, all by name
    group: Group,
    *,
    actor: Any,
    kind: str,
    name: str,
    mandate: str,
    from_date: date,
    to_date: date | None = None,
    approved_by: str = "",
    members: Iterable[Membership] = (),
    lead: Membership | None = None,
) -> Team:
    """Form a team with its first people; `lead` is one of them, or joins them.

    Raises `BadTeam` for a term that ends before it begins and for a team of nobody.
    """
    people = {row.pk: row for row in [*members, *([lead] if lead else [])]}
    if not people:
        raise BadTeam(_("Please choose who is in the team."), field="members")
    _check_term(from_date, to_date)
    team = Team.objects.create(
        group=group,
        number=Counter.next_number(group.pk, "team"),
        kind=kind,
        name=" ".join(name.split()),
        mandate=mandate.strip(),
        approved_by=approved_by.strip(),
        from_date=from_date,
        to_date=to_date,
        formed_by=actor,
    )
    TeamMember.objects.bulk_create(
        TeamMember(group=group, team=team, membership=row, from_date=from_date, is_lead=row == lead)
        for row in people.values()
    )
    record("team.formed", actor=actor, target=team, data={"members": sorted(people)})
    return team


@transaction.atomic
def edit_team(
    team: Team,
    *,
    actor: Any,
    version: int,
    kind: str,
    name: str,
    mandate: str,
    from_date: date,
    to_date: date | None = None,
    approved_by: str = "",
) -> Team:
    """Correct what a team is. Raises `StaleVersion` with what now stands, and `BadTeam`."""
    team = _locked(team)
    if team.version != version:
        raise StaleVersion(
            _("Somebody else changed this team meanwhile. Both texts stand below."),
            theirs={"name": team.name, "mandate": team.mandate},
        )
    _check_term(from_date, to_date)
    before = {"name": team.name, "mandate": team.mandate, "to": str(team.to_date or "")}
    team.kind, team.name, team.mandate = kind, " ".join(name.split()), mandate.strip()
    team.from_date, team.to_date, team.approved_by = from_date, to_date, approved_by.strip()
    team.version += 1
    team.save()
    record("team.edited", actor=actor, target=team, data={"before": before})
    return team


@transaction.atomic
def end_team(team: Team, *, actor: Any, to_date: date, note: str = "") -> Team:
    """End a team: its term and the time of everybody in it end on `to_date`.

    Raises `BadTeam` for a day before it began or still to come, and when it has ended.
    """
    team = _locked(team)
    today = team.group.today()
    if not team.is_current(today):
        raise BadTeam(_("The team has ended already."))
    if to_date < team.from_date:
        raise BadTeam(_("The term ends before it begins."), field="to_date")
    if to_date > today:
        raise BadTeam(
            _("This day is still to come. Write it as the end of the term instead."),
            field="to_date",
        )
    team.to_date = to_date
    team.version += 1
    team.save(update_fields=["to_date", "version"])
    inside = TeamMember.objects.filter(team=team, to_date__isnull=True)
    for row in inside:
        row.to_date = max(row.from_date, to_date)
        row.save(update_fields=["to_date"])
    record("team.ended", actor=actor, target=team, note=note, data={"to": str(to_date)})
    return team


@transaction.atomic
def join_team(
    team: Team, *, actor: Any, members: Iterable[Membership], from_date: date
) -> list[TeamMember]:
    """Take people into a team. Who is in already stays as they are.

    Raises `BadTeam` for nobody, for a day before the team began, and when it has ended.
    """
    team = _locked(team)
    people = list(members)
    if not people:
        raise BadTeam(_("Please choose who joins."), field="members")
    if not team.is_current(team.group.today()):
        raise BadTeam(_("The team has ended already."))
    if from_date < team.from_date:
        raise BadTeam(_("On this day there was no team yet."), field="from_date")
    inside = TeamMember.objects.filter(team=team, to_date__isnull=True)
    known = set(inside.values_list("membership_id", flat=True))
    rows = TeamMember.objects.bulk_create(
        TeamMember(group=team.group, team=team, membership=row, from_date=from_date)
        for row in people
        if row.pk not in known
    )
    names = ", ".join(row.membership.name for row in rows)
    record("team.joined", actor=actor, target=team, note=names)
    return rows


@transaction.atomic
def leave_team(member: TeamMember, *, actor: Any, to_date: date) -> TeamMember:
    """Note that somebody left a team; the lead leaves the lead with it.

    Raises `BadTeam` for a day before they joined or still to come.
    """
    team = _locked(member.team)
    if to_date < member.from_date:
        raise BadTeam(_("This day lies before the day of joining."), field="to_date")
    if to_date > team.group.today():
        raise BadTeam(_("This day is still to come."), field="to_date")
    member.to_date = to_date
    member.save(update_fields=["to_date"])
    record("team.left", actor=actor, target=team, note=member.membership.name)
    return member


@transaction.atomic
def lead_team(member: TeamMember, *, actor: Any) -> TeamMember:
    """Name the lead of a team; who led before stays in it."""
    team = _locked(member.team)
    TeamMember.objects.filter(team=team, is_lead=True).update(is_lead=False)
    member.is_lead = True
    member.save(update_fields=["is_lead"])
    record("team.led", actor=actor, target=team, note=member.membership.name)
    return member


def _locked(team: Team) -> Team:
    row: Team = Team.objects.select_for_update().get(pk=team.pk)
    row.group = team.group
    return row


def _check_term(from_date: date, to_date: date | None) -> None:
    if to_date is not None and to_date < from_date:
        raise BadTeam(_("The term ends before it begins."), field="to_date")
