"""The states of a meeting (product.md M1, M2) and of a sub-project (G6), as data."""

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
