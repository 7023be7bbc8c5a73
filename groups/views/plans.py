"""Planning a meeting: announced, moved, called off; and written down when it was held (M2)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from groups.actions import cancel_meeting, edit_plan, hold_meeting, plan_meeting
from groups.actions.meeting import GUESTS
from groups.forms import HoldForm, MeetingPlanForm, NoteForm, PlanEditForm
from groups.gate import DeskForm
from groups.queries import agenda_of, last_used, plan_warnings, roster
from groups.views.conflict import ShowsBoth
from groups.views.meetings import OneMeeting
from masam.ui.addresses import address

if TYPE_CHECKING:
    from django.forms import BaseForm

    from groups.models import Meeting

USUAL_MINUTES = 120


class MeetingPlan(DeskForm):
    """`/<group>/desk/meetings/plan/`: a meeting to come; its agenda follows."""

    permission = "meeting.plan"
    template_name = "groups/meeting_plan.html"
    form_class = MeetingPlanForm

    @cached_property
    def last(self) -> tuple[list[str], str]:
        """The last topics and the last place."""
        return last_used(self.group)

    def initial(self) -> dict[str, Any]:
        return {"place": self.last[1], "starts_at": "14:00", "lasts_minutes": USUAL_MINUTES}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "topics": self.last[0]}

    def act(self, form: Any) -> Meeting:
        return plan_meeting(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", result.number, "agenda")


class PlanEdit(ShowsBoth, OneMeeting, DeskForm):
    """`/<group>/desk/meetings/<no>/plan/`: another day, place or topic; two at once see both."""

    permission = "meeting.plan"
    template_name = "groups/meeting_plan_edit.html"
    form_class = PlanEditForm

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.meeting, name) for name in PlanEditForm.base_fields}

    def context(self) -> dict[str, Any]:
        warnings = plan_warnings(self.meeting)
        return {"group": self.group, "meeting": self.meeting, "warnings": warnings}

    def act(self, form: Any) -> Meeting:
        return edit_plan(self.meeting, actor=self.gate.user, **form.cleaned_data)

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        return {"version": self.meeting.version}


class MeetingCancel(OneMeeting, DeskForm):
    """`/<group>/desk/meetings/<no>/cancel/`: calls it off, and says why."""

    permission = "meeting.plan"
    template_name = "groups/meeting_cancel.html"
    form_class = NoteForm

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "meeting": self.meeting}

    def act(self, form: Any) -> Meeting:
        return cancel_meeting(self.meeting, actor=self.gate.user, note=form.cleaned_data["note"])


class MeetingHold(OneMeeting, DeskForm):
    """`/<group>/desk/meetings/<no>/hold/`: the quick log, filled in from the plan."""

    permission = "meeting.log"
    template_name = "groups/meeting_hold.html"
    form_class = HoldForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"roster": roster(self.group), "lines": agenda_of(self.meeting).lines}

    def make_form(self, **data: Any) -> BaseForm:
        form: Any = super().make_form(**data)
        if not form.is_bound:  # who was noted already, else everybody: one unticks the absent
            noted = list(self.meeting.attendance.values_list("membership_id", flat=True))
            form.initial["attended"] = noted or [row.pk for row in form.roster]
        return form

    def initial(self) -> dict[str, Any]:
        # Guests may have signed in by the QR before the meeting was logged.
        guests = tuple(f"guests_{name}" for name in GUESTS)
        names = ("topic", "place", "kind", "starts_at", "notes", "is_closed", *guests)
        day = min(self.meeting.held_date, self.group.today())
        return {"held_date": day} | {name: getattr(self.meeting, name) for name in names}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "meeting": self.meeting, "topics": []}

    def act(self, form: Any) -> Meeting:
        words = form.meeting() | {"outcomes": form.outcomes()}
        return hold_meeting(self.meeting, actor=self.gate.user, **words)
