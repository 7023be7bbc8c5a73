"""Tying decisions to issues and joint actions by hand, from either end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Decision
    from issues.models import Issue, JointAction

LONGEST = 110  # letters of a decision in a list


class ActForm(forms.Form):
    """Nothing but the button."""


class DecisionsForm(forms.Form):
    """Ticks on decisions; the list is asked once."""

    decisions = forms.TypedMultipleChoiceField(
        label=_("Decisions of meetings"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, register: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register = register
        self.fields["decisions"].choices = [(row.pk, _named(row)) for row in register]  # type: ignore[attr-defined]

    def clean_decisions(self) -> list[Decision]:
        """Give the decisions themselves."""
        chosen = set(self.cleaned_data["decisions"])
        return [row for row in self.register if row.pk in chosen]


class DecisionForm(forms.Form):
    """The one decision a joint action follows from, or none."""

    decision = forms.TypedChoiceField(
        label=_("Decision of a meeting"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, register: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register = register
        choices = [("", _("none")), *((row.pk, _named(row)) for row in register)]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]

    def clean_decision(self) -> Decision | None:
        """Give the decision itself."""
        chosen = self.cleaned_data["decision"]
        return next((row for row in self.register if row.pk == chosen), None)


class FollowUpsForm(forms.Form):
    """Ticks on the issues and joint actions that follow from a decision."""

    issues = forms.TypedMultipleChoiceField(
        label=_("Issues"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    actions = forms.TypedMultipleChoiceField(
        label=_("Joint actions"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, issues: Sequence[Issue], actions: Sequence[JointAction], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows: dict[str, Sequence[Any]] = {"issues": issues, "actions": actions}
        names = {
            "issues": [(row.pk, f"{row.code} {row.title}") for row in issues],
            "actions": [(row.pk, f"{row.number}. {row.title}") for row in actions],
        }
        for name, choices in names.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_issues(self) -> list[Issue]:
        """Give the issues themselves."""
        return self._chosen("issues")

    def clean_actions(self) -> list[JointAction]:
        """Give the joint actions themselves."""
        return self._chosen("actions")

    def _chosen(self, name: str) -> list[Any]:
        chosen = set(self.cleaned_data[name])
        return [row for row in self.rows[name] if row.pk in chosen]


def _named(row: Decision) -> str:
    text = row.text if len(row.text) <= LONGEST else f"{row.text[:LONGEST]}…"
    return f"{row.meeting.held_date:%Y.%m.%d} {text}"
