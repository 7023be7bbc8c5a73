"""From a decision to what is done about it: in one press, or tied by hand from either end."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm
from groups.queries import decision_or_404
from issues.actions import act_on_decision, tie_action, tie_decision, tie_issue
from issues.forms import ActForm, DecisionForm, DecisionsForm, FollowUpsForm
from issues.queries import (
    action_or_404,
    actions_to_tie,
    decisions_to_tie,
    issue_or_404,
    issues_to_tie,
)
from masam.ui.addresses import address

if TYPE_CHECKING:
    from groups.models import Decision
    from issues.models import Issue, JointAction


class _OfDecision(DeskForm):
    """A form about one decision."""

    permission = "action.plan"
    template_name = "issues/decision_form.html"
    heading: Any = ""
    button: Any = ""

    @cached_property
    def decision(self) -> Decision:
        """The decision of the address."""
        return decision_or_404(self.gate, self.kwargs["decision"])

    @property
    def meeting_url(self) -> str:
        """The meeting, at this decision."""
        meeting = address(self.group.slug, "desk", "meetings", self.decision.meeting.number)
        return f"{meeting}#decision-{self.decision.pk}"

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "decision": self.decision, "back": self.meeting_url}


class DecisionAct(_OfDecision):
    """`.../decisions/<id>/act/`: plan a joint action from it, with one press (I11)."""

    template_name = "issues/decision_act.html"
    form_class = ActForm
    heading = _("Plan a joint action")
    button = _("Plan it")

    def act(self, form: Any) -> JointAction:
        return act_on_decision(self.decision, actor=self.gate.user)

    def success_url(self, result: JointAction) -> str:
        return address(self.group.slug, "desk", "actions", result.number)


class DecisionTie(_OfDecision):
    """`.../decisions/<id>/tie/`: what follows from it."""

    form_class = FollowUpsForm
    heading = _("What follows from this decision")
    button = _("Save")

    def form_kwargs(self) -> dict[str, Any]:
        return {"issues": self.issues, "actions": self.actions}

    @cached_property
    def issues(self) -> list[Issue]:
        """The issues on offer, those that are tied first."""
        return issues_to_tie(self.decision)

    @cached_property
    def actions(self) -> list[JointAction]:
        """The joint actions on offer, those that are tied first."""
        return actions_to_tie(self.decision)

    def initial(self) -> dict[str, Any]:
        return {
            "issues": [row.pk for row in self.issues if row.is_tied],  # type: ignore[attr-defined]
            "actions": [row.pk for row in self.actions if row.decision_id == self.decision.pk],
        }

    def act(self, form: Any) -> Decision:
        return tie_decision(self.decision, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return self.meeting_url


class IssueTie(DeskForm):
    """`/<group>/desk/issues/<no>/decisions/`: the decisions that speak of an issue."""

    permission = "issue.edit"
    template_name = "issues/decision_form.html"
    form_class = DecisionsForm
    heading = _("Decisions that speak of this issue")
    button = _("Save")

    @cached_property
    def issue(self) -> Issue:
        """The issue of the address."""
        return issue_or_404(self.gate, self.kwargs["number"])

    @cached_property
    def tied(self) -> list[int]:
        """The decisions it is tied to."""
        return [row["pk"] for row in self.issue.decisions]  # type: ignore[attr-defined]

    def form_kwargs(self) -> dict[str, Any]:
        return {"register": decisions_to_tie(self.group, self.tied)}

    def initial(self) -> dict[str, Any]:
        return {"decisions": self.tied}

    def context(self) -> dict[str, Any]:
        title = f"{self.issue.code} {self.issue.title}"
        return {"group": self.group, "title": title, "back": self.success_url(None)}

    def act(self, form: Any) -> Issue:
        return tie_issue(self.issue, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "issues", self.issue.code)


class ActionTie(DeskForm):
    """`/<group>/desk/actions/<no>/decision/`: the decision a joint action follows from."""

    permission = "action.plan"
    template_name = "issues/decision_form.html"
    form_class = DecisionForm
    heading = _("The decision it follows from")
    button = _("Save")

    @cached_property
    def action(self) -> JointAction:
        """The joint action of the address."""
        return action_or_404(self.gate, self.kwargs["number"])

    def form_kwargs(self) -> dict[str, Any]:
        tied = [self.action.decision_id] if self.action.decision_id else []
        return {"register": decisions_to_tie(self.group, tied)}

    def initial(self) -> dict[str, Any]:
        return {"decision": self.action.decision_id}

    def context(self) -> dict[str, Any]:
        title = f"{self.action.number}. {self.action.title}"
        return {"group": self.group, "title": title, "back": self.success_url(None)}

    def act(self, form: Any) -> JointAction:
        return tie_action(self.action, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "actions", self.action.number)
