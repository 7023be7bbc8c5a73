"""Threads for ministries: the coordinator's, the ministry's and the groups' pages (I17)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.gate import CoordinatorForm, DeskPage, NationalPage
from issues.actions import (
    answer_thread,
    close_thread,
    consent_link,
    gather,
    offer_issue,
    open_thread,
    withdraw_link,
)
from issues.filters import ThreadFilter
from issues.forms import (
    AnswerThreadForm,
    CloseThreadForm,
    GatherForm,
    OfferForm,
    OpenThreadForm,
)
from issues.models import LIVING, LinkStage, SystemicLink
from issues.permissions import answers_for_ministry
from issues.queries import (
    clusters,
    counted,
    links_of,
    ministries,
    offers,
    thread_or_404,
    threads_by,
    today_there,
)
from issues.views.base import IssueForm
from masam.accounts.models import NationalRole
from masam.spreadsheets.serving import table_response
from masam.ui.addresses import address
from masam.wire.errors import NotAllowed
from masam.wire.pages import FormPage

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from issues.models import Issue, SystemicIssue

MOST = 200


class _Filtered(NationalPage):
    @cached_property
    def filter(self) -> ThreadFilter:
        """The filters as they stand in the address."""
        return ThreadFilter(self.request.GET)

    @property
    def rows(self) -> list[tuple[SystemicIssue, int, int]]:
        """The threads with how many issues and groups each has."""
        return counted(threads_by(self.filter.wanted)[:MOST])


class ThreadList(_Filtered):
    """`/national/systemic/`: the threads; for the coordinator also offers and suggestions."""

    template_name = "issues/thread_list.html"

    def context(self) -> dict[str, Any]:
        role = self.request.user.national_role  # type: ignore[union-attr]
        is_coordinator = role == NationalRole.COORDINATOR
        today = today_there()
        return {
            "filter": self.filter,
            "threads": [(*row, row[0].is_overdue(today)) for row in self.rows],
            "is_coordinator": is_coordinator,
            "offers": offers() if is_coordinator else [],
            "clusters": clusters() if is_coordinator else [],
        }


class ThreadExport(_Filtered):
    """`/national/systemic.csv` and `.xlsx`: exactly the filtered list."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        head = [_("number"), _("title"), _("sector"), _("ministry"), _("state"), _("opened"),
                _("answer until"), _("answered"), _("issues"), _("groups")]  # fmt: skip
        rows = [
            [
                row.number, row.title, row.get_sector_display(), row.ministry.name,
                row.get_state_display(), row.opened_at.date(), row.due_date,
                row.answered_at.date() if row.answered_at else None, issues, groups,
            ]
            for row, issues, groups in self.rows
        ]  # fmt: skip
        return table_response(kwargs["kind"], "systemic", head, rows)


class _OneThread:
    """Finds the thread of the address."""

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)  # type: ignore[misc]
        self.thread = thread_or_404(self.kwargs["thread"])  # type: ignore[attr-defined]

    def success_url(self, result: Any) -> str:
        return address("national", "systemic", self.thread.number)


class ThreadDetail(_OneThread, NationalPage):
    """`/national/systemic/<no>/`: what is asked, of whom, in how many groups, and the answer."""

    template_name = "issues/thread_detail.html"

    def context(self) -> dict[str, Any]:
        links = links_of([self.thread], LinkStage.TIED, LinkStage.ASKED, LinkStage.DECLINED)
        tied = [link for link in links if link.stage == LinkStage.TIED]
        user: Any = self.request.user
        return {
            "thread": self.thread, "tied": tied, "groups": len({link.group_id for link in tied}),
            "others": [link for link in links if link.stage != LinkStage.TIED],
            "is_overdue": self.thread.is_overdue(today_there()),
            "is_coordinator": user.national_role == NationalRole.COORDINATOR,
            "may_answer": answers_for_ministry(user, self.thread),
        }  # fmt: skip


class ThreadOpen(CoordinatorForm):
    """`/national/systemic/new/`: `?codes=KHO-1 BZD-4` from a suggestion, `?offered=7` from offers."""

    template_name = "issues/thread_open.html"
    form_class = OpenThreadForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"offers": offers(), "ministries": ministries()}

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET
        offered = [key for key in asked.getlist("offered") if key.isdigit()]
        return {"codes": asked.get("codes", ""), "offered": offered, "sector": asked.get("sector")}

    def act(self, form: Any) -> SystemicIssue:
        return open_thread(actor=self.request.user, **form.words(), **form.gathered())

    def success_url(self, result: SystemicIssue) -> str:
        return address("national", "systemic", result.number)


