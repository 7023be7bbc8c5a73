"""Meetings, at the desk and for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.filters.words import ByPeriod, period_field
from groups.queries import saying

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models.meeting import MeetingQuerySet


ORDERS = {"": ("-held_date", "-id"), "oldest": ("held_date", "id")}


class MeetingFilter(ByPeriod):
    """Meetings by words, period and order. A filter that makes no sense narrows nothing.

    Everybody's words are those of topic, place, decisions and agenda; the desk looks into notes
    and minutes too (`is_inner`).
    """

    is_inner = False

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    period = period_field()
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("newest first")), ("oldest", _("oldest first"))],
    )

    def apply(self, rows: MeetingQuerySet) -> MeetingQuerySet:
        """Narrow the meetings down."""
        self.is_valid()
        words, period = self.cleaned_data.get("q"), self.cleaned_data.get("period")
        if period:
            rows = rows.filter(held_date__gte=period.start, held_date__lt=period.end)
        return rows.filter(saying(words, is_inner=self.is_inner)) if words else rows

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        return ORDERS[self.cleaned_data.get("sort", "")]


class DeskMeetingFilter(MeetingFilter):
    """The same for the group itself."""

    is_inner = True


class MeetingSearch(forms.Form):
    """Words in meetings, decisions, agenda and minutes, of one year or all."""

    q = forms.CharField(
        label=_("Words"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    period = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(year), str(year)) for year in years]
        self.fields["period"].choices = [("", _("all")), *named]  # type: ignore[attr-defined]

    @property
    def question(self) -> str:
        """The words, "" when there are none."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""

    def apply(self, rows: MeetingQuerySet) -> MeetingQuerySet:
        """Narrow meetings down to the year."""
        year = self.cleaned_data.get("period") if self.is_valid() else ""
        return rows.filter(held_date__year=int(year)) if year else rows
