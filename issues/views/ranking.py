"""Ranking by the members: rounds, the ballot, the result, and what the meeting makes of it (I6)."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm, DeskPage
from issues.actions import cast_ballot, close_round, decide_round, open_round
from issues.forms import BallotForm, DecideForm, OpenRoundForm
from issues.queries import (
    ballot_of,
    candidates_of,
    fresh_decisions,
    issues_to_rank,
    progress_of,
    result_of,
    round_or_404,
    rounds_of,
)
from masam import charts
from masam.ui.addresses import address

if TYPE_CHECKING:
    from django.http import HttpRequest

    from issues.models import RankingRound

FIRST = 12  # ticked beforehand in a new round
WEEKS = timedelta(weeks=2)
MOST_DECIDED = 10


class RoundList(DeskPage):
    """`/<group>/desk/rankings/`: the rounds so far."""

    permission = "issue.read"
    template_name = "issues/round_list.html"

    def context(self) -> dict[str, Any]:
        today = self.group.today()
        rows = [(row, row.is_open(today)) for row in rounds_of(self.group)[:50]]
        return {"group": self.group, "rounds": rows}


class RoundOpen(DeskForm):
    """`/<group>/desk/rankings/new/`."""

    permission = "ranking.run"
    template_name = "issues/round_open.html"
    form_class = OpenRoundForm

    @cached_property
    def offer(self) -> list[Any]:
        """The open issues to choose from."""
        return issues_to_rank(self.group)

    def form_kwargs(self) -> dict[str, Any]:
        return {"offer": self.offer}

    def initial(self) -> dict[str, Any]:
        chosen = [issue.pk for issue in self.offer[:FIRST]]
        return {"until_date": self.group.today() + WEEKS, "issues": chosen}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "offer": self.offer}

    def act(self, form: Any) -> RankingRound:
        return open_round(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "rankings", result.number)


class _OneRound:
    """Finds the round of the address."""

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)  # type: ignore[misc]
        self.round = round_or_404(self.gate, self.kwargs["round"])  # type: ignore[attr-defined]
        self.is_open = self.round.is_open(self.round.group.today())

    def success_url(self, result: Any) -> str:
        return address(self.round.group.slug, "desk", "rankings", self.round.number)


class RoundDetail(_OneRound, DeskPage):
    """`/<group>/desk/rankings/<no>/`: how many voted; sums only when it has ended."""

    permission = "issue.read"
    template_name = "issues/round_detail.html"

    def context(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"group": self.group, "round": self.round, "is_open": self.is_open}
        if not self.is_open:
            result = result_of(self.round)
            most = max((row.dots for row in result.places), default=0)
            bars = [(row, _bar(row.dots, most)) for row in result.places]
            return shown | {"result": result, "bars": bars}
        voted, members = progress_of(self.round)
        given = ballot_of(self.round, self.gate.membership)
        rows = candidates_of(self.round)
        form = BallotForm(candidates=rows, given=given)
        return shown | {"voted": voted, "members": members, "given": given, "form": form}


def _bar(dots: int, most: int) -> Any:
    return charts.bar([charts.Segment(str(_("dots")), dots, charts.ACTION)], scale=most)


class RoundVote(_OneRound, DeskForm):
    """`/<group>/desk/rankings/<no>/vote/`: the own five dots, until the round ends."""

    permission = "issue.rank"
    template_name = "issues/round_vote.html"
    form_class = BallotForm

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        if self.gate.membership is None:
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        given = ballot_of(self.round, self.gate.membership)
        return {"candidates": candidates_of(self.round), "given": given}

    def context(self) -> dict[str, Any]:
        back = self.success_url(None)
        return {"group": self.group, "round": self.round, "is_open": self.is_open, "back": back}

    def act(self, form: Any) -> Any:
        membership = self.gate.membership
        assert membership is not None  # noqa: S101 - reason: admit asked
        return cast_ballot(
            self.round, actor=self.gate.user, membership=membership, dots=form.dots()
        )


class RoundClose(_OneRound, DeskForm):
    """`/<group>/desk/rankings/<no>/close/`: end it before its day."""

    permission = "ranking.run"
    template_name = "issues/round_close.html"
    form_class = forms.Form

    def context(self) -> dict[str, Any]:
        voted, members = progress_of(self.round)
        return {
            "group": self.group, "round": self.round, "is_open": self.is_open, "voted": voted,
            "members": members, "back": self.success_url(None),
        }  # fmt: skip

    def act(self, form: Any) -> Any:
        return close_round(self.round, actor=self.gate.user)


class RoundDecide(_OneRound, DeskForm):
    """`/<group>/desk/rankings/<no>/decide/`: the meeting's decision sets the priorities."""

    permission = "issue.prioritise"
    template_name = "issues/round_decide.html"
    form_class = DecideForm

    @cached_property
    def first(self) -> list[Any]:
        """The issues ranked highest, none while members still vote."""
        places = [] if self.is_open else result_of(self.round).places
        return [row.issue for row in places[:MOST_DECIDED]]

    def form_kwargs(self) -> dict[str, Any]:
        return {"decisions": fresh_decisions(self.group), "issues": self.first}

    def context(self) -> dict[str, Any]:
        back = self.success_url(None)
        return {"group": self.group, "round": self.round, "first": self.first, "back": back}

    def act(self, form: Any) -> int:
        decision = form.cleaned_data["decision"]
        return decide_round(
            self.round, actor=self.gate.user, decision=decision, levels=form.levels()
        )