class ThreadGather(_OneThread, CoordinatorForm):
    """`/national/systemic/<no>/gather/`: more offers, more groups to ask."""

    template_name = "issues/thread_form.html"
    form_class = GatherForm
    heading = gettext_lazy("Gather more issues")
    button = gettext_lazy("Gather")

    def form_kwargs(self) -> dict[str, Any]:
        return {"offers": offers()}

    def context(self) -> dict[str, Any]:
        return {"thread": self.thread}

    def act(self, form: Any) -> SystemicIssue:
        return gather(self.thread, actor=self.request.user, **form.gathered())


class ThreadClose(_OneThread, CoordinatorForm):
    """`/national/systemic/<no>/close/`: with the reason, which every group reads."""

    template_name = "issues/thread_form.html"
    form_class = CloseThreadForm
    heading = gettext_lazy("Close the thread")
    button = gettext_lazy("Close it")

    def context(self) -> dict[str, Any]:
        return {"thread": self.thread}

    def act(self, form: Any) -> SystemicIssue:
        return close_thread(self.thread, actor=self.request.user, **form.cleaned_data)


class _NationalForm(NationalPage, FormPage):
    """A form of national staff."""


class ThreadAnswer(_OneThread, _NationalForm):
    """`/national/systemic/<no>/answer/`: the ministry's officer answers, once, for all groups."""

    permission: ClassVar[str] = "national.answer"
    template_name = "issues/thread_form.html"
    form_class = AnswerThreadForm
    heading = gettext_lazy("Answer for all groups")
    button = gettext_lazy("Send the answer")

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        verdict = answers_for_ministry(request.user, self.thread)
        if not verdict:
            raise NotAllowed(verdict.reason)

    def context(self) -> dict[str, Any]:
        return {"thread": self.thread}

    def act(self, form: Any) -> SystemicIssue:
        return answer_thread(self.thread, actor=self.request.user, **form.cleaned_data)


# --- the group's side ----------------------------------------------------------------------------


class GroupThread(DeskPage):
    """`/<group>/desk/systemic/<no>/`: the thread as a group sees it that is part of it, or asked."""

    permission = "issue.read"
    template_name = "issues/thread_group.html"

    def context(self) -> dict[str, Any]:
        thread = thread_or_404(self.kwargs["thread"])
        mine = SystemicLink.objects.filter(group=self.group, thread=thread, stage__in=LIVING)
        rows = list(mine.select_related("issue__group").order_by("id"))
        if not rows:
            raise Http404
        tied = links_of([thread])
        groups = sorted({link.group.name for link in tied})
        return {
            "group": self.group, "thread": thread, "mine": rows, "groups": groups,
            "count": len(tied), "is_overdue": thread.is_overdue(today_there()),
        }  # fmt: skip


class _OfIssue(IssueForm):
    permission = "systemic.offer"
    template_name = "issues/thread_issue.html"
    form_class = forms.Form
    stages: ClassVar[tuple[str, ...]] = ()

    @cached_property
    def link(self) -> SystemicLink | None:
        """What ties the issue, in one of the stages this form is about."""
        rows = SystemicLink.objects.filter(group=self.group, issue=self.issue)
        found: SystemicLink | None = (
            rows.filter(stage__in=self.stages).select_related("thread__ministry").first()
        )
        return found

    def context(self) -> dict[str, Any]:
        return super().context() | {"link": self.link}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.stages and self.link is None:
            raise Http404
        return super().post(request, *args, **kwargs)


class IssueOffer(_OfIssue):
    """`/<group>/desk/issues/<no>/offer/`: propose it to the ministry."""

    form_class = OfferForm
    heading = gettext_lazy("Propose to the ministry")
    button = gettext_lazy("Offer it")

    def initial(self) -> dict[str, Any]:
        return {"title": self.issue.title}

    def act(self, form: Any) -> Issue:
        offer_issue(self.issue, actor=self.gate.user, **form.cleaned_data)
        return self.issue


class IssueConsent(_OfIssue):
    """`.../consent/`: the coordinator asks for it; the group says yes or no."""

    stages = (LinkStage.ASKED,)
    heading = gettext_lazy("May this issue become part of a national issue?")
    button = gettext_lazy("Yes, it may")

    def act(self, form: Any) -> Any:
        agree = "decline" not in self.request.POST
        return consent_link(self.link, actor=self.gate.user, agree=agree)


class IssueWithdraw(_OfIssue):
    """`.../withdraw/`: take it back."""

    stages = (LinkStage.OFFERED, LinkStage.TIED)
    heading = gettext_lazy("Take back from the national issue")
    button = gettext_lazy("Take it back")

    def act(self, form: Any) -> Any:
        return withdraw_link(self.link, actor=self.gate.user)
