"""Trainings and other learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.filters.words import ALL, ByPeriod, period_field
from groups.models import (
    Tool,
    TrainingKind,
)
from masam.search.folding import saying

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Training


class YearFilter(ByPeriod):
    """The period of the summary of learning."""

    period = period_field()


class TrainingFilter(ByPeriod):
    """Trainings by words, kind, tool, period and order."""

    ORDERS = {
        "": ("-from_date", "-id"),
        "oldest": ("from_date", "id"),
        "largest": ("-people", "-id"),
    }

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *TrainingKind.choices])
    tool = forms.ChoiceField(label=_("Tool"), required=False, choices=[ALL, *Tool.choices])
    period = period_field()
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("newest first")),
            ("oldest", _("oldest first")),
            ("largest", _("most participants first")),
        ],
    )

    def apply(self, rows: QuerySet[Training]) -> QuerySet[Training]:
        """Narrow the trainings down."""
        period, kind, tool = self.wants("period"), self.wants("kind"), self.wants("tool")
        if period:
            rows = rows.filter(from_date__gte=period.start, from_date__lt=period.end)
        rows = rows.filter(kind=kind) if kind else rows
        rows = rows.filter(tools__contains=[tool]) if tool else rows
        words = self.wants("q")
        found = saying(words, "title", "topics", "place", "organiser")
        return rows.filter(found)

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        return self.ORDERS[self.wants("sort") or ""]
