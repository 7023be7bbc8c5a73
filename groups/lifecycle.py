"""The states of a meeting and of its minutes, as data (product.md M1 to M3)."""

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


class ProjectState(TextChoices):
    """How far a sub-project is."""

    PLANNED = "planned", _("planned")
    RUNNING = "running", _("under way")
    FINISHED = "finished", _("finished")
    STOPPED = "stopped", _("stopped")


PROJECT = Lifecycle(
    noun="project",
    states=ProjectState,
    initial=ProjectState.PLANNED,
    transitions=(
        Transition(
            "start",
            _("Start the sub-project"),
            (ProjectState.PLANNED,),
            ProjectState.RUNNING,
            "project.manage",
            past=_("started the sub-project"),
        ),
        Transition(
            "finish",
            _("Finish the sub-project"),
            (ProjectState.RUNNING,),
            ProjectState.FINISHED,
            "project.manage",
            past=_("finished the sub-project"),
        ),
        Transition(
            "stop",
            _("Stop the sub-project"),
            (ProjectState.PLANNED, ProjectState.RUNNING),
            ProjectState.STOPPED,
            "project.manage",
            required=("note",),
            past=_("stopped the sub-project"),
        ),
        Transition(
            "resume",
            _("Go on with the sub-project"),
            (ProjectState.FINISHED, ProjectState.STOPPED),
            ProjectState.RUNNING,
            "project.manage",
            required=("note",),
            past=_("went on with the sub-project"),
        ),
    ),
)


class MinutesState(TextChoices):
    """How far the minutes of a meeting have come."""

    DRAFT = "draft", _("draft")
    CIRCULATED = "circulated", _("circulated")
    FROZEN = "frozen", _("frozen")
    SIGNED = "signed", _("signed")


MINUTES = Lifecycle(
    noun="minutes",
    states=MinutesState,
    initial=MinutesState.DRAFT,
    transitions=(
        Transition(
            "circulate",
            _("Circulate"),
            (MinutesState.DRAFT,),
            MinutesState.CIRCULATED,
            "minutes.circulate",
            notice="minutes_circulated",
            past=_("sent the minutes round"),
        ),
        Transition(
            "recall",
            _("Take back to the draft"),
            (MinutesState.CIRCULATED,),
            MinutesState.DRAFT,
            "minutes.circulate",
            required=("note",),
            past=_("took the minutes back to the draft"),
        ),
        Transition(
            "freeze",
            _("Freeze"),
            (MinutesState.CIRCULATED,),
            MinutesState.FROZEN,
            "minutes.freeze",
            notice="minutes_frozen",
            past=_("froze the minutes"),
        ),
        # Taken by the second of the two signatures; the first leaves the state as it is.
        Transition(
            "sign",
            _("Sign"),
            (MinutesState.FROZEN,),
            MinutesState.SIGNED,
            "minutes.sign",
            required=("password",),
            past=_("signed the minutes"),
        ),
    ),
)
