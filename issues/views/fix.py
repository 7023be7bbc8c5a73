"""At the desk: does the fix hold? For members who reported the issue or follow it (I12)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from issues.actions import note_word, say_fixed
from issues.forms import AskForm, NoteWordForm
from issues.models import Channel, Issue, Said
from issues.models.fix import word_key
from issues.permissions import noted_by
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


class IssueWord(IssueForm):
    """`.../word/`: a citizen's word about the fix, said by phone or in person."""

    permission = "issue.comment"
    verb = "comment"
    form_class = NoteWordForm
    heading = _("Note what a citizen said of the fix")
    button = _("Save the citizen's word")

    def context(self) -> dict[str, Any]:
        verdict = noted_by(self.gate.membership, self.issue)
        return super().context() | {"verdict": verdict}

    def act(self, form: Any) -> Issue:
        return note_word(self.issue, actor=self.gate.user, **form.cleaned_data)
