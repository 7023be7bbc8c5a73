"""Who came: the QR and the sheet at the desk, signing in on a phone without an account (M5)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from groups.actions import (
    BadAttendance,
    close_attendance,
    correct_attendance,
    mark_list,
    open_attendance,
    sign_in_guest,
    sign_in_member,
)
from groups.actions.meeting import GUESTS
from groups.forms import AttendanceForm, GuestForm, ListForm, NameForm, NoteForm, SignInForm
from groups.gate import DeskForm, DeskPage
from groups.queries import (
    living_sheet,
    meeting_or_404,
    numbered_roster,
    open_sheet,
    photo_or_404,
    roster_of,
    who_is,
)
from groups.views.conflict import ShowsBoth
from masam.tenancy import in_group
from masam.ui.addresses import address
from masam.ui.qr import qr_svg
from masam.wire.limits import address_of, count_hit, take_back
from masam.wire.pages import OpenForm

if TYPE_CHECKING:
    from django.http import HttpRequest

    from groups.models import AttendanceSheet, Meeting, MeetingPhoto

EMPTY_LINES = 8  # for guests, on the printed sheet
COOKIE = "attended"
COOKIE_SECONDS = 12 * 3600
# Everybody in the room may share one network address; only what was not found counts.
WRONG_HERE, HERE_SECONDS = 30, 600
WRONG_AT_ALL, AT_ALL_SECONDS = 150, 4 * 3600
MOST_GUESTS_HERE = 100


class _OneMeeting:
    """Finds the meeting of the address; leads back to its attendance."""

    gate: Any
    group: Any
    kwargs: dict[str, Any]

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting."""
        return meeting_or_404(self.gate, self.kwargs["number"])

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", self.meeting.number, "attendance")


def qr_of(sheet: AttendanceSheet) -> dict[str, Any]:
    """Give the address behind a sheet's QR and its picture."""
    url = f"{settings.BASE_URL}{address('attend', sheet.token)}"
    return {"sheet": sheet, "url": url, "qr": qr_svg(url)}


class AttendanceCorrect(ShowsBoth, _OneMeeting, DeskForm):
    """`/<group>/desk/meetings/<no>/attendance/`: the QR, the paper list, and all the ticks."""

    permission = "meeting.attend"
    template_name = "groups/attendance_correct.html"
    form_class = AttendanceForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"roster": roster_of(self.meeting)}

    def initial(self) -> dict[str, Any]:
        columns = ("version", *(f"guests_{name}" for name in GUESTS))
        came = self.meeting.attendance.values_list("membership_id", flat=True)
        return {name: getattr(self.meeting, name) for name in columns} | {"attended": list(came)}

    def context(self) -> dict[str, Any]:
        sheet = open_sheet(self.meeting)
        return {
            "group": self.group,
            "meeting": self.meeting,
            "photos": list(self.meeting.photos.order_by("id")),
            **(qr_of(sheet) if sheet else {}),
        }

    def act(self, form: Any) -> Any:
        return correct_attendance(self.meeting, actor=self.gate.user, **form.attendance())

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        return {"version": meeting_or_404(self.gate, self.kwargs["number"]).version}


class AttendanceOpen(_OneMeeting, DeskForm):
    """`.../attendance/open/`: a fresh QR for some hours; the one before stops working."""

    permission = "meeting.attend"
    template_name = "groups/attendance_open.html"
    form_class = NoteForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_required": False}

    def context(self) -> dict[str, Any]:
        sheet = open_sheet(self.meeting)
        return {"group": self.group, "meeting": self.meeting, "sheet": sheet}

    def act(self, form: Any) -> Any:
        return open_attendance(self.meeting, actor=self.gate.user)


class AttendanceClose(AttendanceOpen):
    """`.../attendance/close/`: the QR stops working at once."""

    template_name = "groups/attendance_close.html"

    def act(self, form: Any) -> Any:
        return close_attendance(self.meeting, actor=self.gate.user)


class ListMark(_OneMeeting, DeskForm):
    """`.../attendance/list/<photo>/`: whether a photo shows the paper list."""

    permission = "meeting.attend"
    template_name = "groups/attendance_list.html"
    form_class = ListForm

    @cached_property
    def photo(self) -> MeetingPhoto:
        """The photo."""
        return photo_or_404(self.meeting, self.kwargs["photo"])

    def initial(self) -> dict[str, Any]:
        return {"is_list": self.photo.is_list}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "meeting": self.meeting, "photo": self.photo}

    def act(self, form: Any) -> Any:
        return mark_list(self.photo, actor=self.gate.user, is_list=form.cleaned_data["is_list"])


