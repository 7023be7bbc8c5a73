"""Meetings by month, and the calendar links of a member."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404

from groups.actions import make_feed, note_hearing, revoke_feed
from groups.forms import ButtonForm, HearingForm, RevokeForm
from groups.gate import DeskForm, DeskPage
from groups.models import Meeting
from groups.queries import feeds_of, meeting_or_404, month_of, month_page
from groups.views.conflict import ShowsBoth
from masam.ui.addresses import address
from masam.wire.pages import SeeOther

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

SHOWN_ONCE = "calendar_link"  # the key of the session a new link waits under


class MeetingCalendar(DeskPage):
    """`/<group>/desk/meetings/calendar/?month=2026-11`: a month, Monday first."""

    permission = "meeting.read"
    template_name = "groups/meeting_calendar.html"

    def context(self) -> dict[str, Any]:
        first = month_of(self.request.GET.get("month", ""), self.group.today())
        rows = Meeting.objects.filter(group=self.group)
        return {"group": self.group, "month": month_page(self.group, rows, first)}


class MeetingHearing(ShowsBoth, DeskForm):
    """`/<group>/desk/meetings/<no>/hearing/`: what was asked for, what was decided (F13)."""

    permission = "meeting.edit"
    template_name = "groups/meeting_hearing.html"
    form_class = HearingForm

    @cached_property
    def meeting(self) -> Meeting:
        """The hearing or the sitting."""
        return meeting_or_404(self.gate, self.kwargs["number"])

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.meeting, name) for name in ("asked", "decided", "version")}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "meeting": self.meeting}

    def act(self, form: Any) -> Any:
        return note_hearing(self.meeting, actor=self.gate.user, **form.cleaned_data)

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        return {"version": self.meeting.version}

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", self.meeting.number)


class CalendarLinks(DeskForm):
    """`/<group>/desk/meetings/feed/`: one's own calendar links; a new one is shown once."""

    permission = "meeting.read"
    template_name = "groups/feed_list.html"
    form_class = ButtonForm

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        if self.gate.membership is None:  # in a support session nobody has links of their own
            raise Http404

    def context(self) -> dict[str, Any]:
        shown = self.request.session.pop(SHOWN_ONCE, "")
        links = list(feeds_of(self.gate.membership))
        return {"group": self.group, "links": links, "shown": shown}

    def act(self, form: Any) -> Any:
        return make_feed(self.gate.membership, actor=self.gate.user)

    def answer(self, result: Any) -> HttpResponseBase:
        self.request.session[SHOWN_ONCE] = f"{settings.BASE_URL}/calendar/{result}.ics"
        return SeeOther(self.success_url(result))

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", "feed")


class CalendarRevoke(DeskForm):
    """`/<group>/desk/meetings/feed/revoke/`: takes one of one's own links back."""

    permission = "meeting.read"
    template_name = "groups/feed_revoke.html"
    form_class = RevokeForm

    def initial(self) -> dict[str, Any]:
        return {"link": self.request.GET.get("link")}

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Any:
        link = form.cleaned_data["link"]
        return revoke_feed(self.gate.membership, actor=self.gate.user, link=link)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", "feed")
