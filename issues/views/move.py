"""The steps of an issue at the desk: one small class per verb over one form page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from issues import actions
from issues.forms import ClaimForm, ConfirmForm, MergeForm, MoveForm, NoteForm, ReferForm
from issues.lifecycle import ISSUE
from issues.permissions import may_move
from issues.queries import followed_by, mergeable_by_code, others_to_merge_into, similar_issues
from issues.views.base import IssueForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm

    from issues.models import Issue
    from masam.lifecycle import Transition


class IssueMove(IssueForm):
    """`.../<verb>/`: shows what the step means and asks for its words; the POST takes it.

    Who may never take it gets 403; when only the state is in the way the page says so.
    """

    template_name = "issues/issue_move.html"
    form_class: ClassVar[type[BaseForm]] = MoveForm
    action: ClassVar[Callable[..., Issue]]

    @property
    def step(self) -> Transition:
        """The transition as it stands in the table."""
        return ISSUE.by_verb[self.verb]

    def initial(self) -> dict[str, Any]:
        return {"version": self.issue.version}

    def context(self) -> dict[str, Any]:
        verdict = may_move(self.gate, self.issue, self.verb)
        return super().context() | {"step": self.step, "verdict": verdict}

    def act(self, form: Any) -> Issue:
        return type(self).action(self.issue, actor=self.gate.user, **form.cleaned_data)


class IssueVerify(IssueMove):
    """Verify the problem."""

    verb, permission, form_class = "verify", "issue.verify", NoteForm
    action = staticmethod(actions.verify_issue)


class IssueReject(IssueMove):
    """Reject, with a reason."""

    verb, permission, form_class = "reject", "issue.reject", NoteForm
    action = staticmethod(actions.reject_issue)


class IssueRestore(IssueMove):
    """Take up again what was rejected."""

    verb, permission, form_class = "restore", "issue.restore", NoteForm
    action = staticmethod(actions.restore_issue)


class IssueAccept(IssueMove):
    """Note that the office takes it on."""

    verb, permission = "accept", "issue.accept"
    action = staticmethod(actions.accept_issue)


class IssueStart(IssueMove):
    """Note that work has begun."""

    verb, permission = "start", "issue.start"
    action = staticmethod(actions.start_issue)


class IssueClaim(IssueMove):
    """The office says it is fixed."""

    verb, permission, form_class = "claim", "issue.claim", ClaimForm
    action = staticmethod(actions.claim_issue)


class IssueConfirm(IssueMove):
    """Verify the fix: by somebody outside the office, with a photo."""

    verb, permission, form_class = "confirm", "issue.confirm", ConfirmForm
    action = staticmethod(actions.confirm_issue)

    def act(self, form: Any) -> Issue:
        return actions.confirm_issue(
            self.issue,
            actor=self.gate.user,
            membership=self.gate.membership,
            **form.cleaned_data,
        )


class IssueReopen(IssueMove):
    """Open again what is not fixed."""

    verb, permission, form_class = "reopen", "issue.reopen", NoteForm
    action = staticmethod(actions.reopen_issue)


class IssueRefer(IssueMove):
    """Pass to the next level; `?to=` names it (the ladder's proposal)."""

    verb, permission, form_class = "refer", "issue.refer", ReferForm
    action = staticmethod(actions.refer_issue)

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"referred_to": self.request.GET.get("to", "")[:200]}


class IssueRecall(IssueMove):
    """Take back from the next level."""

    verb, permission, form_class = "recall", "issue.recall", NoteForm
    action = staticmethod(actions.recall_issue)


class IssueMerge(IssueMove):
    """Join with another issue."""

    verb, permission, form_class = "merge", "issue.merge", MergeForm
    template_name = "issues/issue_merge.html"
    action = staticmethod(actions.merge_issue)

    @cached_property
    def into(self) -> Issue | None:
        """The issue that was chosen by its number (`?into=KHO-7`), or by the form that came in."""
        posted = self.request.POST.get("into", "")
        if posted.isdecimal() and len(posted) < 19:
            return others_to_merge_into(self.issue).filter(pk=posted).first()
        chosen = self.request.GET.get("into", "")
        return mergeable_by_code(self.issue, chosen) if chosen else None

    def form_kwargs(self) -> dict[str, Any]:
        return {"others": others_to_merge_into(self.issue)}

    def initial(self) -> dict[str, Any]:
        return super().initial() | ({"into": self.into.pk} if self.into else {})

    def context(self) -> dict[str, Any]:
        words = super().context() | {"into": self.into, "asked": self.request.GET.get("into", "")}
        if self.into is None:
            issue = self.issue
            found = similar_issues(
                self.group, issue.title, point=issue.service_point_id, but=issue.pk
            )
            return words | {"similar": found}
        counts = followed_by(self.issue, self.into)
        return words | {"pair": [(row, counts[row.pk]) for row in (self.issue, self.into)]}


class IssueUnmerge(IssueMove):
    """Undo the merge."""

    verb, permission = "unmerge", "issue.unmerge"
    action = staticmethod(actions.unmerge_issue)


MOVES: tuple[type[IssueMove], ...] = (
    IssueVerify, IssueReject, IssueRestore, IssueAccept, IssueStart, IssueClaim, IssueConfirm,
    IssueReopen, IssueRefer, IssueRecall, IssueMerge, IssueUnmerge,
)  # fmt: skip