class Sheet(_OneMeeting, DeskPage):
    """`/<group>/desk/meetings/<no>/sheet/`: to print: names, numbers, lines to sign, the QR."""

    permission = "meeting.attend"
    template_name = "groups/attendance_sheet.html"

    def context(self) -> dict[str, Any]:
        sheet = open_sheet(self.meeting)
        return {
            "group": self.group,
            "meeting": self.meeting,
            "rows": numbered_roster(self.meeting),
            "empty": range(EMPTY_LINES),
            **(qr_of(sheet) if sheet else {}),
        }


class Attend(OpenForm):
    """`/attend/<token>/`: behind the QR. A member types the number beside the name: counted.

    GET changes nothing and sets nothing. The one cookie, on the POST, says that this browser was
    counted; no name is ever listed here.
    """

    template_name: ClassVar[str] = "groups/attend.html"
    form_class: ClassVar[Any] = SignInForm
    way: ClassVar[str] = "code"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.sheet is None or not self.sheet.has_begun:
            return self._shut(request)
        with in_group(self.sheet.group):
            return super().dispatch(request, *args, **kwargs)

    def _shut(self, request: HttpRequest) -> HttpResponseBase:
        shown = {"sheet": self.sheet}
        response = render(request, "groups/attend_gone.html", shown, status=404)
        response["Cache-Control"] = "no-store"
        return response

    @cached_property
    def sheet(self) -> AttendanceSheet | None:
        """The open sheet of the token."""
        return living_sheet(self.kwargs["token"])

    @property
    def open_sheet(self) -> AttendanceSheet:
        """The sheet, once `dispatch` has let the request in."""
        assert self.sheet is not None  # noqa: S101 - reason: dispatch met None
        return self.sheet

    def context(self) -> dict[str, Any]:
        sheet = self.open_sheet
        return {
            "group": sheet.group,
            "meeting": sheet.meeting,
            "sheet": sheet,
            "way": self.way,
            "is_counted": self._is_counted(),
        }

    def _is_counted(self) -> bool:
        return self.request.COOKIES.get(COOKIE) == str(self.open_sheet.pk)

    def act(self, form: Any) -> Any:
        if self._is_counted():
            raise BadAttendance(
                _("This phone has signed in already. Others please tell the secretary.")
            )
        return self._count(form)

    def _count(self, form: Any) -> Any:
        sheet = self.open_sheet
        here = f"{sheet.pk}:{address_of(self.request)}"
        count_hit("attend", here, most=WRONG_HERE, seconds=HERE_SECONDS)
        count_hit("attend-sheet", str(sheet.pk), most=WRONG_AT_ALL, seconds=AT_ALL_SECONDS)
        found = who_is(sheet.meeting, form.cleaned_data["who"])
        if len(found) != 1:
            raise BadAttendance(
                _("We did not find this on the list. Please look again, or tell the secretary."),
                field="who",
            )
        take_back("attend", here)
        take_back("attend-sheet", str(sheet.pk))
        [(membership, how)] = found
        return sign_in_member(sheet.meeting, membership=membership, how=how)

    def success_url(self, result: Any) -> str:
        return address("attend", self.kwargs["token"])

    def answer(self, result: Any) -> HttpResponseBase:
        return self._remembered(super().answer(result))

    def replay(self, row: Any) -> HttpResponseBase:
        return self._remembered(super().replay(row))

    def _remembered(self, response: HttpResponseBase) -> HttpResponseBase:
        response.set_cookie(
            COOKIE,
            str(self.open_sheet.pk),
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=self.request.is_secure(),
        )
        return response


class AttendByName(Attend):
    """`/attend/<token>/name/`: a member without the sheet writes the whole name."""

    form_class = NameForm
    way = "name"


class AttendGuest(Attend):
    """`/attend/<token>/guest/`: a guest is counted, without a name."""

    form_class = GuestForm
    way = "guest"

    def _count(self, form: Any) -> Any:
        sheet = self.open_sheet
        here = f"{sheet.pk}:{address_of(self.request)}"
        count_hit("attend-guest", here, most=MOST_GUESTS_HERE, seconds=HERE_SECONDS)
        return sign_in_guest(sheet.meeting, **form.cleaned_data)
