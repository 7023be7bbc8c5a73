"""Links in mails and on paper: show, fill in, change nothing on GET."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from groups.actions import join, join_openly
from groups.forms import CodeForm, JoinForm, OpenJoinForm
from groups.models import Group, JoinLink, Membership, Pointer
from groups.permissions import duties_of
from groups.queries import (
    code_of,
    feed_of,
    group_of_feed,
    living_invitation,
    meetings_of_feed,
    open_join_link,
)
from masam.accounts.models import User
from masam.tenancy import in_group
from masam.ui.addresses import address
from masam.wire.limits import address_of, count_hit, take_back
from masam.wire.pages import OpenForm, Page

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

CODE_SECONDS = 600
MOST_CODES = 20  # wrong codes from one address in ten minutes
MOST_JOINS = 120  # a whole meeting joins behind one address


class Join(OpenForm):
    """`/join/<token>/`: an invitation. GET shows it, POST makes the account and signs in."""

    template_name = "groups/join.html"
    form_class = JoinForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.invitation is None:
            return JoinOpenly.as_view()(request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def invitation(self) -> tuple[Pointer, Membership] | None:
        """The invitation of the token with its membership."""
        return living_invitation(self.kwargs["token"])

    @cached_property
    def pointer(self) -> Pointer:
        """The pointer of a living invitation."""
        assert self.invitation is not None  # noqa: S101 - reason: dispatch met None
        return self.invitation[0]

    @cached_property
    def account(self) -> User | None:
        """The account that has the invited address already."""
        return User.objects.filter(email=self.pointer.data.get("email", "")).first()

    def form_kwargs(self) -> dict[str, Any]:
        return {"has_account": self.account is not None}

    def initial(self) -> dict[str, Any]:
        return {"name": self.invitation[1].name} if self.invitation else {}

    def context(self) -> dict[str, Any]:
        assert self.invitation is not None  # noqa: S101 - reason: dispatch met None
        is_theirs = self.account is not None and self.account == self.request.user
        return {
            "group": self.pointer.group,
            "membership": self.invitation[1],
            "email": self.pointer.data.get("email", ""),
            "must_sign_in": self.account is not None and not is_theirs,
        }

    def act(self, form: Any) -> Any:
        user = self.request.user if self.request.user.is_authenticated else None
        return join(self.pointer, actor=user, **form.cleaned_data)

    def answer(self, result: Any) -> HttpResponseBase:
        if self.request.user != result.user:
            login(self.request, result.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return super().answer(result)

    def success_url(self, result: Any) -> str:
        if "desk.open" in duties_of(result.role):
            return address(self.pointer.group.slug, "desk")
        return address("office")


class JoinOpenly(OpenForm):
    """`/join/<token>/` of a link or a printed code: the person is on the roster at once."""

    template_name = "groups/join_openly.html"
    form_class = OpenJoinForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        code = code_of(kwargs["token"])
        if code:  # 16 digits could be tried; a link's 256 bits could not
            count_hit("join_code", address_of(request), most=MOST_CODES, seconds=CODE_SECONDS)
        if self.found is None:
            return _gone(request, "groups/join_gone.html")
        if code:
            take_back("join_code", address_of(request))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def found(self) -> tuple[Pointer, JoinLink] | None:
        """The pointer and its living invitation."""
        return open_join_link(self.kwargs["token"])

    @cached_property
    def pointer(self) -> Pointer:
        """The pointer of a living invitation."""
        assert self.found is not None  # noqa: S101 - reason: dispatch met None
        return self.found[0]

    def make_form(self, **data: Any) -> BaseForm:
        with in_group(self.pointer.group):
            return super().make_form(**data)

    def form_kwargs(self) -> dict[str, Any]:
        assert self.found is not None  # noqa: S101 - reason: dispatch met None
        is_signed_in = self.request.user.is_authenticated
        return {"invitation": self.found[1], "is_signed_in": is_signed_in}

    def initial(self) -> dict[str, Any]:
        user = self.request.user
        return {"name": user.name} if user.is_authenticated else {}

    def context(self) -> dict[str, Any]:
        assert self.found is not None  # noqa: S101 - reason: dispatch met None
        return {"group": self.pointer.group, "invitation": self.found[1]}

    def act(self, form: Any) -> Any:
        count_hit("join", address_of(self.request), most=MOST_JOINS, seconds=CODE_SECONDS)
        user = self.request.user if self.request.user.is_authenticated else None
        with in_group(self.pointer.group):
            return join_openly(self.pointer, actor=user, **form.member())

    def success_url(self, result: Any) -> str:
        if self.request.user.is_authenticated:
            return address(self.pointer.group.slug, "desk")
        return address("join", "thanks")


class JoinCode(OpenForm):
    """`/join/`: the code of a printed slip, for those whose phone reads no QR codes."""

    template_name = "groups/join_code.html"
    form_class = CodeForm

    def act(self, form: Any) -> Any:
        return form.cleaned_data["code"]

    def success_url(self, result: Any) -> str:
        return address("join", result)


class JoinThanks(Page):
    """`/join/thanks/`: what happens next."""

    public = True
    template_name = "groups/join_thanks.html"


class CalendarFeed(Page):
    """`/calendar/<token>.ics`: all meetings of a group, by a member's link that can be revoked."""

    public = True
    cache = "private"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.group is None:
            return _gone(request, "groups/calendar_gone.html")
        return super().get(request, *args, **kwargs)

    @cached_property
    def group(self) -> Group | None:
        """The group of a living link."""
        return group_of_feed(self.kwargs["token"])

    def etag(self) -> str | None:
        return f"{self.group.pk}.{self.group.version}" if self.group else None

    def context(self) -> dict[str, Any]:
        assert self.group is not None  # noqa: S101 - reason: `get` met None
        with in_group(self.group):
            meetings = meetings_of_feed(self.group, is_public=False)
            return {"body": feed_of(self.group, meetings, is_public=False)}

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        return HttpResponse(
            context["body"], content_type="text/calendar; charset=utf-8", status=status
        )


def _gone(request: HttpRequest, template: str) -> HttpResponse:
    """Answer 404 in the same words for a wrong, an old and a used link."""
    response = render(request, template, status=404)
    response["Cache-Control"] = "no-store"
    return response
