"""Forms about members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from groups.models import Role, Stakeholder
from masam.organisations.models import Organisation
from masam.organisations.queries import organisations_in
from masam.ui.forms import DayInput, Lines

if TYPE_CHECKING:
    from groups.models import Group


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
    position = forms.CharField(label=_("Position"), max_length=150, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stakeholder"].choices = [("", "–"), *Stakeholder.choices]  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations_in(group.unit).select_related(None)  # type: ignore[attr-defined]


class AdmitForm(_MemberForm):
    """A member who is on the roster; an account may come later by an invitation."""

    from_date = forms.DateField(label=_("Member from"), widget=DayInput(is_past=True))


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
    field_order = ("email", "name", "stakeholder", "organisation", "position", "role", "language")


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
