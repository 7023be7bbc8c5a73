"""Self-assessments: the questions, one organisation's answers, change between cycles, the group."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

from django.db.models import Avg, Count
from django.http import Http404
from django.utils.translation import gettext_lazy

from groups.lifecycle import ASSESSMENT, AssessmentState
from groups.models import Assessment, AssessmentAnswer, AssessmentQuestion, Membership
from groups.permissions import may_see_assessment
from groups.queries.meeting import Step
from masam.audit.queries import entries_of
from masam.organisations.models import Organisation, OrganisationKind
from masam.wire.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from django.db.models import QuerySet

    from groups.models import AssessmentTemplate, Group

PAST = {
    "assessment.started": gettext_lazy("began the self-assessment"),
    "assessment.answered": gettext_lazy("answered questions"),
    "assessment.finished": ASSESSMENT.by_verb["finish"].past,
    "assessment.reopened": ASSESSMENT.by_verb["reopen"].past,
}
LEAST_CSOS = 3  # a median of fewer would tell what one of them answered


@dataclass(frozen=True)
class Area:
    """An area of the questions, in the reader's language."""

    key: str
    name: str
    questions: list[AssessmentQuestion]


@dataclass(frozen=True)
class Change:
    """A score before and after; None where there is none. `key` is the question's or the area's."""

    key: str
    name: str
    before: float | None
    after: float | None
    lines: tuple[Change, ...] = ()

    @property
    def moved(self) -> float | None:
        """By how much it moved."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True)
class Comparison:
    """One assessment beside an earlier one: by area, over the questions both editions ask.

    `others` counts the questions that only one of them asks; they are left out of `areas`.
    """

    earlier: int | None  # its cycle
    areas: list[Change]
    others: int


@dataclass(frozen=True)
class GroupPicture:
    """The median CSO of a group in one cycle. No areas when there are too few CSOs."""

    cycle: int
    csos: int
    areas: list[Change]
    earlier_cycle: int | None = None

    @property
    def is_told(self) -> bool:
        """Whether enough CSOs have finished."""
        return self.csos >= LEAST_CSOS


def areas_of(questions: Iterable[AssessmentQuestion]) -> list[Area]:
    """Put questions together by area, in the order of the edition."""
    found: dict[str, Area] = {}
    for question in questions:
        area = found.setdefault(question.area, Area(question.area, question.area_name, []))
        area.questions.append(question)
    return list(found.values())


def questions_of(template: AssessmentTemplate | int) -> list[AssessmentQuestion]:
    """Give the questions of an edition in their order."""
    return list(AssessmentQuestion.objects.filter(template=template).order_by("position"))


def csos_of(group: Group) -> QuerySet[Organisation]:
    """Give the CSOs that have members in the group today."""
    today = Membership.objects.filter(group=group).current(group.today())
    rows = Organisation.objects.filter(
        kind=OrganisationKind.CSO, pk__in=today.values("organisation_id")
    )
    return rows.order_by("sort_key", "id")


def csos_for(gate: Any) -> list[Organisation]:
    """Give the CSOs a person may answer for: all for the facilitator, else the own one."""
    rows = csos_of(gate.group)
    if "assessment.manage" not in gate.may:
        rows = rows.filter(pk=gate.organisation_id)
    return list(rows)


def assessments_for(gate: Any, cycle: int) -> list[Assessment]:
    """Give what a person may see of a cycle, each with `answered` and `mean` (of 1 to 5)."""
    rows = Assessment.objects.filter(group=gate.group, cycle=cycle)
    rows = rows.select_related("organisation", "group")
    if "assessment.manage" not in gate.may:
        rows = rows.filter(organisation=gate.organisation_id)
    rows = rows.annotate(answered=Count("answers"), mean=Avg("answers__score"))
    return list(rows.order_by("organisation__sort_key", "id"))


def cycles_of(group: Group) -> list[int]:
    """Give the cycles with an assessment, the newest first."""
    rows = Assessment.objects.filter(group=group).order_by("-cycle")
    return list(rows.values_list("cycle", flat=True).distinct())


def assessment_or_404(gate: Any, pk: int) -> Assessment:
    """Give an assessment of the gate's group; `NotAllowed` for other organisations' members."""
    rows = Assessment.objects.filter(group=gate.group, pk=pk)
    found: Assessment | None = rows.select_related("group", "organisation").first()
    if found is None:
        raise Http404
    verdict = may_see_assessment(gate, found.organisation_id)
    if not verdict:
        raise NotAllowed(verdict.reason)
    return found


def answers_of(assessment: Assessment) -> dict[int, AssessmentAnswer]:
    """Give the answers by the question's id."""
    rows = AssessmentAnswer.objects.filter(assessment=assessment)
    return {row.question_id: row for row in rows}


