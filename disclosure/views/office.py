"""The office's pages: what my organisation owes, in all groups, and its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property

from disclosure.actions import answer_check
from disclosure.forms import AnswerForm
from disclosure.queries import owed_by, owed_of_office_or_404
from issues.views.office import OfficePage
from masam.ui.pager import slice_after
from masam.wire.pages import FormPage

if TYPE_CHECKING:
    from disclosure.models import Check, Owed


class OfficeOwed(OfficePage):
    """`/office/disclosure/`: what is owed and what was found, the newest due first."""

    template_name = "disclosure/office_list.html"

    def context(self) -> dict[str, Any]:
        rows = owed_by(self.memberships)
        after = self.request.GET.get("after", "")
        return {
            "organisations": {
                one.organisation_id: one.organisation for one in self.memberships
            }.values(),
            "page": slice_after(rows, after, order=("-due_date", "-id")),
        }


class CheckAnswer(OfficePage, FormPage):
    """`/office/disclosure/<group>/<id>/`: the newest check, and the office's answer to it."""

    permission = "disclosure.answer"
    template_name = "disclosure/check_answer.html"
    form_class = AnswerForm

    @cached_property
    def found(self) -> tuple[Owed, Check]:
        return owed_of_office_or_404(self.memberships, self.kwargs["group"], self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        owed, check = self.found
        return {"owed": owed, "check": check, "words": check.words.all()}

    def act(self, form: Any) -> Any:
        owed, check = self.found
        user = self.request.user
        return answer_check(check, actor=user, organisation=owed.organisation, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return reverse("disclosure:answer", args=[self.kwargs["group"], self.kwargs["pk"]])


class OfficeRequests(OfficePage):
    """`/office/requests/`: information requests arrive with a later issue; the page says so."""

    template_name = "disclosure/request_list.html"
