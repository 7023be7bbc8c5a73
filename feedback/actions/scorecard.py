"""A round of a community scorecard: run, scored, published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from feedback.models import Indicator, Score, Scorecard, ScoreGroup
from groups.actions import touch
from groups.models import Counter
from masam.audit.actions import record
from masam.places.models.names import romanise
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from groups.models import Group
    from masam.organisations.models import Organisation


class BadScorecard(DomainError):
    """A rule about scorecards says no; `field` names the field of the form."""


@dataclass(frozen=True)
class NewRound:
    """A round to be scored. `indicators` are (Mongolian, English) names; English may be "".

    `people` are (kind of score group, women, men).
    """

    service_point: Organisation
    held_date: date
    indicators: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, int, int]]
    scale_min: int = 1
    scale_max: int = 5


@transaction.atomic
def run_scorecard(group: Group, new: NewRound, *, actor: Any) -> Scorecard:
    """Begin a round at a service point: what is scored and by whom. Raises `BadScorecard`."""
    keys = [key_of_indicator(name_mn) for name_mn, _name_en in new.indicators]
    if not keys or len(set(keys)) < len(keys):
        raise BadScorecard(_("Write every indicator once, one on a line."), field="indicators")
    if new.held_date > group.today():
        raise BadScorecard(_("The day lies in the future."), field="held_date")
    number = Counter.next_number(group.pk, "scorecard")
    rounds = Scorecard.objects.filter(group=group, service_point=new.service_point)
    card = Scorecard.objects.create(
        group=group,
        number=number,
        service_point=new.service_point,
        cycle_no=(rounds.aggregate(last=Max("cycle_no"))["last"] or 0) + 1,
        scale_min=new.scale_min,
        scale_max=new.scale_max,
        held_date=new.held_date,
        run_by=actor,
    )
    Indicator.objects.bulk_create(
        Indicator(
            group=group, scorecard=card, key=key, name_mn=name_mn, name_en=name_en, position=at
        )
        for at, (key, (name_mn, name_en)) in enumerate(zip(keys, new.indicators, strict=True))
    )
    ScoreGroup.objects.bulk_create(
        ScoreGroup(group=group, scorecard=card, kind=kind, n_female=women, n_male=men)
        for kind, women, men in new.people
    )
    record("scorecard.run", actor=actor, target=card, data={"round": card.cycle_no})
    return card


@transaction.atomic
def score_scorecard(
    card: Scorecard, *, actor: Any, scores: Mapping[tuple[int, int], tuple[Decimal, str, str]]
) -> Scorecard:
    """Keep scores: (indicator id, score group id) -> (score, reason, suggestion).

    Raises `BadScorecard` when the card is published, or a score lies outside the scale.
    """
    card = Scorecard.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if card.published_at:
        raise BadScorecard(_("A published scorecard is locked. Take it back first."))
    if any(
        not card.scale_min <= value <= card.scale_max for value, _reason, _idea in scores.values()
    ):
        raise BadScorecard(
            _("Scores go from %(low)s to %(high)s.")
            % {"low": card.scale_min, "high": card.scale_max}
        )
    for (indicator, group), (value, reason, suggestion) in scores.items():
        Score.objects.update_or_create(
            group_id=card.group_id,
            indicator_id=indicator,
            score_group_id=group,
            defaults={"value": value, "reason": reason, "suggestion": suggestion},
        )
    record("scorecard.scored", actor=actor, target=card, data={"scores": len(scores)})
    return card


def publish_scorecard(card: Scorecard, *, actor: Any) -> Scorecard:
    """Let everybody see the round. Raises `BadScorecard` when nothing was scored."""
    if not Score.objects.filter(indicator__scorecard=card).exists():
        raise BadScorecard(_("There are no scores yet."))
    return _publish(card, actor=actor, verb="scorecard.published", is_public=True)


def unpublish_scorecard(card: Scorecard, *, actor: Any) -> Scorecard:
    """Take a round back from the public, to correct it."""
    return _publish(card, actor=actor, verb="scorecard.unpublished", is_public=False)


@transaction.atomic
def _publish(card: Scorecard, *, actor: Any, verb: str, is_public: bool) -> Scorecard:
    card = Scorecard.objects.select_for_update(of=("self",)).select_related("group").get(pk=card.pk)
    card.published_at = timezone.now() if is_public else None
    card.save(update_fields=["published_at"])
    record(verb, actor=actor, target=card)
    touch(card.group)
    return card


def key_of_indicator(name_mn: str) -> str:
    """Give the key by which rounds are compared: the Mongolian name in Latin letters."""
    return slugify(romanise(name_mn))[:40]
