"""Links in mails: an office's answer, and "is it really fixed?". They give no login.

Whatever opens the link, a mail scanner too, changes nothing: only a person's POST does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpResponseBase
from django.shortcuts import render

from groups.models import Pointer
from issues.actions import answer_by_link, ask_by_link, send_new_link
from issues.forms import AnswerForm, AskForm, NothingForm
from issues.lifecycle import IssueState
from issues.models import Issue, Said
from issues.notices import ASK, REPLY
from issues.permissions import answerable
from issues.queries import others_of, with_others
from issues.views.evidence import evidence_response
from issues.views.office import RELATED, answer_initial
from masam.tenancy import in_group
from masam.wire.pages import OpenForm, Page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class _Linked(Page):
    """Finds what a token leads to, and runs the page in that group's scope."""

    kind: ClassVar[str] = ""
    gone: ClassVar[str] = ""
    public = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        pointer = Pointer.find(self.kind, kwargs["token"])
        if pointer is None:
            return _gone(request, self.gone)
        self.pointer = pointer
        with in_group(pointer.group):
            rows = with_others(Issue.objects.select_related(*RELATED))
            issue = rows.filter(pk=pointer.target_id).first()
            if issue is None or not self.still_leads_to(issue):
                return _gone(request, self.gone)
            self.issue = issue
            return super().dispatch(request, *args, **kwargs)

    def still_leads_to(self, issue: Issue) -> bool:
        """Tell whether the link still speaks of the issue as it stands now."""
        return True


def _gone(request: HttpRequest, template: str) -> HttpResponse:
    """Say the same for a wrong, an expired and a revoked link, and how to get a new one."""
    token = request.resolver_match.kwargs["token"] if request.resolver_match else ""
    response = render(request, template, {"token": token}, status=404)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


class _LinkedForm(_Linked, OpenForm):
    """A form behind a link. It works once; afterwards the page thanks."""

    def context(self) -> dict[str, Any]:
        return {"issue": self.issue, "group": self.pointer.group, "used": self.is_used}

    @property
    def is_used(self) -> bool:
        """Whether somebody has answered by this link."""
        return bool(self.pointer.data.get("used_at"))

    def actor_key(self) -> str:
        return f"link:{self.pointer.pk}"

    def success_url(self, result: Any) -> str:
        return "?"  # this very page: the address holds a token and is written down nowhere


class Reply(_LinkedForm):
    """`/reply/<token>/`: the office answers from the mail, in two clicks."""

    kind, gone = REPLY, "issues/reply_gone.html"
    template_name = "issues/reply.html"
    form_class = AnswerForm

    def still_leads_to(self, issue: Issue) -> bool:
        return issue.responsible_id == self.pointer.data.get("organisation")

    def form_kwargs(self) -> dict[str, Any]:
        return {"others": others_of(self.issue)}

    def initial(self) -> dict[str, Any]:
        return answer_initial(self.request, self.issue)

    def context(self) -> dict[str, Any]:
        evidence = list(self.issue.evidence.order_by("position", "id"))
        said = self.issue.answers.filter(organisation=self.issue.responsible_id).order_by("id")
        more = {"evidence": evidence, "verdict": answerable(self.issue), "said": list(said)}
        return super().context() | more

    def act(self, form: Any) -> Any:
        return answer_by_link(self.pointer, **form.cleaned_data)


class ReplyAgain(OpenForm):
    """`/reply/<token>/again/`: ask for a new link. It goes to the office's own mail addresses.

    Says the same for a link that never was, so that nobody learns anything here.
    """

    template_name = "issues/reply_again.html"
    form_class = NothingForm

    def context(self) -> dict[str, Any]:
        return {"is_sent": "sent" in self.request.GET}

    def act(self, form: Any) -> int:
        return send_new_link(self.kwargs["token"])

    def success_url(self, result: Any) -> str:
        return "?sent"


class ReplyEvidence(_Linked):
    """`/reply/<token>/evidence/<id>/`: a photo of the issue the link was made for."""

    kind, gone = REPLY, "issues/reply_gone.html"

    def still_leads_to(self, issue: Issue) -> bool:
        return issue.responsible_id == self.pointer.data.get("organisation")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return evidence_response(request, self.issue, kwargs["pk"])


class Ask(_LinkedForm):
    """`/ask/<token>/`: is it really fixed? One press answers; "no" opens the issue again."""

    kind, gone = ASK, "issues/ask_gone.html"
    template_name = "issues/ask.html"
    form_class = AskForm

    def context(self) -> dict[str, Any]:
        is_fixed = self.issue.state == IssueState.VERIFIED_FIXED
        return super().context() | {"is_fixed": is_fixed, "said": Said.choices}

    def act(self, form: Any) -> Issue:
        return ask_by_link(self.pointer, **form.cleaned_data)
