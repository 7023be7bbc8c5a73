"""The officer's inbox: what was put to the own organisation, in all groups."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.gate import open_gate
from issues.actions import accept_issue, answer_issue, note_export
from issues.filters import OfficeFilter
from issues.forms import AnswerForm, MoveForm
from issues.lifecycle import ISSUE
from issues.models import FOUR, Issue
from issues.permissions import may_answer, may_extend, may_move
from issues.queries import (
    OFFICE_ORDER,
    clocks_of,
    filled_in,
    issue_by_code,
    office_counts,
    office_file,
    office_found,
    office_issues,
    office_memberships,
    others_of,
    passes_of,
    shown,
    to_answer,
    with_clocks,
    with_hands,
    with_others,
    with_particulars,
    with_passages,
    with_referrals,
    with_templates,
)
from issues.resources import issues_file
from issues.views.base import listed
from issues.views.evidence import evidence_response
from masam.spreadsheets.serving import stream_response
from masam.tenancy import in_group
from masam.ui.addresses import address
from masam.ui.pager import slice_after
from masam.wire.errors import NotAllowed
from masam.wire.pages import FormPage, Page

if TYPE_CHECKING:
    from django.http import HttpRequest

    from groups.gate import Gate
    from groups.models import Membership
    from issues.models.issue import IssueQuerySet

ANSWER_DAYS = 30
RELATED = ("group__unit", "service_point", "responsible", "category", "unit", "merged_into")


class OfficePage(Page):
    """A page for officers, in the scope of every group they answer in."""

    permission: ClassVar[str] = "office.open"
    cache = "private"
    memberships: list[Membership]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in(request)
        self.memberships = office_memberships(request.user)
        if not self.memberships:
            raise NotAllowed(_("This page is for officers of the organisations that answer."))
        with in_group(*{row.group for row in self.memberships}):
            return super().dispatch(request, *args, **kwargs)


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"error": _("Please sign in.")}, status=401)
    return redirect_to_login(request.get_full_path(), reverse("account_login"))


class _OfficeList(OfficePage):
    """What was put to the own offices, or to the one that was chosen."""

    def rows(self) -> IssueQuerySet:
        """Give the issues of the offices in question."""
        chosen = self.chosen
        return office_issues([row for row in self.memberships if not chosen or row == chosen])

    @cached_property
    def chosen(self) -> Membership | None:
        """The office the list is narrowed down to: `?organisation=7`, `?group=khovd`."""
        query = self.request.GET
        for row in self.memberships:
            names = {query.get("organisation", ""), query.get("group", "")} - {""}
            if names and names <= {str(row.organisation_id), row.group.slug}:
                return row
        return None


class OfficeExport(_OfficeList):
    """`/office.csv` and `.xlsx`: all that was put to the office, by its filters; streamed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted, rows = OfficeFilter(request.GET).wanted, self.rows()
        rows = office_found(rows, wanted["q"]) if wanted else rows
        offices = [self.chosen] if self.chosen else self.memberships
        groups = {row.group_id: row.group for row in offices}
        for group in groups.values():
            note_export(group, actor=request.user, kind=kwargs["kind"], filters=wanted)
        chunks = issues_file(kwargs["kind"], rows, partial(in_group, *groups.values()))
        return stream_response(kwargs["kind"], "office", chunks)


class OfficeInbox(_OfficeList):
    """`/office/`: what waits for an answer, the late ones first."""

    template_name = "issues/office_inbox.html"

    def context(self) -> dict[str, Any]:
        chosen, rows = self.chosen, self.rows()
        today = timezone.localdate()
        after, filter_ = self.request.GET.get("after", ""), OfficeFilter(self.request.GET)
        words = {"memberships": self.memberships, "chosen": chosen, "filter": filter_}
        if filter_.wanted:
            return words | listed(office_found(rows, filter_.wanted["q"]), filter_.wanted, after)
        return words | {
            "counts": office_counts(rows, today),
            "page": slice_after(with_hands(to_answer(rows)), after, order=OFFICE_ORDER),
            "checking": list(rows.filter(state="claimed_fixed").order_by("-claimed_at")[:5]),
        }


class _OfficeIssue(OfficePage):
    """A page about one issue that was put to the person's own organisation; else 404."""

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        gate = open_gate(self.kwargs["group"], request.user)
        if gate is None or not gate.is_open or gate.organisation_id is None:
            raise Http404
        rows = with_passages(with_particulars(Issue.objects.select_related(*RELATED)))
        rows = rows.filter(responsible=gate.organisation_id)
        rows = with_referrals(with_hands(with_templates(with_others(rows), request.user)))
        rows = with_clocks(rows)
        with in_group(*{row.group for row in self.memberships}):
            self.issue = issue_by_code(gate.group, self.kwargs["number"], rows)
        gate.require(self.permission)
        self.gate: Gate = gate


class OfficeIssue(_OfficeIssue, FormPage):
    """`/office/<group>/<no>/`: the problem in three lines, and the four answers."""

    template_name = "issues/office_issue.html"
    form_class = AnswerForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"others": others_of(self.issue)}

    def initial(self) -> dict[str, Any]:
        filled = filled_in(self.issue, self.request.GET.get("template", ""))
        return answer_initial(self.request, self.issue) | filled

    def context(self) -> dict[str, Any]:
        return {
            "group": self.gate.group,
            "issue": self.issue,
            "passes": passes_of(self.issue),
            "chosen": self.request.GET.get("template", ""),
            "file": office_file(self.issue),
            "asked": shown(self.issue.asked),  # type: ignore[attr-defined]
            "verdict": may_answer(self.gate, self.issue),
            "clocks": clocks_of(self.issue),
            "extend": may_extend(self.gate, self.issue),
            "accept": may_move(self.gate, self.issue, "accept"),
        }

    def act(self, form: Any) -> Any:
        self.gate.require("issue.answer")
        office = self.gate.organisation
        return answer_issue(
            self.issue, actor=self.gate.user, organisation=office, **form.cleaned_data
        )

    def success_url(self, result: Any) -> str:
        return address("office", self.gate.group.slug, self.issue.code)


class OfficeAccept(_OfficeIssue, FormPage):
    """`/office/<group>/<no>/accept/`: the office takes the issue on."""

    permission = "issue.accept"
    template_name = "issues/office_accept.html"
    form_class = MoveForm

    def initial(self) -> dict[str, Any]:
        return {"version": self.issue.version}

    def context(self) -> dict[str, Any]:
        verdict = may_move(self.gate, self.issue, "accept")
        step = ISSUE.by_verb["accept"]
        return {"group": self.gate.group, "issue": self.issue, "verdict": verdict, "step": step}

    def act(self, form: Any) -> Issue:
        return accept_issue(self.issue, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address("office", self.gate.group.slug, self.issue.code)


class OfficeEvidence(_OfficeIssue):
    """`/office/<group>/<no>/evidence/<id>/`: a file of an issue put to the office."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return evidence_response(request, self.issue, kwargs["pk"])


def answer_initial(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    """Give the filled-in form: the answer named in the address, the last day of the term."""
    today, day = issue.group.today(), issue.due_date
    if day is None or day < today:
        day = today + timedelta(days=ANSWER_DAYS)
    kind = request.GET.get("answer", "")
    return {"due_date": day} | ({"kind": kind} if kind in FOUR else {})
