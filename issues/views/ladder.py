"""The ladder of escalation at the desk: the picture, its steps, switching it on and off."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm, DeskPage
from issues.actions import (
    FROM_NOW,
    add_step,
    begin_ladder,
    edit_step,
    move_step,
    remove_step,
    switch_ladder,
)
from issues.forms import NothingForm, StepForm, SwitchForm
from issues.queries import (
    ladder_of,
    levels_to_pass,
    preview_of,
    starting_steps,
    step_or_404,
    steps_of,
    with_moves,
)
from masam.ui.addresses import address
from masam.wire.idempotency import fresh_key

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

    from groups.models import Group
    from issues.models import LadderStep

MOST_LEVELS = 50


def home(group: Group) -> str:
    """Give the address of the ladder."""
    return address(group.slug, "desk", "ladder")


class LadderPage(DeskPage):
    """`/<group>/desk/ladder/`: the steps as a picture, and what waits to go one level up."""

    permission = "issue.read"
    template_name = "issues/ladder_detail.html"

    def context(self) -> dict[str, Any]:
        ladder, steps = ladder_of(self.group), steps_of(self.group)
        is_set = bool(steps)
        for step in with_moves(steps):
            step.rise, step.sink = _keyed(), _keyed()  # type: ignore[attr-defined]
        levels = list(levels_to_pass(self.group)[: MOST_LEVELS + 1])
        return {
            "group": self.group,
            "ladder": ladder,
            "steps": steps or starting_steps(self.group),
            "is_set": is_set,
            "levels": levels[:MOST_LEVELS],
            "is_more": len(levels) > MOST_LEVELS,
        }


def _keyed() -> NothingForm:
    """Give a form for one button, with the key that makes a second click harmless."""
    form = NothingForm()
    form.idempotency_key = fresh_key()  # type: ignore[attr-defined]
    return form


class _LadderForm(DeskForm):
    """A form about the ladder."""

    permission = "ladder.edit"
    template_name = "issues/ladder_form.html"
    heading: ClassVar[Any] = ""
    button: ClassVar[Any] = ""
    form_class: ClassVar[type[BaseForm]] = NothingForm

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "back": home(self.group)}

    def success_url(self, result: Any) -> str:
        return home(self.group)


class LadderBegin(_LadderForm):
    """`.../begin/`: take the usual steps over, to change them."""

    heading, button = _("Set up the ladder"), _("Take these steps")

    def context(self) -> dict[str, Any]:
        return super().context() | {"steps": starting_steps(self.group)}

    def act(self, form: Any) -> Any:
        return begin_ladder(self.group, actor=self.gate.user)


class StepAdd(_LadderForm):
    """`.../steps/new/`."""

    heading, button = _("Add a step"), _("Add")
    form_class = StepForm

    def act(self, form: Any) -> Any:
        return add_step(self.group, actor=self.gate.user, **form.cleaned_data)


class _OneStep(_LadderForm):
    @cached_property
    def step(self) -> LadderStep:
        """The step the address names."""
        return step_or_404(self.gate, self.kwargs["pk"])

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.step  # noqa: B018 - reason: 404 before anything else

    def context(self) -> dict[str, Any]:
        return super().context() | {"step": self.step}


class StepEdit(_OneStep):
    """`.../steps/<pk>/`."""

    heading, button = _("Change the step"), _("Save")
    form_class = StepForm

    def initial(self) -> dict[str, Any]:
        return {"kind": self.step.kind, "days": self.step.distance, "sector": self.step.sector}

    def act(self, form: Any) -> Any:
        return edit_step(self.step, actor=self.gate.user, **form.cleaned_data)


class StepRemove(_OneStep):
    """`.../steps/<pk>/remove/`."""

    heading, button = _("Take the step away"), _("Take away")

    def act(self, form: Any) -> Any:
        return remove_step(self.step, actor=self.gate.user)


class StepUp(_OneStep):
    """`.../steps/<pk>/up/`: change the day with the step before; a button on the ladder.

    The page itself is seen only when a rule says no, or by its address.
    """

    heading, button = _("Move the step up"), _("Move up")
    is_up: ClassVar[bool] = True

    def act(self, form: Any) -> Any:
        return move_step(self.step, actor=self.gate.user, is_up=self.is_up)

    def success_url(self, result: Any) -> str:
        return f"{home(self.group)}#step-{self.step.pk}"


class StepDown(StepUp):
    """`.../steps/<pk>/down/`: change the day with the step after."""

    heading, button, is_up = _("Move the step down"), _("Move down"), False


class LadderSwitch(_LadderForm):
    """`.../switch/`: shows what would happen today, then lets the ladder run; or holds it."""

    template_name = "issues/ladder_switch.html"

    @cached_property
    def is_on(self) -> bool:
        """Whether the ladder runs now."""
        ladder = ladder_of(self.group)
        return ladder is not None and ladder.is_on

    def make_form(self, **data: Any) -> Any:
        self.form_class = NothingForm if self.is_on else SwitchForm  # type: ignore[misc]
        return super().make_form(**data)

    def context(self) -> dict[str, Any]:
        steps = steps_of(self.group)
        preview = None if self.is_on else preview_of(self.group, steps)
        return super().context() | {"is_on": self.is_on, "steps": steps, "preview": preview}

    def act(self, form: Any) -> Any:
        start = form.cleaned_data.get("start", FROM_NOW)
        return switch_ladder(self.group, actor=self.gate.user, is_on=not self.is_on, start=start)
