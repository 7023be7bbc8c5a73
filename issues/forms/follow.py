"""What to follow, how often to hear of it, and comments with who may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.fields import note_field
from issues.models import Visibility
from masam.notifications.models import Rhythm

if TYPE_CHECKING:
    from django.db.models import QuerySet

NOBODY: Any = None


class CommentForm(forms.Form):
    """A comment, who may read it, and who is told at once (I13)."""

    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=Visibility.choices,
        initial=Visibility.GROUP,
        widget=forms.RadioSelect,
    )
    text = note_field(_("Comment"))
    tell: Any = forms.ModelMultipleChoiceField(
        label=_("Tell them at once"),
        required=False,
        queryset=NOBODY,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Or write @ and the name into the text."),
    )

    def __init__(self, *args: Any, members: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["tell"]
        field.queryset = members
        field.label_from_instance = _who


class InterestForm(forms.Form):
    """One thing to follow; nothing chosen and the box ticked: the whole group."""

    service_point: Any = forms.ModelChoiceField(
        label=_("A service point"), required=False, queryset=NOBODY, empty_label=_("choose")
    )
    unit: Any = forms.ModelChoiceField(
        label=_("A place"), required=False, queryset=NOBODY, empty_label=_("choose")
    )
    category: Any = forms.ModelChoiceField(
        label=_("A kind of issue"), required=False, queryset=NOBODY, empty_label=_("choose")
    )
    everything = forms.BooleanField(label=_("Every issue of the group"), required=False)

    def __init__(self, *args: Any, points: Any, units: Any, categories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("service_point", points), ("unit", units), ("category", categories)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one."""
        words: dict[str, Any] = super().clean() or self.cleaned_data
        everything = words.pop("everything", False)
        count = sum(each is not None for each in words.values()) + bool(everything)
        if not self.errors and count != 1:
            raise forms.ValidationError(_("Please choose one thing at a time."))
        return words


class LeaveForm(forms.Form):
    """Which of the things somebody follows are to end."""

    interests: Any = forms.ModelMultipleChoiceField(
        label=_("No longer follow"), queryset=NOBODY, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, interests: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["interests"]
        field.queryset = interests
        field.label_from_instance = _what


class RhythmForm(forms.Form):
    """How often."""

    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Rhythm.choices, widget=forms.RadioSelect
    )


def _what(row: Any) -> str:
    return str(_("Every issue of the group")) if row.is_everything else str(row)


def _who(row: Any) -> str:
    return " · ".join(filter(None, [row.name, str(row.organisation or "")]))
