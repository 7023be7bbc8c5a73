"""Two rounds of a community scorecard at a clinic of Khovd, half a year apart."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from feedback.actions import NewRound, publish_scorecard, run_scorecard, score_scorecard
from feedback.models import Indicator, Scorecard, ScoreGroup
from masam.demo.load.moments import day_before

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage

ROUNDS = (230, 45)  # days ago
# The three environments of "Good clinic, satisfactory service" (domain.md 1.6).
INDICATORS = (
    ("Ариун цэврийн өрөө цэвэр, ажиллагаатай", "Toilets are clean and working", (1.8, 4.1)),
    ("Хүлээх хугацаа боломжийн", "Waiting time is reasonable", (2.1, 2.9)),
    ("Эмч, сувилагчийн харилцаа эелдэг", "Staff are polite", (3.4, 3.9)),
    ("Түр оршин суугч ч үйлчлүүлж чадна", "Temporary residents are served", (2.0, 3.6)),
    ("Төсөв, гэрээ ил тод", "Budget and contract are open", (1.5, 2.7)),
    ("Санал хүсэлтэд хариу өгдөг", "Feedback is answered", (1.6, 3.3)),
)
PEOPLE = (("women", 14, 0), ("men", 0, 11), ("youth", 6, 5), ("elderly", 7, 4), ("providers", 6, 2))
SHIFTS = {"women": -0.2, "men": 0.1, "youth": -0.1, "elderly": 0.0, "providers": 0.6}
REASONS = (
    ("Ариун цэврийн өрөө ихэвчлэн цоожтой байсан.", "Шугамд холбож, цэвэрлэгээний хуваарь гаргах."),
    ("Өглөө дараалал урт.", "Ахмад настан, хүүхдэд тусдаа цаг гаргах."),
    ("Ихэнх нь эелдэг.", ""),
    ("Хаягийн бүртгэл шаарддаг.", "Түр оршин суугчийг бүртгэх дэвтэр нээх."),
    ("Самбарт мэдээлэл алга.", "Гэрээ, төсвийг самбарт тавих."),
    ("Хайрцгийг нээдэггүй.", "Долоо хоног бүр хамтран нээх."),
)


def load_scorecards(stage: Stage) -> None:
    """Run, score and publish both rounds by the actions, then put them on their days."""
    for cycle, days_ago in enumerate(ROUNDS):
        new = NewRound(
            service_point=stage.organisations["clinic1"],
            held_date=day_before(stage.group, days_ago),
            indicators=[(name_mn, name_en) for name_mn, name_en, _means in INDICATORS],
            people=PEOPLE,
        )
        actor = stage.by("facilitator")
        card = run_scorecard(stage.group, new, actor=actor)
        score_scorecard(card, actor=actor, scores=_scores(card, cycle))
        publish_scorecard(card, actor=actor)
        published = card.held_date + timedelta(days=5)
        Scorecard.objects.filter(pk=card.pk).update(published_at=f"{published}T10:00:00+07:00")


def _scores(card: Scorecard, cycle: int) -> dict[tuple[int, int], tuple[Decimal, str, str]]:
    """Give every group's score of every indicator, with reason and suggestion."""
    scores = {}
    people = list(ScoreGroup.objects.filter(scorecard=card))
    indicators = Indicator.objects.filter(scorecard=card).order_by("position")
    for at, indicator in enumerate(indicators):
        mean, (reason, idea) = INDICATORS[at][2][cycle], REASONS[at]
        for who in people:
            value = min(5.0, max(1.0, mean + SHIFTS[who.kind]))
            words = (reason, idea) if cycle == 0 and who.kind == "women" else ("", "")
            scores[indicator.pk, who.pk] = (Decimal(f"{value:.1f}"), *words)
    return scores
