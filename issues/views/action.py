"""Joint actions at the desk."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm, DeskPage
from issues.actions import cancel_action, confirm_action, plan_action, update_action
from issues.forms import CancelForm, ConfirmActionForm, PlanForm, UpdateForm
from issues.lifecycle import WORDS
from issues.permissions import may_cancel_action, may_confirm_action, may_update_action
from issues.queries import (
    ACTION_ORDER,
    action_or_404,
    decision_or_404,
    desk_actions,
    history_of,
    issue_or_404,
    owners_of_side,
)
from masam.ui.addresses import address
from masam.ui.pager import slice_after
from masam.wire.errors import NotAllowed

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from groups.models import Decision
    from issues.models import Issue, JointAction


class ActionList(DeskPage):
    """`/<group>/desk/actions/`: by date, the open ones first."""

    permission = "action.read"
    template_name = "issues/action_list.html"

    def context(self) -> dict[str, Any]:
        query = self.request.GET
        mine = self.gate.membership if query.get("mine") else None
        rows = desk_actions(self.group, overdue=bool(query.get("overdue")), mine=mine)
        return {
            "group": self.group,
            "page": slice_after(rows, query.get("after", ""), order=ACTION_ORDER),
            "overdue": bool(query.get("overdue")),
            "mine": bool(query.get("mine")),
        }


class ActionPlan(DeskForm):
    """`/<group>/desk/actions/new/?issue=KHO-42` or `?decision=7`."""

    permission = "action.plan"
    template_name = "issues/action_plan.html"
    form_class = PlanForm

    @cached_property
    def issue(self) -> Issue | None:
        """The issue the action is for."""
        number = self.request.GET.get("issue", "")
        return issue_or_404(self.gate, number) if number else None

    @cached_property
    def decision(self) -> Decision | None:
        """The decision of a meeting it comes from."""
        key = self.request.GET.get("decision", "")
        return decision_or_404(self.gate, key) if key else None

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "government": owners_of_side(self.group, "government"),
            "civil": owners_of_side(self.group, "civil"),
        }

    def initial(self) -> dict[str, Any]:
        return {"title": self.decision.text[:160]} if self.decision else {}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "issue": self.issue, "decision": self.decision}

    def act(self, form: Any) -> JointAction:
        links: dict[str, Any] = {"issue": self.issue, "decision": self.decision}
        return plan_action(self.group, actor=self.gate.user, **links, **form.cleaned_data)

    def success_url(self, result: JointAction) -> str:
        return address(self.group.slug, "desk", "actions", result.number)


class ActionDetail(DeskPage):
    """`/<group>/desk/actions/<no>/`."""

    permission = "action.read"
    template_name = "issues/action_detail.html"

    def context(self) -> dict[str, Any]:
        action = action_or_404(self.gate, self.kwargs["number"])
        entries = [row for row in history_of(action) if row.verb in WORDS]
        return {
            "group": self.group,
            "action": action,
            "lines": [(entry, WORDS[entry.verb]) for entry in entries],
            "confirm": may_confirm_action(self.gate, action),
            "update": may_update_action(self.gate, action),
            "cancel": may_cancel_action(self.gate, action),
        }


class _OneAction(DeskForm):
    """A form about one joint action."""

    template_name = "issues/action_form.html"
    heading: Any = ""
    button: Any = ""

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.action: JointAction = action_or_404(self.gate, self.kwargs["number"])

    def initial(self) -> dict[str, Any]:
        return {"version": self.action.version}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "action": self.action, "verdict": self.verdict()}

    def verdict(self) -> Any:
        """Tell whether the person may do it now."""
        raise NotImplementedError

    def render_form(self, form: BaseForm, *, status: int = 200) -> HttpResponse:
        if status == 409 and "version" in form.fields:
            self.action = action_or_404(self.gate, self.kwargs["number"])
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(self.action.version)  # type: ignore[index]
        return super().render_form(form, status=status)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "actions", self.action.number)


class ActionConfirm(_OneAction):
    """`.../confirm/`: one owner says, for the own side, that it is done."""

    permission = "action.confirm"
    form_class = ConfirmActionForm
    heading = _("Confirm that it is done")
    button = _("Yes, it is done")

    def verdict(self) -> Any:
        return may_confirm_action(self.gate, self.action)

    def act(self, form: Any) -> JointAction:
        return confirm_action(
            self.action,
            actor=self.gate.user,
            membership=self.gate.membership,
            **form.cleaned_data,
        )


class ActionUpdateView(_OneAction):
    """`.../update/`: write what happened."""

    permission = "action.update"
    form_class = UpdateForm
    heading = _("Write what happened")
    button = _("Save the news")

    def verdict(self) -> Any:
        return may_update_action(self.gate, self.action)

    def act(self, form: Any) -> Any:
        verdict = self.verdict()
        if not verdict:
            raise NotAllowed(verdict.reason)
        return update_action(self.action, actor=self.gate.user, **form.cleaned_data)


class ActionCancel(_OneAction):
    """`.../cancel/`: it will not be done, and why."""

    permission = "action.cancel"
    form_class = CancelForm
    heading = _("Cancel the joint action")
    button = _("Cancel it")

    def verdict(self) -> Any:
        return may_cancel_action(self.gate, self.action)

    def act(self, form: Any) -> JointAction:
        return cancel_action(self.action, actor=self.gate.user, **form.cleaned_data)
