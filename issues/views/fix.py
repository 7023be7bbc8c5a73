"""At the desk: does the fix hold? For members who reported the issue or follow it (I12)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from issues.actions import say_fixed
from issues.forms import AskForm
from issues.models import Channel, Issue, Said
from issues.models.fix import word_key
from issues.queries import may_say
from issues.views.base import IssueForm
from masam.wire.errors import NotAllowed


class IssueFixed(IssueForm):
    """`.../fixed/`: yes, partly or no, each with one press."""

    permission = "issue.follow"
    template_name = "issues/issue_fixed.html"
    form_class = AskForm
    heading = _("Is it really fixed?")

    def context(self) -> dict[str, Any]:
        verdict = may_say(self.gate, self.issue)
        return super().context() | {"verdict": verdict, "said": Said.choices}

    def act(self, form: Any) -> Issue:
        verdict = may_say(self.gate, self.issue)
        if not verdict:
            raise NotAllowed(verdict.reason)
        key = word_key(f"user:{self.gate.user.pk}")
        return say_fixed(
            self.issue,
            actor=self.gate.user,
            key=key,
            channel=Channel.DESK,
            **form.cleaned_data,
        )
