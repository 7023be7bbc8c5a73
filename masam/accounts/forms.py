"""Forms of people who sign in."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from masam.accounts.models import User


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
