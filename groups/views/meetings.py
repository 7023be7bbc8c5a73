"""Meetings at the desk: the list, the quick log, one meeting, corrections, the public side."""

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.core.files.base import ContentFile

from groups.actions import (
    SameMeeting,
    edit_meeting,
    join_meeting,
    log_meeting,
    publish_meeting,
    unpublish_meeting,
)
from groups.actions.meeting import GUESTS
from groups.filters import DeskMeetingFilter, MeetingSearch
from groups.forms import MeetingEditForm, MeetingLogForm, NoteForm
from groups.gate import DeskForm, DeskPage
from groups.lifecycle import MeetingState
from groups.queries import (
    agenda_of,
    answers_to,
    attendance_counts,
    found_meetings,
    last_used,
    meeting_or_404,
    meeting_with_papers,
    meetings_numbered,
    meetings_with_counts,
    photo_or_404,
    roster,
    roster_of,
    shown,
    timeline,
    with_follow_ups,
    years_of,
)
from groups.resources import meeting_cells, meetings_head
from groups.views.conflict import ShowsBoth
from groups.views.tables import TablePage
from masam.attachments.serving import file_response
from masam.ui.addresses import address
from masam.ui.pager import slice_after
from masam.wire.pages import SeeOther

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from groups.models import Meeting
    from masam.attachments.checks import CleanFile

MOST_AHEAD = 4  # meetings to come that stand above the others; the month page shows all
KEPT_SECONDS = 1800


class MeetingList(DeskPage):
    """`/<group>/desk/meetings/`: what is to come, what was; narrowed down, all together."""

    permission = "meeting.read"
    template_name = "groups/meeting_list.html"

    def context(self) -> dict[str, Any]:
        query = self.request.GET
        chosen = DeskMeetingFilter(query)
        today, rows = self.group.today(), meetings_with_counts(self.group)
        is_narrowed = any(query.get(name) for name in (*chosen.fields, "after"))
        to_come = [] if is_narrowed else list(rows.ahead(today)[:MOST_AHEAD])
        rows = chosen.apply(rows if is_narrowed else rows.so_far(today))
        page = slice_after(rows, query.get("after", ""), order=chosen.order)
        return {"group": self.group, "page": page, "filter": chosen, "to_come": to_come}


class MeetingExport(TablePage):
    """`/<group>/desk/meetings.csv`, `.xlsx`: exactly the filtered list; all without a filter."""

    permission = "meeting.read"
    noun = "meetings"

    def head(self) -> Sequence[object]:
        return meetings_head()

    def rows(self) -> Iterable[Sequence[object]]:
        chosen = DeskMeetingFilter(self.request.GET)
        rows = chosen.apply(meetings_with_counts(self.group).select_related("group"))
        return (meeting_cells(row) for row in rows.order_by(*chosen.order))


class MeetingFind(DeskPage):
    """`/<group>/desk/meetings/search/`: words in meetings, decisions, agenda and minutes."""

    permission = "meeting.read"
    template_name = "groups/meeting_search.html"

    def context(self) -> dict[str, Any]:
        query = self.request.GET
        chosen = MeetingSearch(query, years=years_of(self.group))
        question = chosen.question
        page, found = None, []
        if question.strip():
            rows = chosen.apply(found_meetings(self.group, question))
            page = slice_after(rows, query.get("after", ""), order=("-held_date", "-id"), size=20)
            found = [shown(row, question, is_inner=True) for row in page]
        shown_here = {"found": found, "page": page, "is_asked": page is not None}
        return {"group": self.group, "filter": chosen, **shown_here}


class MeetingLog(DeskForm):
    """`/<group>/desk/meetings/new/`: a meeting of fifty in nine taps (M1)."""

    permission = "meeting.log"
    template_name = "groups/meeting_log.html"
    form_class = MeetingLogForm

    @cached_property
    def last(self) -> tuple[list[str], str]:
        """The last topics and the last place."""
        return last_used(self.group)

    def form_kwargs(self) -> dict[str, Any]:
        return {"roster": roster(self.group)}

    def make_form(self, **data: Any) -> BaseForm:
        form = super().make_form(**data)
        if not form.is_bound:  # everybody is ticked: one unticks the absent
            form.initial["attended"] = [row.pk for row in form.roster]  # type: ignore[attr-defined]
        return form

    def initial(self) -> dict[str, Any]:
        _topics, place = self.last
        return {"held_date": self.group.today(), "place": place, "client_key": uuid.uuid4()}

    def context(self) -> dict[str, Any]:
        topics, _place = self.last
        return {"group": self.group, "topics": topics}

    def act(self, form: Any) -> Any:
        given, answer = form.cleaned_data, form.cleaned_data["same"]
        words = form.meeting()
        words["photos"] = words["photos"] or kept_photos(self.gate, given["client_key"])
        if answer and answer != form.ANOTHER:
            return self._join(int(answer) if answer.isdecimal() else 0, given["parts"], words)
        try:
            return log_meeting(
                self.group,
                actor=self.gate.user,
                client_key=given["client_key"],
                beside=given["seen"] if answer else (),
                **words,
            )
        except SameMeeting as error:
            form.twins = error.twins
            keep_photos(self.gate, given["client_key"], words["photos"])
            raise

    def _join(self, number: int, parts: list[str], words: dict[str, Any]) -> Meeting:
        names = ("attended", "guests", "decisions", "photos")
        return join_meeting(
            meeting_or_404(self.gate, number),
            actor=self.gate.user,
            parts=parts,
            **{name: words[name] for name in names},
        )

    def render_form(self, form: Any, *, status: int = 200) -> HttpResponse:
        numbers = form.data.get("seen", "").split() if form.is_bound else []
        if numbers and not getattr(form, "twins", None):  # another field was wrong: ask again
            form.twins = meetings_numbered(self.group, numbers)
        return super().render_form(form, status=status)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", result.number)


