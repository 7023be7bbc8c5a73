"""More time, standing still, and what the group promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.fields import note_field, version_field
from issues.models import Promise
from masam.ui.forms import DayInput

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from issues.models import Category


class ExtendForm(forms.Form):
    """The new last day, and why."""

    until = forms.DateField(label=_("New last day"), widget=DayInput())
    note = note_field(
        _("Why is more time needed?"),
        hint=_("Everybody who follows the issue is told this reason. Please write no names."),
    )
    version = version_field()


class PauseForm(forms.Form):
    """Until when the clock stands still, and what is waited for."""

    until = forms.DateField(
        label=_("Stands still until"),
        widget=DayInput(),
        help_text=_("After this day the clock runs on by itself."),
    )
    note = note_field(
        _("What is waited for?"),
        hint=_("Everybody who follows the issue is told this reason. Please write no names."),
    )
    version = version_field()


class ResumeForm(forms.Form):
    """The clock runs again, earlier than settled."""

    note = note_field(_("Note"), required=False)
    version = version_field()


class PromiseForm(forms.ModelForm):
    """How fast problems of a kind move."""

    version = version_field()

    class Meta:
        model = Promise
        fields = ("kind", "sector", "category", "days", "unit")
        widgets = {"days": forms.NumberInput(attrs={"inputmode": "numeric"})}

    def __init__(self, *args: Any, categories: QuerySet[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named: Any = self.fields
        named["category"].queryset = categories
        named["category"].empty_label = _("all categories")
        named["sector"].choices = [("", _("both sectors")), *named["sector"].choices[1:]]
        named["kind"].widget = forms.RadioSelect(choices=named["kind"].choices)
        named["unit"].widget = forms.RadioSelect(choices=named["unit"].choices)

    def clean(self) -> dict[str, Any]:
        """A category belongs to one sector."""
        words: dict[str, Any] = super().clean() or self.cleaned_data
        category, sector = words.get("category"), words.get("sector")
        if category and sector and category.sector != sector:
            self.add_error("category", _("This category belongs to the other sector."))
        return words
