"""Lessons for everybody: the search across groups, one card, and lessons by mail."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.gate import PublicGroupPage
from groups.queries import all_groups, version_of_all
from issues.actions import ask_lessons, confirm_lessons, leave_lessons, subscribe_lessons
from issues.actions.subscription import CONFIRM_DAYS
from issues.filters import NationalLessonFilter
from issues.forms import ConfirmSubscriptionForm, MyLessonsForm, SubscribeForm
from issues.models import Lesson
from issues.notices import CONFIRM_SALT
from issues.queries import (
    MOST_IN_FILE,
    PUBLIC_ORDER,
    national_lessons,
    public_lesson_or_404,
    subscription_of,
)
from issues.resources import lesson_atom, lesson_cells, lesson_headings
from masam.accounts.views import SignedIn
from masam.notifications.actions import address_key
from masam.spreadsheets.serving import table_response
from masam.tenancy import national_read
from masam.ui.addresses import active_language, address
from masam.ui.pager import slice_after
from masam.wire.limits import address_of, count_hit
from masam.wire.pages import FormPage, OpenForm, Page

if TYPE_CHECKING:
    from issues.models import LessonSubscription

FEED = 50
MOST_FORMS, FORM_SECONDS = 10, 3600  # wishes from one network address
MOST_MAILS, MAIL_SECONDS = 3, 24 * 3600  # first mails to one mail address


class _AcrossGroups(Page):
    """A public page over the published lessons of all groups."""

    public = True
    cache = "public"

    def etag(self) -> str | None:
        return f"lessons.{version_of_all()}.{timezone.localdate():%Y%m%d}"

    @cached_property
    def filter(self) -> NationalLessonFilter:
        """The filters as they stand in the address."""
        return NationalLessonFilter(self.request.GET, groups=all_groups().prefetch_related(None))


class Lessons(_AcrossGroups):
    """`/lessons/`: what worked elsewhere, by words, place, sector and tool."""

    template_name = "issues/lesson_public_list.html"

    def context(self) -> dict[str, Any]:
        after = self.request.GET.get("after", "")
        with national_read():
            page = slice_after(
                national_lessons(self.filter.wanted), after, order=PUBLIC_ORDER, size=20
            )
        return {"filter": self.filter, "page": page}


class LessonsFile(_AcrossGroups):
    """`/lessons.csv` and `/lessons.xlsx`: exactly the filtered list."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> Any:
        with national_read():
            rows = national_lessons(self.filter.wanted).order_by(*PUBLIC_ORDER)[:MOST_IN_FILE]
            lines = [lesson_cells(lesson) for lesson in rows]
        return table_response(self.kwargs["kind"], "lessons", lesson_headings(), lines)


class LessonsAtom(_AcrossGroups):
    """`/lessons.atom`: the newest lessons."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        with national_read():
            rows = list(national_lessons(self.filter.wanted).order_by(*PUBLIC_ORDER)[:FEED])
        body = lesson_atom(rows, title=_("Lessons of all groups"))
        return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


class PublicLesson(PublicGroupPage):
    """`/<group>/lessons/<no>/`: one card, with the way to its issue where that is public."""

    template_name = "issues/lesson_public.html"

    @cached_property
    def lesson(self) -> Lesson:
        """The card, only when it is published."""
        return public_lesson_or_404(self.group, self.kwargs["number"])

    def etag(self) -> str | None:
        _found = self.lesson  # one that is not public is 404 before it is "not modified"
        return super().etag()

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "lesson": self.lesson}


class Subscribe(OpenForm):
    """`/lessons/subscribe/`: anybody may ask; the link in the first mail confirms it."""

    template_name = "issues/lesson_subscribe.html"
    form_class = SubscribeForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"groups": all_groups().prefetch_related(None)}

    def initial(self) -> dict[str, Any]:
        return {"language": active_language()}

    def context(self) -> dict[str, Any]:
        return {"is_asked": "asked" in self.request.GET, "days": CONFIRM_DAYS}

    def act(self, form: Any) -> LessonSubscription:
        where = address_key(address_of(self.request))[:24]
        count_hit("lessons", where, most=MOST_FORMS, seconds=FORM_SECONDS)
        whom = address_key(form.cleaned_data["address"])[:24]
        count_hit("lessons-mail", whom, most=MOST_MAILS, seconds=MAIL_SECONDS)
        return ask_lessons(**form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address("lessons", "subscribe") + "?asked=1"


class ConfirmSubscription(OpenForm):
    """`/lessons/confirm/<token>/`: GET shows the button, POST begins to send."""

    template_name = "issues/lesson_confirm.html"
    form_class = ConfirmSubscriptionForm

    @cached_property
    def wish(self) -> int | None:
        """The id of the wish the token speaks of; None for a wrong or an old one."""
        age = CONFIRM_DAYS * 24 * 3600
        try:
            return int(signing.loads(self.kwargs["token"], salt=CONFIRM_SALT, max_age=age))
        except (signing.BadSignature, ValueError, TypeError):
            return None

    def render_form(self, form: Any, *, status: int = 200) -> HttpResponse:
        shown = {"form": form, "is_known": self.wish is not None}
        return self.render(shown, status=status if self.wish is not None else 404)

    def act(self, form: Any) -> LessonSubscription | None:
        return confirm_lessons(self.wish) if self.wish is not None else None

    def answer(self, result: Any) -> Any:
        if result is None:
            return self.render({"is_known": False}, status=404)
        return super().answer(result)

    def success_url(self, result: Any) -> str:
        return address("lessons") + "?confirmed=1"


class MyLessons(SignedIn, FormPage):
    """`/me/lessons/`: what a signed-in person gets by mail."""

    template_name = "issues/lesson_mine.html"
    form_class = MyLessonsForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"groups": all_groups().prefetch_related(None)}

    def initial(self) -> dict[str, Any]:
        row = subscription_of(self.request.user)
        if row is None:
            return {"rhythm": ""}
        return {"rhythm": row.rhythm, "sectors": row.sectors, "units": row.units}

    def context(self) -> dict[str, Any]:
        return {"is_saved": "saved" in self.request.GET}

    def act(self, form: Any) -> Any:
        user: Any = self.request.user
        wanted = form.cleaned_data
        if wanted["rhythm"]:
            return subscribe_lessons(user, actor=user, **wanted)
        return leave_lessons(actor=user, key=address_key(user.email), user_id=user.pk)

    def success_url(self, result: Any) -> str:
        return address("me", "lessons") + "?saved=1"
