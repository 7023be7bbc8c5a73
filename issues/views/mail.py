"""Mails that a person has to look at: replies from unknown addresses, and what came back (I10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groups.gate import DeskForm, DeskPage
from issues.actions import accept_mail, discard_mail
from issues.forms import HeldForm
from issues.queries import MAIL_ORDER, mail_or_404, mails_of
from masam.notifications.mailbox import read_letter
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from django.http import HttpRequest


class MailList(DeskPage):
    """`/<group>/desk/mails/`: what waits for a person first, then what came and what came back."""

    permission = "issue.assign"
    template_name = "issues/mail_list.html"

    def context(self) -> dict[str, Any]:
        after = self.request.GET.get("after", "")
        page = slice_after(mails_of(self.group), after, order=MAIL_ORDER)
        return {"group": self.group, "page": page}


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
