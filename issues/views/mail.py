"""Mails that a person has to look at: replies from unknown addresses, and what came back (I10)."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from groups.gate import DeskForm, DeskPage
from issues.actions import accept_mail, discard_mail
from issues.filters import MailFilter
from issues.forms import HeldForm
from issues.queries import MAIL_ORDER, mail_or_404, mails_of
from issues.resources import in_pieces, mail_cells, mail_headings
from masam.notifications.mailbox import read_letter
from masam.spreadsheets.serving import table_response
from masam.tenancy import in_group
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


class _Filtered(DeskPage):
    """Reads the filters of the address."""

    permission = "issue.assign"

    @cached_property
    def filter(self) -> MailFilter:
        """The filters as they stand in the address."""
        return MailFilter(self.request.GET)


class MailList(_Filtered):
    """`/<group>/desk/mails/`: what waits for a person first, then what came and what came back."""

    template_name = "issues/mail_list.html"

    def context(self) -> dict[str, Any]:
        rows, after = mails_of(self.group, self.filter.wanted), self.request.GET.get("after", "")
        page = slice_after(rows, after, order=MAIL_ORDER)
        return {"group": self.group, "filter": self.filter, "page": page}


class MailExport(_Filtered):
    """`/<group>/desk/mails.csv` and `.xlsx`: the register, never what the mails say."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = mails_of(self.group, self.filter.wanted).select_related("decided_by")
        found = in_pieces(rows, partial(in_group, self.group))
        lines = (mail_cells(mail, self.group) for mail in found)
        name = f"mails-{self.group.slug}"
        return table_response(kwargs["kind"], name, mail_headings(), lines)


class HeldMail(DeskForm):
    """`/<group>/desk/mails/<id>/`: look, keep it as the office's message, or discard it."""

    permission = "issue.assign"
    template_name = "issues/mail_held.html"
    form_class = HeldForm

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.mail, self.issue = mail_or_404(self.group, self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        letter = read_letter(bytes(self.mail.content))
        return {"group": self.group, "mail": self.mail, "issue": self.issue, "letter": letter}

    def act(self, form: Any) -> Any:
        words = form.cleaned_data
        decide = accept_mail if words["verdict"] == "accept" else discard_mail
        return decide(self.mail, actor=self.gate.user, note=words["note"])

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "mails")