def keep_photos(gate: Any, key: Any, photos: list[CleanFile]) -> None:
    """Keep the photo of a form that comes back with a question: browsers do not fill it in again."""
    if key and photos:
        plain = [(photo.content.read(), replace(photo, content=None)) for photo in photos]  # type: ignore[arg-type]
        cache.set(f"photos:{gate.group.pk}:{gate.user.pk}:{key}", plain, KEPT_SECONDS)


def kept_photos(gate: Any, key: Any) -> list[CleanFile]:
    """Give the photo kept under the form's key, if any."""
    found = cache.get(f"photos:{gate.group.pk}:{gate.user.pk}:{key}") if key else None
    return [replace(photo, content=ContentFile(raw)) for raw, photo in found or ()]


class OneMeeting:
    """Finds the meeting of the address; a form about it leads back to its page."""

    gate: Any
    group: Any
    kwargs: dict[str, Any]

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting."""
        return meeting_or_404(self.gate, self.kwargs["number"])

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", self.meeting.number)


class MeetingPage(DeskPage):
    """`/<group>/desk/meetings/<no>/`: agenda and decisions, who came as counts, what happened."""

    permission = "meeting.read"
    template_name = "groups/meeting_detail.html"

    def context(self) -> dict[str, Any]:
        meeting = meeting_with_papers(self.gate, self.kwargs["number"])
        return {
            "group": self.group,
            "meeting": meeting,
            "is_ahead": meeting.held_date > self.group.today(),
            "came": attendance_counts(meeting),
            "agenda": agenda_of(meeting, with_follow_ups(meeting.papers)),
            "photos": meeting.shown,
            "steps": timeline(meeting),
            **self._answers(meeting),
        }

    def _answers(self, meeting: Meeting) -> dict[str, Any]:
        """Give who will come to a meeting that is to come, and what the reader said."""
        if meeting.state != MeetingState.PLANNED:
            return {}
        answers = answers_to(meeting)
        return {"answers": answers, "mine": answers.of(self.gate.membership)}


class MeetingEdit(ShowsBoth, OneMeeting, DeskForm):
    """`/<group>/desk/meetings/<no>/edit/`: a correction; two at once see both texts."""

    permission = "meeting.edit"
    template_name = "groups/meeting_edit.html"
    form_class = MeetingEditForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.meeting.state == MeetingState.PLANNED:
            return SeeOther(
                address(self.group.slug, "desk", "meetings", self.meeting.number, "plan")
            )
        return super().get(request, *args, **kwargs)

    def form_kwargs(self) -> dict[str, Any]:
        return {"roster": roster_of(self.meeting)}

    def initial(self) -> dict[str, Any]:
        meeting = self.meeting
        names = (
            "held_date",
            "topic",
            "place",
            "kind",
            "starts_at",
            "notes",
            "is_closed",
            "version",
        )
        columns = (*names, *(f"guests_{name}" for name in GUESTS))
        return {
            **{name: getattr(meeting, name) for name in columns},
            "attended": list(meeting.attendance.values_list("membership_id", flat=True)),
            "decisions": "\n".join(meeting.decisions.values_list("text", flat=True)),
        }

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "meeting": self.meeting, "topics": []}

    def act(self, form: Any) -> Any:
        version = form.cleaned_data["version"]
        return edit_meeting(self.meeting, actor=self.gate.user, version=version, **form.meeting())

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        return {"version": self.meeting.version}


class MeetingPublish(OneMeeting, DeskForm):
    """`/<group>/desk/meetings/<no>/publish/`: shows what becomes public, then makes it so."""

    permission = "meeting.publish"
    template_name = "groups/meeting_publish.html"
    form_class = NoteForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_required": False}

    def context(self) -> dict[str, Any]:
        return {
            "group": self.group,
            "meeting": self.meeting,
            "agenda": agenda_of(self.meeting),
        }

    def act(self, form: Any) -> Any:
        return publish_meeting(self.meeting, actor=self.gate.user)


class MeetingUnpublish(MeetingPublish):
    """`/<group>/desk/meetings/<no>/unpublish/`: takes it back from the public page."""

    template_name = "groups/meeting_unpublish.html"

    def act(self, form: Any) -> Any:
        note = form.cleaned_data["note"]
        return unpublish_meeting(self.meeting, actor=self.gate.user, note=note)


class MeetingPhotoFile(OneMeeting, DeskPage):
    """`/<group>/desk/meetings/<no>/photos/<id>/`: one photo, to members of the group."""

    permission = "meeting.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        photo = photo_or_404(self.meeting, kwargs["photo"])
        if photo.is_list:  # names and signatures
            self.gate.require("meeting.attend")
        return file_response(photo)
