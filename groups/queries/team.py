"""Teams: lists, the one door to a team, who is in it (G5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from groups.models import Membership, Team, TeamMember
from groups.queries.history import history_of
from groups.queries.member import current_members

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Group
    from groups.models.team import TeamQuerySet
    from groups.queries.meeting import Step

PAST = {
    "team.formed": _("formed the team"),
    "team.edited": _("changed the team"),
    "team.ended": _("ended the team"),
    "team.joined": _("took people into the team"),
    "team.left": _("noted that somebody left the team"),
    "team.led": _("named the lead of the team"),
}


def teams_with_counts(group: Group) -> TeamQuerySet:
    """Give the group's teams, each with the number of its people (`count`) and its lead."""
    inside = Q(members__to_date__isnull=True) | Q(members__to_date__gte=group.today())
    lead = TeamMember.objects.filter(team=OuterRef("pk"), is_lead=True, to_date__isnull=True)
    rows: TeamQuerySet = Team.objects.filter(group=group).select_related("group")
    return rows.annotate(
        count=Count("members", filter=inside),
        lead_name=Subquery(lead.values("membership__name")[:1]),
    )


def team_or_404(gate: Any, number: int) -> Team:
    """Give a team of the gate's group; the only door from an address to one."""
    found = Team.objects.filter(group=gate.group, number=number % 2**31).first()
    if found is None:
        raise Http404
    found.group = gate.group
    return found


def team_members(team: Team) -> list[TeamMember]:
    """Give everybody who is or was in the team: the lead, then who is in, then who left."""
    rows = TeamMember.objects.filter(team=team).select_related("membership__organisation")
    found = list(rows.order_by("membership__sort_key", "id"))
    return sorted(found, key=lambda row: (row.to_date is not None, not row.is_lead))


def team_member_or_404(team: Team, pk: int) -> TeamMember:
    """Give one who is in this team today."""
    rows = TeamMember.objects.filter(team=team, pk=pk, to_date__isnull=True)
    found = rows.select_related("membership").first()
    if found is None:
        raise Http404
    return found


def may_join(team: Team) -> QuerySet[Membership]:
    """Give today's members of the group who are not in the team."""
    inside = TeamMember.objects.filter(team=team, to_date__isnull=True)
    return current_members(team.group).exclude(pk__in=inside.values("membership"))


def team_history(team: Team) -> list[Step]:
    """Give what happened to the team, oldest first."""
    return history_of(team, PAST)
