"""Changes of a planned joint action: words, day, owners, money, order, and ways back."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from issues.actions import (
    edit_action,
    fund_action,
    order_action,
    resume_action,
    withdraw_action,
)
from issues.forms import ActionNoteForm, EditActionForm, FundsForm, WaitForm
from issues.permissions import may_edit_action, may_resume_action, may_withdraw_action
from issues.queries import actions_to_wait_for, owners_of_side
from issues.views.action import OneAction

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Membership
    from issues.models import JointAction

WORDS = ("title", "due_date", "budget_mnt", "budget_source", "legal_basis", "version")


class ActionEdit(OneAction):
    """`.../edit/`: what is planned; another day or owner needs a reason."""

    permission = "action.plan"
    template_name = "issues/action_edit.html"
    form_class = EditActionForm
    heading = _("Change the plan")
    button = _("Save")

    def verdict(self) -> Any:
        return may_edit_action(self.gate, self.action)

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "government": self._owners("government", self.action.government_owner_id),
            "civil": self._owners("civil", self.action.civil_owner_id),
        }

    def _owners(self, side: str, own: int) -> QuerySet[Membership]:
        """Give today's members of a side, and who owns the action even if their term is over."""
        from_side = owners_of_side(self.group, side).order_by()
        both = from_side.model.objects.filter(pk__in=[*from_side.values_list("pk", flat=True), own])
        return both.select_related("organisation").order_by("sort_key", "id")

    def initial(self) -> dict[str, Any]:
        owners = {
            "government_owner": self.action.government_owner_id,
            "civil_owner": self.action.civil_owner_id,
        }
        return {name: getattr(self.action, name) for name in WORDS} | owners

    def act(self, form: Any) -> JointAction:
        return edit_action(self.action, actor=self.gate.user, **form.cleaned_data)


class ActionWait(OneAction):
    """`.../wait/`: which other joint actions have to be done first."""

    permission = "action.plan"
    form_class = WaitForm
    heading = _("What has to be done first")
    button = _("Save")

    def verdict(self) -> Any:
        return may_edit_action(self.gate, self.action)

    @cached_property
    def others(self) -> list[JointAction]:
        """The joint actions on offer."""
        return actions_to_wait_for(self.action)

    def form_kwargs(self) -> dict[str, Any]:
        return {"others": self.others}

    def initial(self) -> dict[str, Any]:
        return {"waits_for": [row["pk"] for row in self.action.waiting]}  # type: ignore[attr-defined]

    def act(self, form: Any) -> JointAction:
        return order_action(self.action, actor=self.gate.user, **form.cleaned_data)


class ActionFunds(OneAction):
    """`.../money/`: planned and secured, by source."""

    permission = "action.plan"
    form_class = FundsForm
    heading = _("Money by source")
    button = _("Save")

    def verdict(self) -> Any:
        return may_edit_action(self.gate, self.action)

    def initial(self) -> dict[str, Any]:
        words = {
            f"{name.removesuffix('_mnt')}_{number}": row[name]
            for number, row in enumerate(self.action.money, start=1)  # type: ignore[attr-defined]
            for name in ("source", "planned_mnt", "secured_mnt")
        }
        return super().initial() | words

    def act(self, form: Any) -> JointAction:
        return fund_action(self.action, actor=self.gate.user, **form.cleaned_data)


class ActionWithdraw(OneAction):
    """`.../withdraw/`: the own confirmation was a mistake."""

    permission = "action.confirm"
    form_class = ActionNoteForm
    heading = _("Take the confirmation back")
    button = _("Take it back")

    def verdict(self) -> Any:
        return may_withdraw_action(self.gate, self.action)

    def act(self, form: Any) -> JointAction:
        return withdraw_action(
            self.action, actor=self.gate.user, membership=self.gate.membership, **form.cleaned_data
        )


class ActionResume(OneAction):
    """`.../resume/`: a done or cancelled action is open again."""

    permission = "action.confirm"
    form_class = ActionNoteForm
    heading = _("Open the joint action again")
    button = _("Open it again")

    def verdict(self) -> Any:
        return may_resume_action(self.gate, self.action)

    def act(self, form: Any) -> JointAction:
        return resume_action(
            self.action, actor=self.gate.user, membership=self.gate.membership, **form.cleaned_data
        )
