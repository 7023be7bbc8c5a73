"""Scorecards: the public page of a round, and a thin desk."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from feedback import actions
from feedback.forms import PlainForm, RoundForm, ScoresForm
from feedback.models import Score
from feedback.queries import (
    indicators_of,
    latest_scorecards,
    points_of,
    public_scorecard_or_404,
    rows_of,
    scorecard_or_404,
)
from groups.gate import DeskForm, DeskPage, PublicGroupPage
from masam.charts import Pair, dots
from masam.ui.addresses import address

if TYPE_CHECKING:
    from feedback.models import Scorecard


def shown(card: Scorecard) -> dict[str, Any]:
    """Give what both pages of a round show: rows, groups, and the change as a dot plot."""
    groups = list(card.score_groups.all())
    rows = rows_of(card, groups)
    pairs = [Pair(row.indicator.name, row.before, row.now) for row in rows]
    scale = (float(card.scale_min), float(card.scale_max))
    words = (_("round before"), _("this round"))
    return {
        "card": card,
        "groups": groups,
        "rows": rows,
        "people": sum(group.n_female + group.n_male for group in groups),
        "has_before": any(row.before is not None for row in rows),
        "chart": dots(pairs, scale=scale, words=words) if pairs else "",
    }


class PublicScorecard(PublicGroupPage):
    """`/<group>/scorecards/<no>/`: what the community and the service scored, and the change."""

    template_name = "feedback/scorecard_public.html"

    def context(self) -> dict[str, Any]:
        card = public_scorecard_or_404(self.group, self.kwargs["number"])
        return shown(card) | {"group": self.group}


class Scorecards(DeskPage):
    """`/<group>/desk/scorecards/`: the rounds, the latest first."""

    permission = "scorecard.read"
    template_name = "feedback/scorecard_list.html"

    def context(self) -> dict[str, Any]:
        return {"cards": latest_scorecards(self.group)}


class ScorecardPage(DeskPage):
    """`.../scorecards/<no>/`: one round."""

    permission = "scorecard.read"
    template_name = "feedback/scorecard_detail.html"

    def context(self) -> dict[str, Any]:
        return shown(scorecard_or_404(self.group, self.kwargs["number"]))


class ScorecardRun(DeskForm):
    """`.../scorecards/new/`: begin a round."""

    permission = "scorecard.run"
    template_name = "feedback/scorecard_run.html"
    form_class = RoundForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"points": points_of(self.group)}

    def act(self, form: RoundForm) -> Any:
        return actions.run_scorecard(self.group, form.new_round(), actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "scorecards", result.number, "score")


class ScorecardForm(DeskForm):
    """A form about one round."""

    permission = "scorecard.run"

    @cached_property
    def card(self) -> Scorecard:
        return scorecard_or_404(self.group, self.kwargs["number"])

    def context(self) -> dict[str, Any]:
        return {"card": self.card}

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "scorecards", self.card.number)


class ScorecardScore(ScorecardForm):
    """`<no>/score/`: the scores of every group."""

    template_name = "feedback/scorecard_score.html"
    form_class = ScoresForm

    def form_kwargs(self) -> dict[str, Any]:
        scores = Score.objects.filter(indicator__scorecard=self.card)
        return {
            "card": self.card,
            "indicators": indicators_of(self.card),
            "groups": list(self.card.score_groups.all()),
            "scores": {(score.indicator_id, score.score_group_id): score for score in scores},
        }

    def act(self, form: ScoresForm) -> Any:
        return actions.score_scorecard(self.card, actor=self.gate.user, scores=form.scores())


class ScorecardPublish(ScorecardForm):
    """`<no>/publish/`: let everybody see it."""

    template_name = "feedback/scorecard_publish.html"
    form_class = PlainForm

    def act(self, form: Any) -> Any:
        return actions.publish_scorecard(self.card, actor=self.gate.user)


class ScorecardUnpublish(ScorecardForm):
    """`<no>/unpublish/`: take it back to correct it."""

    template_name = "feedback/scorecard_unpublish.html"
    form_class = PlainForm

    def act(self, form: Any) -> Any:
        return actions.unpublish_scorecard(self.card, actor=self.gate.user)
