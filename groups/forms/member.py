"""Forms about members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from groups.models import AgeBand, Role, Sex, Stakeholder, Vulnerability
from masam.organisations.models import Organisation
from masam.organisations.queries import organisations_in
from masam.ui.forms import DayInput, Lines

if TYPE_CHECKING:
    from groups.models import Group


def one_line(text: str) -> str:
    """Leave one space between words."""
    return " ".join(text.split())


class _MemberForm(forms.Form):
    """What is known of every member: who, for whom, as what."""

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        help_text=_("As people know the member, for example “Б.Лхагва”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    stakeholder = forms.ChoiceField(label=_("Whom the member stands for"))
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    organisation_said = forms.CharField(
        label=_("Organisation that is not in the list"), max_length=150, required=False
    )
    position = forms.CharField(label=_("Position"), max_length=150, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stakeholder"].choices = [("", "–"), *Stakeholder.choices]  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations_in(group.unit).select_related(None)  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """Leave one space between words."""
        return one_line(self.cleaned_data["name"])

    def clean_organisation_said(self) -> str:
        """Leave one space between words."""
        return one_line(self.cleaned_data["organisation_said"])


class AdmitForm(_MemberForm):
    """A member who is on the roster; an account may come later by an invitation."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    from_date = forms.DateField(label=_("Member from"), widget=DayInput(is_past=True))
    to_date = forms.DateField(label=_("Last day of the term"), required=False, widget=DayInput())


class InviteForm(_MemberForm):
    """A member who will sign in: the link goes to the address."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=[("mn", "Монгол"), ("en", "English")]
    )
    field_order = (
        "email", "name", "stakeholder", "organisation", "organisation_said", "position", "role",
        "language",
    )  # fmt: skip


class MemberEditForm(AdmitForm):
    """What is written about a term; the role has a page of its own, as it means duties."""

    note = forms.CharField(label=_("Reason"), required=False, max_length=500, widget=Lines(2))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["role"]


class RenewForm(forms.Form):
    """Another term behind the last one."""

    from_date = forms.DateField(label=_("First day of the new term"), widget=DayInput())
    to_date = forms.DateField(
        label=_("Last day of the term"),
        required=False,
        help_text=_("Empty: the term has no end."),
        widget=DayInput(),
    )
    note = forms.CharField(label=_("Reason"), required=False, max_length=500, widget=Lines(2))


class TraitsForm(forms.Form):
    """What a person tells for the counts. It is never filled in with what was told before."""

    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[choice for choice in Sex.choices if choice[0] != Sex.UNDISCLOSED],
        required=False,
        widget=forms.RadioSelect,
    )
    age_band = forms.ChoiceField(
        label=_("Age"), choices=AgeBand.choices, required=False, widget=forms.RadioSelect
    )
    vulnerable = forms.MultipleChoiceField(
        label=_("Which of these apply?"),
        choices=Vulnerability.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one answer at least: an empty form would put nothing in the place of all."""
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(told.values()):
            raise forms.ValidationError(
                _("Please choose something, or delete what was told with the other button.")
            )
        return told


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Reason"), required=False, max_length=500, widget=Lines(2))


class EndForm(forms.Form):
    """The end of a term."""

    to_date = forms.DateField(label=_("Last day of the term"), widget=DayInput(is_past=True))
    note = forms.CharField(label=_("Reason"), required=False, max_length=500, widget=Lines(2))


class JoinForm(forms.Form):
    """A person who follows an invitation makes an account. A known one only presses the button."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters; three or four words are easy to keep in mind."),
    )

    def __init__(self, *args: Any, has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_account:
            self.fields.clear()

    def clean_password(self) -> str:
        """Ask the project's rules for passwords."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
