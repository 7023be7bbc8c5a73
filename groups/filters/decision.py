"""Decisions of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.filters.meeting import MeetingFilter
from masam.search.folding import saying

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Decision


DECISION_ORDERS = {
    "": ("-meeting__held_date", "-id"),
    "oldest": ("meeting__held_date", "id"),
}


class DecisionFilter(MeetingFilter):
    """Decisions by what has become of them, words, period and order."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("not yet acted on")),
            ("acted", _("acted on")),
            ("settled", _("needs no action")),
            ("all", _("all")),
        ],
    )
    field_order = ("state", "q", "period", "sort")

    def apply(self, rows: QuerySet[Decision]) -> QuerySet[Decision]:  # type: ignore[override]
        """Narrow the decisions down."""
        self.is_valid()
        words, period = self.cleaned_data.get("q"), self.cleaned_data.get("period")
        if period:
            rows = rows.filter(meeting__held_date__gte=period.start)
            rows = rows.filter(meeting__held_date__lt=period.end)
        if words:
            rows = rows.filter(saying(words, "text", "meeting__topic"))
        return rows.filter(**STATES_OF_DECISIONS[self.cleaned_data.get("state", "")])

    @property
    def words(self) -> str:
        """What the list shows when nothing was chosen; "" when something was."""
        chosen = any(self.data.get(name) for name in self.fields)
        return "" if chosen else str(_("not yet acted on"))

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        return DECISION_ORDERS[self.cleaned_data.get("sort", "")]


# What is acted on needs no word that it needs no action.
STATES_OF_DECISIONS: dict[str, dict[str, bool]] = {
    "": {"is_acted": False, "settled_at__isnull": True},
    "acted": {"is_acted": True},
    "settled": {"is_acted": False, "settled_at__isnull": False},
    "all": {},
}
