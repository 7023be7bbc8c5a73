"""Certificates."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RecognitionFilter(forms.Form):
    """Certificates by the organisation's name and whether they stand."""

    q = forms.CharField(label=_("Organisation"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("valid", _("valid")), ("revoked", _("taken back"))],
    )

    @property
    def wanted(self) -> dict[str, str]:
        """The filters that make sense, for `groups.queries`."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
