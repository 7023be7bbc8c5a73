"""The self-assessment of CSOs at the desk. Works page by page, without JavaScript."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.forms import Form
from django.http import Http404

from groups.actions import (
    answer_assessment,
    finish_assessment,
    reopen_assessment,
    stand_of,
    start_assessment,
)
from groups.forms import AnswerForm, NoteForm, StartForm
from groups.gate import DeskForm, DeskPage
from groups.models.assessment import HIGHEST, LOWEST
from groups.permissions import may_answer_assessment
from groups.queries import (
    answers_of,
    areas_of,
    assessment_or_404,
    assessment_steps,
    assessments_for,
    compared,
    csos_for,
    cycles_of,
    group_picture,
    questions_of,
)
from groups.resources import assessment_cells, assessments_head
from groups.views.conflict import ShowsBoth
from groups.views.tables import TablePage
from groups.views.trainings import rooms
from masam.charts import Pair, dots
from masam.ui.addresses import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.safestring import SafeString

    from groups.models import Assessment, AssessmentAnswer, AssessmentQuestion
    from groups.queries.assessment import Area, Change

SCALE = (LOWEST, HIGHEST)


def picture(changes: list[Change], before: int | None, after: int) -> SafeString | None:
    """Draw the areas before and after; None when nothing is answered."""
    told = [row for row in changes if row.before is not None or row.after is not None]
    if not told:
        return None
    pairs = [Pair(row.name, row.before, row.after) for row in told]
    return dots(pairs, scale=SCALE, words=(str(before or ""), str(after)))


def _line(
    question: AssessmentQuestion, answers: dict[int, AssessmentAnswer]
) -> tuple[AssessmentQuestion, AssessmentAnswer | None, str]:
    """Give a question, its answer, and what the chosen step looks like."""
    answer = answers.get(question.pk)
    step = dict(question.steps).get(answer.score, "") if answer and answer.score else ""
    return question, answer, step


class _Cycle(DeskPage):
    permission = "training.read"

    def cycle(self, cycles: list[int]) -> int:
        """Give the cycle of the address if there is such a one, else the newest."""
        asked = self.request.GET.get("cycle", "")
        newest = cycles[0] if cycles else self.group.today().year
        return int(asked) if asked in {str(each) for each in cycles} else newest


class AssessmentFile(_Cycle, TablePage):
    """`.../assessments.csv`, `.xlsx`: what one may see of a cycle, as a table."""

    noun = "assessments"

    def head(self) -> Sequence[object]:
        return assessments_head()

    def rows(self) -> Iterable[Sequence[object]]:
        return map(assessment_cells, assessments_for(self.gate, self.cycle(cycles_of(self.group))))


class AssessmentList(_Cycle):
    """`/<group>/desk/trainings/assessments/`: the median CSO, and what one may see of each."""

    template_name = "groups/assessment_list.html"

    def context(self) -> dict[str, Any]:
        cycles = cycles_of(self.group)
        cycle = self.cycle(cycles)
        whole = group_picture(self.group, cycle, cycles)
        return {
            "group": self.group,
            "cycles": cycles,
            "cycle": cycle,
            "rows": assessments_for(self.gate, cycle),
            "whole": whole,
            "svg": picture(whole.areas, whole.earlier_cycle, cycle),
            "may_start": bool(may_answer_assessment(self.gate, self.gate.organisation_id))
            and bool(csos_for(self.gate)),
            "tabs": rooms(self.group.slug, "assessments"),
        }


class AssessmentStart(DeskForm):
    """`/<group>/desk/trainings/assessments/new/`: for which organisation and year."""

    permission = "assessment.answer"
    template_name = "groups/assessment_start.html"
    form_class = StartForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"organisations": csos_for(self.gate), "year": self.group.today().year}

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Any:
        return start_assessment(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "trainings", "assessments", result.pk)


class _OneAssessment:
    """Finds the assessment of the address; its own members and the facilitator come in."""

    gate: Any
    group: Any
    kwargs: dict[str, Any]

    @cached_property
    def assessment(self) -> Assessment:
        """The assessment."""
        return assessment_or_404(self.gate, self.kwargs["assessment"])

    @cached_property
    def questions(self) -> list[AssessmentQuestion]:
        """All questions of its edition."""
        return questions_of(self.assessment.template_id)

    @cached_property
    def areas(self) -> list[Area]:
        """The questions by area."""
        return areas_of(self.questions)

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "assessment": self.assessment}

    def success_url(self, result: Any) -> str:
        pk = self.assessment.pk
        return address(self.group.slug, "desk", "trainings", "assessments", pk)


class AssessmentPage(_OneAssessment, DeskPage):
    """`/<group>/desk/trainings/assessments/<id>/`: how far it is; change since the last cycle."""

    permission = "training.read"
    template_name = "groups/assessment_detail.html"

    def context(self) -> dict[str, Any]:
        assessment, answers = self.assessment, answers_of(self.assessment)
        beside = compared(assessment, self.questions, answers)
        areas = [
            (area, sum(row.pk in answers for row in area.questions), change)
            for area, change in zip(self.areas, beside.areas, strict=True)
        ]
        return super().context() | {
            "areas": areas,
            "answered": len(answers),
            "count": len(self.questions),
            "rows": [
                (area, [_line(row, answers) for row in area.questions]) for area in self.areas
            ],
            "beside": beside,
            "svg": picture(beside.areas, beside.earlier, assessment.cycle),
            "may_answer": bool(may_answer_assessment(self.gate, assessment.organisation_id)),
            "steps": assessment_steps(assessment),
        }


class _Answering(_OneAssessment, DeskForm):
    """A form for those who answer for the organisation."""

    permission = "assessment.answer"


class AssessmentAnswering(ShowsBoth, _Answering):
    """`.../assessments/<id>/answer/<area>/`: one area, saved as far as it is filled in."""

    template_name = "groups/assessment_answer.html"
    form_class = AnswerForm

    @cached_property
    def at(self) -> int:
        """Which of the areas this is."""
        keys = [area.key for area in self.areas]
        if self.kwargs["area"] not in keys:
            raise Http404
        return keys.index(self.kwargs["area"])

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "questions": self.areas[self.at].questions,
            "answers": answers_of(self.assessment),
        }

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "area": self.areas[self.at],
            "number": self.at + 1,
            "count": len(self.areas),
            "root": _OneAssessment.success_url(self, None),
            "areas": self.areas,
        }

    def act(self, form: Any) -> Any:
        seen = form.cleaned_data["seen"]
        return answer_assessment(
            self.assessment, actor=self.gate.user, given=form.given(), seen=seen
        )

    def success_url(self, result: Any) -> str:
        """Go on with the next area; after the last, look at the whole."""
        page = super().success_url(result)
        following = self.areas[self.at + 1 : self.at + 2]
        if "later" in self.request.POST or not following:
            return page
        return f"{page}answer/{following[0].key}/"

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        answers = answers_of(self.assessment)
        shown = [answers[row.pk] for row in self.areas[self.at].questions if row.pk in answers]
        return {"seen": stand_of(shown)}


class AssessmentFinish(_Answering):
    """`.../assessments/<id>/finish/`: locks the answers."""

    template_name = "groups/assessment_finish.html"
    form_class = Form

    def act(self, form: Any) -> Any:
        return finish_assessment(self.assessment, actor=self.gate.user)


class AssessmentReopen(_OneAssessment, DeskForm):
    """`.../assessments/<id>/reopen/`: the facilitator unlocks, with a reason."""

    permission = "assessment.manage"
    template_name = "groups/assessment_reopen.html"
    form_class = NoteForm

    def act(self, form: Any) -> Any:
        note = form.cleaned_data["note"]
        return reopen_assessment(self.assessment, actor=self.gate.user, note=note)
