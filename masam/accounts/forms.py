"""Forms of people who sign in."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.models import Authenticator
from django import forms
from django.utils.translation import gettext_lazy as _

from masam.accounts.models import User
from masam.wire.limits import count_hit, take_back


class LoginForm(allauth_forms.LoginForm):
    """Sign-in by e-mail and password; the words are ours, the checks are allauth's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "inputmode": "email"}
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}
        self.fields["remember"].label = _("Keep me signed in on this device")


class ProfileForm(forms.ModelForm):
    """What a person may change about themselves."""

    class Meta:
        model = User
        fields = ("name", "language", "has_letter_keys")
        labels = {
            "name": _("Name"),
            "language": _("Language of mails to me"),
            "has_letter_keys": _("Letter keys in lists (j, k, Enter)"),
        }


class ProofForm(forms.Form):
    """The person at the keyboard is the one whose session this is: password, and second factor.

    The field for the code stands there only for those who have set a second factor. `method`
    says, of a valid form, how the proof was given. Five wrong tries close it for a quarter of
    an hour (429).
    """

    TRIES, SECONDS = 5, 900

    password = forms.CharField(
        label=_("Your password, once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("Code of your second factor"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        rows = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
        self.factor = rows.first()
        if self.factor is None:
            del self.fields["code"]

    @property
    def method(self) -> str:
        """How the person proved who they are."""
        return "password+totp" if self.factor else "password"

    def clean(self) -> dict[str, Any]:
        """Check the proof, counting the tries."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        key = str(self.user.pk)
        count_hit("proof", key, most=self.TRIES, seconds=self.SECONDS)
        if not self.user.check_password(cleaned["password"]):
            self.add_error("password", _("This is not your password. Please try once more."))
        elif self.factor and not self.factor.wrap().validate_code(cleaned["code"]):
            self.add_error("code", _("This code is not right, or it is too old."))
        else:
            take_back("proof", key)
        return cleaned
