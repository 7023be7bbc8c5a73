"""What is true of scorecards."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from django.http import Http404

from feedback.models import Indicator, Score, Scorecard

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from feedback.models import ScoreGroup
    from groups.models import Group

MOST_SHOWN = 200


@dataclass(frozen=True)
class ScoreRow:
    """One indicator: the mean of the groups now and in the round before, and each group's score.

    Scores are on the scale of the round; a mean counts every group once, whatever its size.
    """

    indicator: Indicator
    now: float | None
    before: float | None
    scores: list[Score | None]

    @property
    def said(self) -> list[Score]:
        """The scores that carry a reason or a suggestion."""
        return [score for score in self.scores if score and (score.reason or score.suggestion)]


def latest_scorecards(group: Group) -> QuerySet[Scorecard]:
    """Give the scorecards of a group, the latest first."""
    rows = Scorecard.objects.filter(group=group).select_related("service_point")
    return rows.order_by("-held_date", "-id")[:MOST_SHOWN]


def scorecard_or_404(group: Group, number: int) -> Scorecard:
    """Give a scorecard by the number in its address."""
    rows = Scorecard.objects.select_related("group", "service_point")
    found = rows.filter(group=group, number=number).first()
    if found is None:
        raise Http404
    return found


def public_scorecard_or_404(group: Group, number: int) -> Scorecard:
    """Give a scorecard that everybody may see."""
    found = scorecard_or_404(group, number)
    if found.published_at is None:
        raise Http404
    return found


def indicators_of(card: Scorecard) -> list[Indicator]:
    """Give what is scored, in order."""
    return list(card.indicators.all())


def rows_of(card: Scorecard, groups: list[ScoreGroup]) -> list[ScoreRow]:
    """Give a row for every indicator, with the change since the round before.

    Rounds are compared only on the same indicator key and the same scale.
    """
    scores = Score.objects.filter(group_id=card.group_id, score_group__in=groups)
    given = {(score.indicator_id, score.score_group_id): score for score in scores}
    before = _means_before(card)
    rows = []
    for indicator in indicators_of(card):
        mine = [given.get((indicator.pk, group.pk)) for group in groups]
        values = [float(score.value) for score in mine if score]
        now = round(fmean(values), 2) if values else None
        rows.append(ScoreRow(indicator, now, before.get(indicator.key), mine))
    return rows


def _means_before(card: Scorecard) -> dict[str, float]:
    """Give the mean of every indicator key in the round before, if its scale was the same."""
    earlier = Scorecard.objects.filter(
        group_id=card.group_id,
        service_point_id=card.service_point_id,
        cycle_no__lt=card.cycle_no,
        scale_min=card.scale_min,
        scale_max=card.scale_max,
    )
    earlier = earlier.filter(published_at__isnull=False) if card.published_at else earlier
    previous = earlier.order_by("-cycle_no").first()
    values = defaultdict[str, list[float]](list)
    scores = (
        Score.objects.filter(indicator__scorecard=previous) if previous else Score.objects.none()
    )
    for key, value in scores.values_list("indicator__key", "value"):
        values[key].append(float(value))
    return {key: round(fmean(found), 2) for key, found in values.items()}
