"""The first page of a group's desk, and the group's settings."""

from __future__ import annotations

from typing import Any

from groups.actions import edit_group, pause_group, resume_group, settle_rules
from groups.forms import EndingForm, RulesForm, SettingsForm
from groups.gate import DeskForm, DeskPage
from groups.models import GroupState
from groups.queries import effects_of, latest_with_figures, rules_of, tasks_for
from groups.views.conflict import ShowsBoth
from masam.ui.addresses import address


class Desk(DeskPage):
    """`/<group>/desk/`: two big buttons, my tasks by due date, the last meetings, counts."""

    permission = "desk.open"
    template_name = "groups/desk.html"

    def context(self) -> dict[str, Any]:
        tasks = tasks_for(self.gate)
        meetings, coming, counts = latest_with_figures(self.group)
        return {
            "group": self.group,
            "tasks": tasks,
            "late": sum(task.is_overdue for task in tasks),
            "meetings": meetings,
            "coming": coming,
            "counts": counts,
        }


class Settings(ShowsBoth, DeskForm):
    """`/<group>/desk/settings/`: what the group says about itself; where it is paused."""

    permission = "group.edit"
    template_name = "groups/group_edit.html"
    form_class = SettingsForm

    def initial(self) -> dict[str, Any]:
        texts = {name: getattr(self.group, name) for name in SettingsForm.NAMES}
        return texts | {f"seen_{name}": text for name, text in texts.items()}

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Any:
        texts = {name: form.cleaned_data[name] for name in SettingsForm.NAMES}
        seen = {
            name: form.cleaned_data[f"seen_{name}"]
            for name in SettingsForm.NAMES
            if f"seen_{name}" in form.data
        }
        return edit_group(self.group, actor=self.gate.user, seen=seen, **texts)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "settings")

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        return {f"seen_{name}": text for name, text in theirs.items()}


class Rules(ShowsBoth, DeskForm):
    """`/<group>/desk/settings/rules/`: what the group has settled for itself."""

    permission = "group.edit"
    template_name = "groups/rules_edit.html"
    form_class = RulesForm

    def initial(self) -> dict[str, Any]:
        rules = rules_of(self.group)
        now = {name: getattr(rules, name) for name in RulesForm.NAMES}
        return now | {f"seen_{name}": str(value) for name, value in now.items()}

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Any:
        rules = {name: form.cleaned_data[name] for name in RulesForm.NAMES}
        seen = {
            name: form.cleaned_data[f"seen_{name}"]
            for name in RulesForm.NAMES
            if f"seen_{name}" in form.data
        }
        return settle_rules(self.group, actor=self.gate.user, seen=seen, **rules)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "settings", "rules")

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        return {f"seen_{name}": text for name, text in theirs.items()}


class Pause(DeskForm):
    """`/<group>/desk/settings/pause/`: says what a pause does, then pauses."""

    permission = "group.pause"
    template_name = "groups/group_pause.html"
    form_class = EndingForm

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "effects": effects_of(self.group, GroupState.PAUSED)}

    def act(self, form: Any) -> Any:
        return pause_group(self.group, actor=self.gate.user, note=form.cleaned_data["note"])

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk")


class Resume(Pause):
    """`/<group>/desk/settings/resume/`: goes on after a pause."""

    template_name = "groups/group_resume.html"

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_required": False}

    def act(self, form: Any) -> Any:
        return resume_group(self.group, actor=self.gate.user, note=form.cleaned_data["note"])
