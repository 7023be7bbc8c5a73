"""What an issue or a joint action rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Agreement


class RestForm(forms.Form):
    """Ticks on the group's agreements; the list is asked once."""

    agreements = forms.TypedMultipleChoiceField(
        label=_("Rests on these agreements"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, register: Sequence[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register = register
        self.fields["agreements"].choices = [(row.pk, str(row)) for row in register]  # type: ignore[attr-defined]

    def clean_agreements(self) -> list[Agreement]:
        """Give the agreements themselves."""
        chosen = set(self.cleaned_data["agreements"])
        return [row for row in self.register if row.pk in chosen]
