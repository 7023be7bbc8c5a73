"""The states of a meeting, as data (product.md M1, M2)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from masam.lifecycle import Lifecycle, Transition


class MeetingState(TextChoices):
    """Whether a meeting is still to come, took place, or was called off."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("called off")


MEETING = Lifecycle(
    noun="meeting",
    states=MeetingState,
    initial=MeetingState.PLANNED,
    transitions=(
        Transition(
            "hold",
            _("Log what happened"),
            (MeetingState.PLANNED,),
            MeetingState.HELD,
            "meeting.log",
            past=_("logged what happened"),
        ),
        Transition(
            "cancel",
            _("Call off"),
            (MeetingState.PLANNED,),
            MeetingState.CANCELLED,
            "meeting.plan",
            required=("note",),
            notice="meeting_cancelled",
            past=_("called the meeting off"),
        ),
    ),
)


class AssessmentState(TextChoices):
    """Whether a self-assessment is being filled in, or done and locked."""

    DRAFT = "draft", _("being filled in")
    FINISHED = "finished", _("finished")


ASSESSMENT = Lifecycle(
    noun="assessment",
    states=AssessmentState,
    initial=AssessmentState.DRAFT,
    transitions=(
        Transition(
            "finish",
            _("Finish"),
            (AssessmentState.DRAFT,),
            AssessmentState.FINISHED,
            "assessment.answer",
            past=_("finished the self-assessment"),
        ),
        Transition(
            "reopen",
            _("Reopen"),
            (AssessmentState.FINISHED,),
            AssessmentState.DRAFT,
            "assessment.manage",
            required=("note",),
            past=_("reopened the self-assessment"),
        ),
    ),
)