def compared(
    assessment: Assessment,
    questions: list[AssessmentQuestion],
    answers: Mapping[int, AssessmentAnswer],
) -> Comparison:
    """Put an assessment beside the organisation's last finished one of an earlier cycle."""
    earlier, before = _before(assessment)
    scores = {row.key: answers[row.pk].score for row in questions if row.pk in answers}
    asked = {row.key for row in questions}
    both = asked & before.keys() if earlier else asked
    areas = [_area_change(area, both, before, scores) for area in areas_of(questions)]
    return Comparison(earlier, areas, len(asked ^ before.keys()) if earlier else 0)


def _before(assessment: Assessment) -> tuple[int | None, dict[str, int | None]]:
    """Give the earlier cycle and its scores by key. What is finished has a row for each question."""
    rows = AssessmentAnswer.objects.filter(
        assessment__group=assessment.group_id,
        assessment__organisation=assessment.organisation_id,
        assessment__cycle__lt=assessment.cycle,
        assessment__state=AssessmentState.FINISHED,
    )
    found: dict[int, dict[str, int | None]] = {}
    for cycle, key, score in rows.values_list("assessment__cycle", "question__key", "score"):
        found.setdefault(cycle, {})[key] = score
    if not found:
        return None, {}
    return max(found), found[max(found)]


def _area_change(
    area: Area, both: Set[str], before: Mapping[str, int | None], after: Mapping[str, int | None]
) -> Change:
    """Only questions that both editions ask count; where there was no earlier one, all do."""
    asked = [question for question in area.questions if question.key in both]
    lines = tuple(
        Change(question.key, question.text, before.get(question.key), after.get(question.key))
        for question in asked
    )
    # A mean is compared with a mean of the same questions: those answered both times.
    same = [line for line in lines if line.before is not None and line.after is not None]
    counted = same or [line for line in lines if line.after is not None]
    return Change(
        area.key,
        area.name,
        _mean(line.before for line in same),
        _mean(line.after for line in counted),
        lines,
    )


def _mean(scores: Iterable[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return round(fmean(known), 1) if known else None


def group_picture(group: Group, cycle: int, cycles: Iterable[int]) -> GroupPicture:
    """Give the median CSO by area, beside the cycle before; nothing under three CSOs.

    A CSO's score of an area is the mean of its answers. Of two cycles only questions with the
    same key count. `cycles` are those of `cycles_of`.
    """
    earlier = next((year for year in cycles if year < cycle), None)
    now, before = _scored(group, cycle, earlier)
    if now.csos < LEAST_CSOS:
        return GroupPicture(cycle, now.csos, [])
    if before.csos < LEAST_CSOS:
        earlier, before = None, _Scored({})
    shared = now.keys & before.keys if earlier else now.keys
    after_by_area, before_by_area = now.medians(shared), before.medians(shared)
    changes = [
        Change(key, name, before_by_area.get(key), after_by_area.get(key))
        for key, name in _area_names()
        if key in after_by_area
    ]
    return GroupPicture(cycle, now.csos, changes, earlier)


@dataclass(frozen=True)
class _Scored:
    """The finished answers of one cycle: assessment -> key -> (area, score)."""

    by_cso: dict[int, dict[str, tuple[str, int]]]

    @property
    def csos(self) -> int:
        return len(self.by_cso)

    @property
    def keys(self) -> set[str]:
        return {key for answers in self.by_cso.values() for key in answers}

    def medians(self, keys: Set[str]) -> dict[str, float]:
        """Give the median of the CSOs' means by area; an area of fewer CSOs is not told."""
        means: dict[str, list[float]] = {}
        for answers in self.by_cso.values():
            by_area: dict[str, list[int]] = {}
            for key in answers.keys() & keys:
                area, score = answers[key]
                by_area.setdefault(area, []).append(score)
            for area, scores in by_area.items():
                means.setdefault(area, []).append(fmean(scores))
        told = {area: each for area, each in means.items() if len(each) >= LEAST_CSOS}
        return {area: round(median(each), 1) for area, each in told.items()}


def _scored(group: Group, cycle: int, earlier: int | None) -> tuple[_Scored, _Scored]:
    rows = AssessmentAnswer.objects.filter(
        assessment__group=group,
        assessment__cycle__in=[cycle, earlier or cycle],
        assessment__state=AssessmentState.FINISHED,
        score__isnull=False,
    )
    found: dict[int, dict[int, dict[str, tuple[str, int]]]] = {}
    columns = ("assessment__cycle", "assessment_id", "question__key", "question__area", "score")
    for year, pk, key, area, score in rows.values_list(*columns):
        found.setdefault(year, {}).setdefault(pk, {})[key] = (area, score)
    return _Scored(found.get(cycle, {})), _Scored(found.get(earlier or 0, {}))


def _area_names() -> list[tuple[str, str]]:
    """Give the areas of all editions in the reader's language; the newest edition names them."""
    found: dict[str, str] = {}
    for row in AssessmentQuestion.objects.order_by("-template__number", "position"):
        found.setdefault(row.area, row.area_name)
    return list(found.items())


def assessment_steps(assessment: Assessment) -> list[Step]:
    """Give what happened to the assessment, oldest first."""
    return [
        Step(entry.at, entry.actor_name, str(PAST.get(entry.verb, entry.verb)), entry.note)
        for entry in entries_of(assessment)
    ]
