"""What officers send beside their answers: templates, a colleague, "we cannot take it on" (I10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.fields import note_field
from issues.models import FOUR, AnswerKind
from masam.ui.forms import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Membership

PLACEHOLDERS = "{code} {title} {place} {office} {group} {date}"
SHARED, OWN = "shared", "own"


class TemplateForm(forms.Form):
    """A reply template; at least one of the two languages."""

    office = forms.TypedChoiceField(label=_("Office"), coerce=int)
    title = forms.CharField(label=_("Name of the template"), max_length=80)
    kind = forms.ChoiceField(
        label=_("Which answer it gives"),
        required=False,
        choices=[("", _("chosen each time")), *((kind.value, kind.label) for kind in FOUR)],
    )
    text_mn = forms.CharField(
        label=_("Mongolian text"),
        required=False,
        max_length=4000,
        widget=Lines(rows=4),
        help_text=_("These words are filled in: %(words)s") % {"words": PLACEHOLDERS},
    )
    text_en = forms.CharField(
        label=_("English text"), required=False, max_length=4000, widget=Lines(rows=4)
    )
    whose = forms.ChoiceField(
        label=_("Who may use it"),
        choices=[(SHARED, _("my whole office")), (OWN, _("only I"))],
        initial=SHARED,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, memberships: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.memberships = {row.pk: row for row in memberships}
        field: Any = self.fields["office"]
        field.choices = [(row.pk, f"{row.organisation} · {row.group.name}") for row in memberships]
        if len(memberships) == 1:
            field.initial, field.widget = memberships[0].pk, forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Give the office itself; ask for a text."""
        words: dict[str, Any] = super().clean() or self.cleaned_data
        if not (words.get("text_mn") or words.get("text_en")):
            self.add_error("text_mn", _("Please write the text in one language at least."))
        words["office"] = self.memberships.get(words.get("office", 0))
        return words


class HandForm(forms.Form):
    """To which colleague, and why."""

    to = forms.TypedChoiceField(label=_("Colleague"), coerce=int, widget=forms.RadioSelect)
    note = note_field(_("Why"), hint=_("Your colleague reads it in the mail."))

    def __init__(self, *args: Any, colleagues: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {row.pk: row for row in colleagues}
        field: Any = self.fields["to"]
        field.choices = [(row.pk, row.name) for row in colleagues]

    def clean_to(self) -> Membership:
        """Give the colleague."""
        return self.colleagues[self.cleaned_data["to"]]


class RefuseForm(forms.Form):
    """Why the office cannot take the issue on."""

    text = note_field(
        _("Why can your office not take it on?"),
        hint=_("For example: no money this year, or another decision is needed first."),
    )


class RejectReferralForm(forms.Form):
    """Why the issue stays with the office."""

    note = note_field(_("Why it stays with this office"), hint=_("The office reads it."))


class ConfirmReferralForm(forms.Form):
    """A word for the office that is asked now."""

    note = note_field(_("Note for the office"), required=False)


class HeldForm(forms.Form):
    """What a person makes of a mail that was held."""

    verdict = forms.ChoiceField(
        label=_("What shall happen with it?"),
        choices=[
            ("accept", _("Keep it as the office's message")),
            ("discard", _("Discard it")),
        ],
        widget=forms.RadioSelect,
    )
    note = note_field(_("Why"), required=False, hint=_("Needed when you discard it."))

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a discard."""
        words: dict[str, Any] = super().clean() or self.cleaned_data
        if words.get("verdict") == "discard" and not words.get("note"):
            self.add_error("note", _("Please write why you discard it."))
        return words


def kinds_offered() -> list[tuple[str, Any]]:
    """Give the four answers for a list of choices."""
    return [(kind.value, AnswerKind(kind).label) for kind in FOUR]
