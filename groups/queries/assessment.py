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
    from collections.abc import Iterable

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

    earlier: Assessment | None
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
    """Give what a person may see of a cycle, each with `answered`."""
    rows = Assessment.objects.filter(group=gate.group, cycle=cycle).select_related("organisation")
    if "assessment.manage" not in gate.may:
        rows = rows.filter(organisation=gate.organisation_id)
    rows = rows.annotate(answered=Count("answers"))
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


def compared(assessment: Assessment, questions: list[AssessmentQuestion]) -> Comparison:
    """Put an assessment beside the organisation's last finished one of an earlier cycle."""
    earlier = _earlier(assessment)
    after = _scores(assessment)
    before = _scores(earlier) if earlier else {}
    asked = {question.key for question in questions}
    asked_before = asked
    if earlier is not None and earlier.template_id != assessment.template_id:
        keys = AssessmentQuestion.objects.filter(template=earlier.template_id)
        asked_before = set(keys.values_list("key", flat=True))
    both = asked & asked_before
    areas = [_area_change(area, both, before, after) for area in areas_of(questions)]
    return Comparison(earlier, areas, len(asked ^ asked_before) if earlier else 0)


def _earlier(assessment: Assessment) -> Assessment | None:
    rows = Assessment.objects.filter(
        group=assessment.group_id,
        organisation=assessment.organisation_id,
        cycle__lt=assessment.cycle,
        state=AssessmentState.FINISHED,
    )
    found: Assessment | None = rows.order_by("-cycle").first()
    return found


def _scores(assessment: Assessment) -> dict[str, int]:
    rows = AssessmentAnswer.objects.filter(assessment=assessment, score__isnull=False)
    return dict(rows.values_list("question__key", "score"))


def _area_change(
    area: Area, both: set[str], before: dict[str, int], after: dict[str, int]
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


def group_picture(group: Group, cycle: int) -> GroupPicture:
    """Give the median CSO by area, beside the cycle before; nothing under three CSOs.

    A CSO's score of an area is the mean of its answers. Of two cycles only questions with the
    same key count.
    """
    earlier = next((year for year in cycles_of(group) if year < cycle), None)
    keys = _keys_of(group, cycle)
    keys_before = _keys_of(group, earlier) if earlier is not None else {}
    shared = keys.keys() & keys_before.keys() if keys_before else keys.keys()
    csos, now = _medians(group, cycle, shared)
    csos_before, before = _medians(group, earlier, shared) if earlier is not None else (0, {})
    if csos < LEAST_CSOS:
        return GroupPicture(cycle, csos, [])
    told = before if csos_before >= LEAST_CSOS else {}
    areas = [Change(area.key, area.name, told.get(area.key), now.get(area.key))
             for area in areas_of(keys.values())]  # fmt: skip
    return GroupPicture(cycle, csos, areas, earlier if told else None)


def _finished(group: Group, cycle: int) -> QuerySet[Assessment]:
    rows: QuerySet[Assessment] = Assessment.objects.filter(
        group=group, cycle=cycle, state=AssessmentState.FINISHED
    )
    return rows


def _keys_of(group: Group, cycle: int) -> dict[str, AssessmentQuestion]:
    """Give the questions that were asked in a cycle, by key."""
    templates = _finished(group, cycle).order_by().values("template_id")
    rows = AssessmentQuestion.objects.filter(template__in=templates)
    return {row.key: row for row in rows.order_by("template__number", "position")}


def _medians(group: Group, cycle: int, keys: Iterable[str]) -> tuple[int, dict[str, float]]:
    rows = AssessmentAnswer.objects.filter(
        assessment__in=_finished(group, cycle), question__key__in=list(keys), score__isnull=False
    )
    means = rows.order_by().values_list("assessment_id", "question__area").annotate(Avg("score"))
    by_area: dict[str, list[float]] = {}
    csos = set()
    for assessment_id, area, mean in means:
        csos.add(assessment_id)
        by_area.setdefault(area, []).append(float(mean))
    # An area that fewer CSOs answered is not told either.
    told = {area: list_ for area, list_ in by_area.items() if len(list_) >= LEAST_CSOS}
    return len(csos), {area: round(median(scores), 1) for area, scores in told.items()}


def assessment_steps(assessment: Assessment) -> list[Step]:
    """Give what happened to the assessment, oldest first."""
    return [
        Step(entry.at, entry.actor_name, str(PAST.get(entry.verb, entry.verb)), entry.note)
        for entry in entries_of(assessment)
    ]
