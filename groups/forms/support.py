"""The form by which a system administrator asks to enter a group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Group
from masam.ui.forms import Lines

MINUTES = [("15", _("15 minutes")), ("30", _("30 minutes")), ("60", _("one hour")),
           ("120", _("two hours"))]  # fmt: skip


class SupportForm(forms.Form):
    """Which group, why, how long."""

    group = forms.ModelChoiceField(
        label=_("Group"),
        queryset=Group.objects.none(),
        to_field_name="slug",
        empty_label=_("choose"),
    )
    reason = forms.CharField(
        label=_("Why you must go in"),
        max_length=500,
        widget=Lines(2),
        help_text=_("The facilitators read it at once; it stays in the group's settings."),
    )
    minutes = forms.TypedChoiceField(
        label=_("For how long"), choices=MINUTES, coerce=int, initial="30", widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.order_by("sort_key", "id")  # type: ignore[attr-defined]
