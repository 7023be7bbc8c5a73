"""The self-assessment of a CSO: begun, answered area by area, finished, reopened."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.lifecycle import ASSESSMENT
from groups.models import Assessment, AssessmentAnswer, AssessmentQuestion, AssessmentTemplate
from groups.notices import assessment_reopened
from groups.queries import csos_of
from masam.audit.actions import record
from masam.lifecycle import CannotTransition
from masam.wire.errors import DomainError, StaleVersion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from groups.models import Group
    from masam.organisations.models import Organisation

Given = tuple[int | None, str]  # a score (None: cannot say) and how we know


class BadAssessment(DomainError):
    """A rule about self-assessments says no."""


@transaction.atomic
def start_assessment(
    group: Group, *, actor: Any, organisation: Organisation, cycle: int
) -> Assessment:
    """Begin the self-assessment of a member CSO for a cycle (a year), with the newest questions.

    Gives the one that stands when it was begun already. Raises `BadAssessment` for a cycle to
    come or too old, and for an organisation that is no CSO of the group.
    """
    today = group.today()
    if not today.year - 3 <= cycle <= today.year:
        raise BadAssessment(_("Please choose this year or one of the last three."), field="cycle")
    if not csos_of(group).filter(pk=organisation.pk).exists():
        raise BadAssessment(
            _("This organisation is no civil society organisation of the group."),
            field="organisation",
        )
    template = AssessmentTemplate.objects.order_by("-number").first()
    if template is None:
        raise BadAssessment(_("The questions are not loaded. Please tell the coordinator."))
    assessment, is_new = Assessment.objects.get_or_create(
        group=group, organisation=organisation, cycle=cycle,
        defaults={"template": template, "started_by": actor},
    )  # fmt: skip
    if is_new:
        record("assessment.started", actor=actor, target=assessment)
    return assessment


@transaction.atomic
def answer_assessment(
    assessment: Assessment, *, actor: Any, given: Mapping[int, Given | None], seen: str
) -> Assessment:
    """Save the answers to some questions; the rest stays open and may follow another day.

    `given` holds for each question's id a score and a note, or None for "not answered yet".
    `seen` is `stand_of` what the form showed. Raises `BadAssessment` when the assessment is
    locked, `StaleVersion` with what now stands when somebody else answered meanwhile.
    """
    assessment = _locked(assessment)
    if assessment.is_finished:
        raise BadAssessment(
            _("This self-assessment is finished and locked. The facilitator can reopen it.")
        )
    rows = AssessmentAnswer.objects.filter(assessment=assessment, question__in=list(given))
    stands = {row.question_id: row for row in rows}
    if stand_of(stands.values()) != seen:
        sentence = _("Somebody else answered these questions meanwhile. Both answers stand below.")
        raise StaleVersion(sentence, theirs=_theirs(stands))
    questions = AssessmentQuestion.objects.filter(
        template=assessment.template_id, pk__in=list(given)
    ).in_bulk()
    changed = sum(
        _keep(assessment, questions[pk], stands.get(pk), answer)
        for pk, answer in given.items()
        if pk in questions
    )
    if changed:
        first = next(iter(questions.values()))
        record("assessment.answered", actor=actor, target=assessment, note=first.area_name,
               data={"changed": changed})  # fmt: skip
    return assessment


@transaction.atomic
def finish_assessment(assessment: Assessment, *, actor: Any) -> Assessment:
    """Lock the answers. Raises `BadAssessment` while questions are open or when locked already."""
    assessment = _locked(assessment)
    open_ = _open_questions(assessment)
    if open_ and not assessment.is_finished:
        raise BadAssessment(
            _("%(count)d questions are still open, the first in “%(area)s”.")
            % {"count": len(open_), "area": open_[0].area_name}
        )
    _apply(assessment, "finish")
    assessment.finished_at = timezone.now()
    assessment.save(update_fields=["state", "finished_at"])
    record("assessment.finished", actor=actor, target=assessment)
    return assessment


@transaction.atomic
def reopen_assessment(assessment: Assessment, *, actor: Any, note: str) -> Assessment:
    """Unlock a finished self-assessment; the reason stays in its history."""
    assessment = _locked(assessment)
    if not note.strip():
        raise BadAssessment(_("Please write why it is reopened."), field="note")
    _apply(assessment, "reopen")
    assessment.finished_at = None
    assessment.save(update_fields=["state", "finished_at"])
    entry = record("assessment.reopened", actor=actor, target=assessment, note=note.strip())
    assessment_reopened(
        assessment, note=note.strip(), key=f"assessment:{assessment.pk}:reopened:{entry.pk}"
    )
    return assessment


def stand_of(answers: Iterable[AssessmentAnswer]) -> str:
    """Give a short text that differs when any of these answers differs."""
    rows = sorted((row.question_id, row.score, row.note) for row in answers)
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:20]


def _locked(assessment: Assessment) -> Assessment:
    row: Assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    row.group, row.organisation = assessment.group, assessment.organisation
    return row


def _apply(assessment: Assessment, verb: str) -> None:
    try:
        ASSESSMENT.apply(assessment, verb)
    except CannotTransition as error:
        raise BadAssessment(str(error)) from error


def _open_questions(assessment: Assessment) -> list[AssessmentQuestion]:
    answered = AssessmentAnswer.objects.filter(assessment=assessment)
    rows = AssessmentQuestion.objects.filter(template=assessment.template_id)
    return list(rows.exclude(pk__in=answered.values("question_id")).order_by("position"))


def _theirs(stands: Mapping[int, AssessmentAnswer]) -> dict[str, str]:
    """What now stands, by the names of the form's fields."""
    return {
        f"q{pk}": " · ".join(filter(None, (str(row.score or "–"), row.note)))
        for pk, row in stands.items()
    }


def _keep(
    assessment: Assessment,
    question: AssessmentQuestion,
    row: AssessmentAnswer | None,
    answer: Given | None,
) -> bool:
    """Write one answer; tell whether anything changed."""
    if answer is None:
        if row is None:
            return False
        row.delete()
        return True
    if row is not None and (row.score, row.note) == answer:
        return False
    row = row or AssessmentAnswer(group=assessment.group, assessment=assessment, question=question)
    row.score, row.note = answer
    row.save()
    return True
