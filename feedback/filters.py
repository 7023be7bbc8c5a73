"""The filter of the inbox. Names as everywhere: q, state (contract.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.lifecycle import CaseState
from feedback.models import Kind
from feedback.queries import cases_like

if TYPE_CHECKING:
    from feedback.models.case import CaseQuerySet


class CaseFilter(forms.Form):
    """Which cases are shown: by default those that wait for an answer."""

    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("waiting for an answer")), ("all", _("all")), *CaseState.choices],
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *Kind.choices]
    )
    q = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    issue = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    point = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def words(self) -> str:
        """Say what is shown when nothing was chosen; "" when the choice speaks for itself."""
        return "" if any(self.cleaned_data.values()) else str(_("waiting for an answer"))

    def cases(self) -> CaseQuerySet:
        """Give the cases that fit; a filter that makes no sense is left out."""
        self.is_valid()
        data = self.cleaned_data
        cases = cases_like(
            kind=data.get("kind", ""),
            state=data.get("state", ""),
            q=data.get("q", ""),
            issue=data.get("issue"),
        )
        return cases.filter(service_point_id=data["point"]) if data.get("point") else cases
