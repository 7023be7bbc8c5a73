"""Support sessions: the administrator asks to enter; the group sees who was inside and why."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from groups.actions import end_support, open_support
from groups.forms import SupportForm
from groups.gate import DeskForm, DeskPage
from groups.queries import accesses_of, running_sessions_of, session_or_404, sessions_of
from masam.accounts.views import SignedIn
from masam.tenancy import in_group
from masam.ui.addresses import address
from masam.ui.pager import slice_after
from masam.wire.errors import NotAllowed
from masam.wire.pages import FormPage

if TYPE_CHECKING:
    from django.http import HttpRequest

    from groups.models import SupportSession


class _Administrator(SignedIn, FormPage):
    """A form of the system administrator."""

    permission = "support.open"
    cache = "private"

    def admit(self, request: HttpRequest) -> None:
        if not getattr(request.user, "is_superuser", False):
            raise NotAllowed(_("Only a system administrator opens a support session."))


class Support(_Administrator):
    """`/me/support/`: my running sessions; opens another."""

    template_name = "groups/support.html"
    form_class = SupportForm

    def context(self) -> dict[str, Any]:
        return {"sessions": running_sessions_of(self.request.user)}

    def initial(self) -> dict[str, Any]:
        return {"group": self.request.GET.get("group", ""), "minutes": "30"}

    def act(self, form: Any) -> SupportSession:
        return open_support(actor=self.request.user, **form.cleaned_data)

    def success_url(self, result: SupportSession) -> str:
        return address(result.group.slug, "desk")


class SupportLeave(_Administrator):
    """`/me/support/end/`: ends all my running sessions."""

    template_name = "groups/support_leave.html"
    form_class = forms.Form

    def context(self) -> dict[str, Any]:
        return {"sessions": running_sessions_of(self.request.user)}

    def act(self, form: Any) -> None:
        for session in running_sessions_of(self.request.user):
            with in_group(session.group):
                end_support(session, actor=self.request.user)

    def success_url(self, result: Any) -> str:
        return address("me", "support")


class SupportSessions(DeskPage):
    """`/<group>/desk/settings/support/`: who of the system's staff was in the group, and why."""

    permission = "desk.open"
    template_name = "groups/support_list.html"

    def context(self) -> dict[str, Any]:
        after = self.request.GET.get("after", "")
        page = slice_after(sessions_of(self.group), after, order=("-started_at", "-id"), size=30)
        return {"group": self.group, "page": page}


class SupportDetail(DeskPage):
    """`/<group>/desk/settings/support/<number>/`: what was opened and changed."""

    permission = "desk.open"
    template_name = "groups/support_detail.html"

    @cached_property
    def session(self) -> SupportSession:
        """The session of the address."""
        return session_or_404(self.gate, self.kwargs["number"])

    def context(self) -> dict[str, Any]:
        return {
            "group": self.group,
            "session": self.session,
            "accesses": accesses_of(self.session),
        }


class SupportEnd(DeskForm):
    """`/<group>/desk/settings/support/<number>/end/`: a facilitator ends a session."""

    permission = "group.pause"
    template_name = "groups/support_end.html"
    form_class = forms.Form

    @cached_property
    def session(self) -> SupportSession:
        """The session of the address."""
        return session_or_404(self.gate, self.kwargs["number"])

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "session": self.session}

    def act(self, form: Any) -> SupportSession:
        return end_support(self.session, actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "settings", "support", self.session.number)
