"""Tying issues and joint actions to agreements, from their side (G7)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm
from groups.queries import agreements_to_rest_on
from issues.actions import rest_action, rest_issue
from issues.forms import RestForm
from issues.queries import action_or_404, issue_or_404
from masam.ui.addresses import address

if TYPE_CHECKING:
    from issues.models import Issue, JointAction

MOST = 60  # agreements on offer, those in force first


class _Rest(DeskForm):
    """A tick for each agreement it rests on; those in force first, then the old ones."""

    template_name = "issues/agreement_rest.html"
    form_class = RestForm
    heading = _("Rests on agreements")

    @cached_property
    def target(self) -> Any:
        """What rests on them."""
        raise NotImplementedError

    def title(self) -> str:
        """Give what rests on them in words."""
        raise NotImplementedError

    def form_kwargs(self) -> dict[str, Any]:
        return {"register": list(agreements_to_rest_on(self.group)[:MOST])}

    def initial(self) -> dict[str, Any]:
        links = self.target.agreement_links.values_list("agreement_id", flat=True)
        return {"agreements": list(links)}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "title": self.title(), "back": self.success_url(None)}


class IssueRest(_Rest):
    """`/<group>/desk/issues/<no>/agreement/`."""

    permission = "issue.edit"

    @cached_property
    def target(self) -> Issue:
        return issue_or_404(self.gate, self.kwargs["number"])

    def title(self) -> str:
        return f"{self.target.code} {self.target.title}"

    def act(self, form: Any) -> Issue:
        return rest_issue(self.target, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "issues", self.target.code)


class ActionRest(_Rest):
    """`/<group>/desk/actions/<no>/agreement/`."""

    permission = "action.plan"

    @cached_property
    def target(self) -> JointAction:
        return action_or_404(self.gate, self.kwargs["number"])

    def title(self) -> str:
        return self.target.title

    def act(self, form: Any) -> JointAction:
        return rest_action(self.target, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "actions", self.target.number)
