"""The filters of dashboards, read from the address; what makes no sense is ignored and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Group
from issues.lifecycle import IssueState
from masam.calendars.periods import Kind, NoPeriod, Period, current, last_closed_quarter, parse
from masam.organisations.models import Sector
from reports.queries import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

QUARTERS, MONTHS = 6, 6  # offered in the list; any period may stand in the address


class ChoiceForm(forms.Form):
    """The filters of the national dashboard."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[("", _("all sectors")), *Sector.choices]
    )
    group = forms.ChoiceField(label=_("Aimag or district"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all states")), *IssueState.choices]
    )

    def __init__(self, choice: Choice, groups: Iterable[Any], **kwargs: Any) -> None:
        data = {"period": str(choice.period), "sector": choice.sector, "group": choice.group,
                "state": choice.state}  # fmt: skip
        super().__init__(data, **kwargs)
        self.fields["period"].choices = period_choices(choice.period)  # type: ignore[attr-defined]
        names = [(group.slug, group.name) for group in groups]
        self.fields["group"].choices = [("", _("all groups")), *names]  # type: ignore[attr-defined]


class GroupChoiceForm(ChoiceForm):
    """The filters of one group's dashboard."""

    def __init__(self, choice: Choice, **kwargs: Any) -> None:
        super().__init__(choice, (), **kwargs)
        del self.fields["group"], self.fields["state"]


def period_choices(
    chosen: Period | None = None, today: date | None = None
) -> list[tuple[str, str]]:
    """Give (text, label) of the periods offered, the chosen one among them."""
    quarter, month, year = (current(kind, today) for kind in (Kind.QUARTER, Kind.MONTH, Kind.YEAR))
    offered = [*_back(quarter, QUARTERS), *_back(year, 3), *_back(month, MONTHS)]
    if chosen is not None and chosen not in offered:
        offered.insert(0, chosen)
    return [(str(period), period.label) for period in offered]


def _back(period: Period, count: int) -> list[Period]:
    periods = [period]
    while len(periods) < count:
        periods.append(periods[-1].previous)
    return periods


def read_choice(query: Mapping[str, str], slugs: Iterable[str] = ()) -> tuple[Choice, list[str]]:
    """Give the choice an address makes, and the values in it that nobody knows.

    Without a period it is the last quarter that is over.
    """
    ignored: list[str] = []
    choice = Choice(
        period=_period(query.get("period", ""), ignored),
        sector=_known(query.get("sector", ""), Sector.values, ignored),
        group=_known(query.get("group", ""), slugs, ignored),
        state=_known(query.get("state", ""), IssueState.values, ignored),
    )
    return choice, ignored


def _period(text: str, ignored: list[str]) -> Period:
    if text:
        try:
            return parse(text)
        except NoPeriod:
            ignored.append(text[:40])
    return last_closed_quarter(timezone.localdate())


def _known(value: str, values: Iterable[str], ignored: list[str]) -> str:
    if value and value not in values:
        ignored.append(value[:40])
        return ""
    return value


def group_names() -> list[Group]:
    """Give the groups in Mongolian order, for the filter. One query."""
    return list(Group.objects.only("slug", "name_mn", "name_en", "sort_key"))
