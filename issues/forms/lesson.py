"""What is written on a lesson card, and who wants lessons by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from groups.models import Tool
from issues.forms.fields import note_field
from issues.models import Audience, Lesson, Rhythm
from masam.organisations.models import Sector
from masam.ui.forms import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Group

LABELS: dict[str, Any] = {
    field.name: capfirst(field.verbose_name)
    for field in Lesson._meta.concrete_fields
    if field.name.startswith(("problem_", "worked_", "watch_"))
}


def _text(name: str, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=LABELS[name], required=False, max_length=2000, help_text=hint, widget=Lines(4)
    )


class LessonForm(forms.Form):
    """The texts of a card. English is optional; a card is shown in it once its title stands."""

    title_mn = forms.CharField(label=_("Title of the card"), max_length=160)
    problem_mn = _text("problem_mn", _("In two or three sentences. No names of people, please."))
    worked_mn = _text("worked_mn", _("Who did what, with what means, in which order."))
    watch_mn = _text("watch_mn", _("What nearly went wrong, and what you would do differently."))
    tool = forms.ChoiceField(
        label=_("Tool used"), required=False, choices=[("", _("not known yet")), *Tool.choices]
    )
    title_en = forms.CharField(
        label=_("Title of the card, in English"), required=False, max_length=160
    )
    problem_en = _text("problem_en")
    worked_en = _text("worked_en")
    watch_en = _text("watch_en")
    version = forms.IntegerField(widget=forms.HiddenInput)


class LessonMoveForm(forms.Form):
    """A step that needs no words."""


class LessonReasonForm(forms.Form):
    """A step that needs a reason."""

    note = note_field(_("Reason"))


class ConcernForm(forms.Form):
    """By or for whom an issue was raised: kinds of vulnerable people, several may fit."""

    vulnerable = forms.MultipleChoiceField(
        label=_("Whom does it concern most?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kinds of people only, never a person. Leave all empty when none fits."),
    )

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vulnerable"].choices = list(kinds)  # type: ignore[attr-defined]


class _Choice(forms.Form):
    """How often, about what, from where."""

    sectors = forms.MultipleChoiceField(
        label=_("Sectors"),
        required=False,
        choices=Sector.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: both."),
    )
    units = forms.MultipleChoiceField(
        label=_("Aimags and districts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all."),
    )

    def __init__(self, *args: Any, groups: Iterable[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {group.unit.code: group.name for group in groups}
        self.fields["units"].choices = list(names.items())  # type: ignore[attr-defined]


class SubscribeForm(_Choice):
    """A visitor's wish. Nothing is sent before the link in the first mail was followed."""

    address = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        help_text=_("Used for nothing else, and forgotten when you end the mails."),
    )
    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=Rhythm.choices,
        initial=Rhythm.MONTHLY,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("mn", "Монгол"), ("en", "English")],
        widget=forms.RadioSelect,
    )
    audience = forms.ChoiceField(
        label=_("I read for"), choices=Audience.choices, initial=Audience.OTHER
    )
    field_order = ("address", "rhythm", "language", "audience", "sectors", "units")


class ConfirmSubscriptionForm(forms.Form):
    """Nothing to fill in: the link says which wish."""


class MyLessonsForm(_Choice):
    """A signed-in person's choice; the address is the account's."""

    rhythm = forms.ChoiceField(
        label=_("How often"),
        required=False,
        choices=[("", _("never")), *Rhythm.choices],
        widget=forms.RadioSelect,
    )
    field_order = ("rhythm", "sectors", "units")
