"""Teams at the desk (G5)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from groups.actions import edit_team, end_team, form_team, join_team, lead_team, leave_team
from groups.filters import TeamFilter
from groups.forms import (
    ButtonForm,
    LastDayForm,
    NewTeamForm,
    TeamEditForm,
    TeamEndForm,
    TeamJoinForm,
)
from groups.gate import DeskForm, DeskPage
from groups.queries import (
    may_join,
    roster,
    team_history,
    team_member_or_404,
    team_members,
    team_or_404,
    teams_with_counts,
)
from groups.resources import team_cells, teams_head
from groups.views.conflict import ShowsBoth
from groups.views.tables import TablePage
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from groups.models import Team, TeamMember


class TeamList(DeskPage):
    """`/<group>/desk/teams/`: teams at work, and those of the past."""

    permission = "team.read"
    template_name = "groups/team_list.html"

    def context(self) -> dict[str, Any]:
        query = self.request.GET
        chosen = TeamFilter(query)
        rows = chosen.apply(teams_with_counts(self.group), self.group.today())
        page = slice_after(rows, query.get("after", ""), order=chosen.order)
        return {
            "group": self.group,
            "page": page,
            "filter": chosen,
            "today": self.group.today(),
            "is_narrow": any(query.get(name) for name in ("q", "kind", "state")),
        }


class TeamExport(TablePage):
    """`/<group>/desk/teams.csv`, `.xlsx`: exactly the filtered list."""

    permission = "team.read"
    noun = "teams"

    def head(self) -> Sequence[object]:
        return teams_head()

    def rows(self) -> Iterable[Sequence[object]]:
        chosen = TeamFilter(self.request.GET)
        rows = chosen.apply(teams_with_counts(self.group), self.group.today())
        return (team_cells(row) for row in rows.order_by(*chosen.order))


class TeamForm(DeskForm):
    """`/<group>/desk/teams/new/`: a new team with its people."""

    permission = "team.manage"
    template_name = "groups/team_form.html"
    form_class = NewTeamForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"roster": roster(self.group)}

    def initial(self) -> dict[str, Any]:
        return {"from_date": self.group.today(), "kind": "monitoring"}

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Team:
        return form_team(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Team) -> str:
        return address(self.group.slug, "desk", "teams", result.number)


class _OneTeam:
    """Finds the team of the address."""

    gate: Any
    group: Any
    kwargs: dict[str, Any]

    @cached_property
    def team(self) -> Team:
        """The team."""
        return team_or_404(self.gate, self.kwargs["number"])

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "teams", self.team.number)


class TeamPage(_OneTeam, DeskPage):
    """`/<group>/desk/teams/<no>/`: mandate, term, who is in it and who was."""

    permission = "team.read"
    template_name = "groups/team_detail.html"

    def context(self) -> dict[str, Any]:
        people, today = team_members(self.team), self.group.today()
        return {
            "group": self.group,
            "team": self.team,
            "inside": [row for row in people if row.to_date is None],
            "left": [row for row in people if row.to_date is not None],
            "is_current": self.team.is_current(today),
            "steps": team_history(self.team),
        }


class _TeamStep(_OneTeam, DeskForm):
    """A form about the team of the address."""

    permission = "team.manage"

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "team": self.team, "back": self.success_url(None)}


class TeamEdit(ShowsBoth, _TeamStep):
    """`.../edit/`: a correction; two at once see both texts."""

    template_name = "groups/team_edit.html"
    form_class = TeamEditForm

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.team, name) for name in TeamEditForm.base_fields}

    def act(self, form: Any) -> Team:
        return edit_team(self.team, actor=self.gate.user, **form.cleaned_data)

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        self.team.refresh_from_db(fields=["version"])
        return {"version": self.team.version}


class TeamEnd(_TeamStep):
    """`.../end/`: the team has done its work."""

    template_name = "groups/team_end.html"
    form_class = TeamEndForm

    def initial(self) -> dict[str, Any]:
        return {"to_date": self.group.today()}

    def act(self, form: Any) -> Team:
        return end_team(self.team, actor=self.gate.user, **form.cleaned_data)


class TeamJoin(_TeamStep):
    """`.../join/`: more people."""

    template_name = "groups/team_join.html"
    form_class = TeamJoinForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"roster": list(may_join(self.team))}

    def initial(self) -> dict[str, Any]:
        return {"from_date": self.group.today()}

    def act(self, form: Any) -> Any:
        return join_team(self.team, actor=self.gate.user, **form.cleaned_data)


class _OneSeat(_TeamStep):
    """A form about somebody who is in the team."""

    @cached_property
    def seat(self) -> TeamMember:
        """The seat."""
        found = team_member_or_404(self.team, self.kwargs["seat"])
        found.team = self.team
        return found

    def context(self) -> dict[str, Any]:
        return super().context() | {"seat": self.seat}


class TeamLeave(_OneSeat):
    """`.../members/<id>/leave/`: the last day of somebody in the team."""

    template_name = "groups/team_leave.html"
    form_class = LastDayForm

    def initial(self) -> dict[str, Any]:
        return {"to_date": self.group.today()}

    def act(self, form: Any) -> Any:
        return leave_team(self.seat, actor=self.gate.user, **form.cleaned_data)


class TeamLead(_OneSeat):
    """`.../members/<id>/lead/`: who leads the team from now on."""

    template_name = "groups/team_lead.html"
    form_class = ButtonForm

    def act(self, form: Any) -> Any:
        return lead_team(self.seat, actor=self.gate.user)
