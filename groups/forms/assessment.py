"""The self-assessment: beginning it, and the questions of one area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.actions.assessment import stand_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groups.actions.assessment import Given
    from groups.models import AssessmentAnswer, AssessmentQuestion
    from masam.organisations.models import Organisation

CANNOT_SAY = "none"


class StartForm(forms.Form):
    """For which organisation, and for which year."""

    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int)
    cycle = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], year: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {row.pk: row for row in organisations}
        self.fields["organisation"].choices = [(row.pk, row.name) for row in organisations]  # type: ignore[attr-defined]
        self.fields["cycle"].choices = [(each, str(each)) for each in range(year, year - 4, -1)]  # type: ignore[attr-defined]

    def clean_organisation(self) -> Organisation:
        """Give the organisation that was chosen."""
        return self.organisations[self.cleaned_data["organisation"]]


class AnswerForm(forms.Form):
    """The questions of one area; every one may be left open. `seen` is what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        questions: Sequence[AssessmentQuestion],
        answers: Mapping[int, AssessmentAnswer],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        known = [answers[row.pk] for row in questions if row.pk in answers]
        self.initial = {"seen": stand_of(known), **self._given(known), **self.initial}
        for row in questions:
            self.fields[f"q{row.pk}"] = forms.ChoiceField(
                label=row.text,
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    *((str(score), f"{score} · {text}") for score, text in row.steps),
                    (CANNOT_SAY, _("We cannot say, or it does not concern us")),
                ],
            )
            self.fields[f"n{row.pk}"] = forms.CharField(
                label=_("How do we know?"), required=False, max_length=500
            )

    def _given(self, known: Sequence[AssessmentAnswer]) -> dict[str, str]:
        scores = {
            f"q{row.question_id}": CANNOT_SAY if row.score is None else str(row.score)
            for row in known
        }
        return scores | {f"n{row.question_id}": row.note for row in known}

    def pairs(self) -> list[tuple[Any, Any]]:
        """Give (question, how we know) as fields, for the template."""
        return [(self[f"q{row.pk}"], self[f"n{row.pk}"]) for row in self.questions]

    def given(self) -> dict[int, Given | None]:
        """Give the answers of a valid form by the question's id; None where it is left open."""
        return {row.pk: self._answer(row.pk) for row in self.questions}

    def _answer(self, pk: int) -> Given | None:
        choice, note = self.cleaned_data[f"q{pk}"], self.cleaned_data[f"n{pk}"].strip()
        if not choice:
            return None
        return (None if choice == CANNOT_SAY else int(choice), note)
