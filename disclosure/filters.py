"""The filters of the lists; they live in the address (contract.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.models import Result
from disclosure.queries import period_of, watched
from masam.calendars.periods import Kind, NoPeriod, Period, parse
from masam.organisations.models import Sector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from groups.models import Group

STATES = (
    ("", _("all")),
    ("to_check", _("to be checked")),
    ("gap", _("not as it should be")),
    (Result.FOUND.value, Result.FOUND.label),
    (Result.PARTLY.value, Result.PARTLY.label),
    (Result.MISSING.value, Result.MISSING.label),
    (Result.UNREADABLE.value, Result.UNREADABLE.label),
    ("not_due", _("not due yet")),
)


def period_choices(today: date, asked: str) -> list[tuple[str, str]]:
    """Give this year and the last with their parts, the next, and the period asked for."""
    periods = [*_parts(today.year), *_parts(today.year - 1), Period(Kind.YEAR, today.year + 1)]
    names = {str(period): period.label for period in periods}
    try:
        wanted = parse(asked) if asked else None
    except NoPeriod:
        wanted = None
    if wanted:
        names.setdefault(str(wanted), wanted.label)
    return list(names.items())


def _parts(year: int) -> Iterator[Period]:
    yield Period(Kind.YEAR, year)
    yield from (Period(Kind.HALF, year, number) for number in (1, 2))
    yield from (Period(Kind.QUARTER, year, number) for number in (1, 2, 3, 4))


class PeriodFilter(forms.Form):
    """A period. A text that is none is said so, and the default is shown."""

    period = forms.ChoiceField(label=_("Period"), required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        self.shown_period = period_of(data.get("period", ""), today)
        super().__init__({**data.dict(), "period": data.get("period") or str(self.shown_period)})
        self.fields["period"].choices = period_choices(today, data.get("period", ""))  # type: ignore[attr-defined]

    def value(self, name: str) -> Any:
        """Give a valid choice, or nothing."""
        return self.cleaned_data.get(name) if self.is_bound and not self.errors.get(name) else None


class NationalFilter(PeriodFilter):
    """The national page: period and sector."""

    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[("", _("both sectors")), *Sector.choices]
    )


class MatrixFilter(PeriodFilter):
    """A group's page: period and organisation."""

    organisation = forms.TypedChoiceField(
        label=_("Organisation"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Any, *, group: Group) -> None:
        super().__init__(data, today=group.today())
        known = [(str(row.organisation_id), str(row)) for row in watched(group)]
        self.fields["organisation"].choices = [("", _("all")), *known]  # type: ignore[attr-defined]


class OwedFilter(MatrixFilter):
    """The desk's list: period, organisation and state."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
