"""Links in mails and on paper: show, fill in, change nothing on GET."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from groups.actions import join
from groups.forms import JoinForm
from groups.models import Group, Membership, Pointer
from groups.permissions import duties_of
from groups.queries import feed_of, group_of_feed, living_invitation, meetings_of_feed
from masam.accounts.models import User
from masam.tenancy import in_group
from masam.ui.addresses import address
from masam.wire.pages import OpenForm, Page

if TYPE_CHECKING:
    from django.http import HttpRequest


class Join(OpenForm):
    """`/join/<token>/`: an invitation. GET shows it, POST makes the account and signs in."""

    template_name = "groups/join.html"
    form_class = JoinForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.invitation is None:
            return _gone(request, "groups/join_gone.html")
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


class Attend(Page):
    """`/attend/<token>/`: attendance by a printed sheet is still to come; the page says so."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _gone(request, "groups/attend_gone.html")


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
