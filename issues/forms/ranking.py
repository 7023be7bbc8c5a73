"""Opening a round, giving dots, deciding on the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.tag import decided
from issues.models import DOTS, Issue, Level
from masam.ui.forms import DayInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from groups.models import Decision
    from issues.models import Candidate


class OpenRoundForm(forms.Form):
    """Which issues, until when."""

    until_date = forms.DateField(label=_("Members give dots until"), widget=DayInput())
    issues = forms.TypedMultipleChoiceField(
        label=_("Issues to rank"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("2 to 30 issues. The list is frozen when the round opens."),
    )

    def __init__(self, *args: Any, offer: Sequence[Issue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.fields["issues"].choices = [(row.pk, str(row)) for row in offer]  # type: ignore[attr-defined]

    def clean_issues(self) -> list[Issue]:
        """Give the issues themselves."""
        chosen = set(self.cleaned_data["issues"])
        return [row for row in self.offer if row.pk in chosen]


class BallotForm(forms.Form):
    """A number from 0 to 5 for each candidate; five in all."""

    def __init__(
        self, *args: Any, candidates: Sequence[Candidate], given: dict[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for row in candidates:
            self.fields[f"dots-{row.pk}"] = forms.TypedChoiceField(
                label=str(row.issue),
                coerce=int,
                empty_value=0,  # type: ignore[arg-type]
                required=False,
                initial=given.get(row.pk, 0),
                choices=[(count, "●" * count or "–") for count in range(DOTS + 1)],
            )

    def dots(self) -> dict[int, int]:
        """Give {candidate: dots}."""
        return {int(name.partition("-")[2]): count for name, count in self.cleaned_data.items()}


class DecideForm(forms.Form):
    """The decision of the meeting, and a priority for each of the issues ranked highest."""

    decision: Any = forms.ModelChoiceField(
        label=_("Decided by the meeting"), queryset=None, empty_label=_("choose")
    )

    def __init__(
        self, *args: Any, decisions: QuerySet[Decision], issues: Sequence[Issue], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decision"]
        field.queryset, field.label_from_instance = decisions, decided
        self.issues = issues
        for issue in issues:
            self.fields[f"level-{issue.pk}"] = forms.TypedChoiceField(
                label=str(issue),
                coerce=int,
                empty_value=None,
                required=False,
                choices=[("", _("not now")), *Level.choices],
            )

    def levels(self) -> dict[Issue, int | None]:
        """Give {issue: priority}."""
        return {issue: self.cleaned_data.get(f"level-{issue.pk}") for issue in self.issues}
