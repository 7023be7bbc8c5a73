"""Days, moments, numbers and money as people read them, in the active language (looks.md 6)."""

import datetime
from decimal import Decimal

from django.utils import formats, timezone

NOTHING = "–"
THIN = "\u202f"  # narrow no-break space, between thousands of big figures
NO_BREAK = "\u00a0"

Day = datetime.date | datetime.datetime | None
Number = int | float | Decimal | None


def _local(value: datetime.date) -> datetime.date:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value: Day, style: str = "long") -> str:
    """Return a day: long `2026 оны 11-р сарын 3`, short `2026.11.03`, month `2026 оны 11-р сар`.

    A moment is shown in the active time zone; None is a dash.
    """
    if not value:
        return NOTHING
    name = {"short": "SHORT_DATE_FORMAT", "month": "YEAR_MONTH_FORMAT"}.get(style, "DATE_FORMAT")
    return formats.date_format(_local(value), name)


def moment(value: datetime.datetime | None) -> str:
    """Return day and time in the active time zone: `2026.11.03 14:05`."""
    return formats.date_format(_local(value), "DATETIME_FORMAT") if value else NOTHING


def number(value: Number | str, places: int | None = None, *, space: str = ",") -> str:
    """Return a number with grouped thousands, `places` decimals (default: as many as it has, two at most)."""
    if value is None or value == "":
        return NOTHING
    exact = Decimal(str(value))
    if not exact.is_finite():
        return NOTHING
    if places is None:
        exact = exact.quantize(Decimal("0.01")).normalize()
        text = f"{exact:,f}"
    else:
        text = f"{exact:,.{places}f}"
    return text.replace("-", "−").replace(",", space)


def money(tugrik: Number) -> str:
    """Return an amount of tugrik without coins: `₮ 1,500,000`."""
    return NOTHING if tugrik is None else f"₮{NO_BREAK}{number(tugrik, 0)}"


def percent(part: int, whole: int) -> str:
    """Return `part` of `whole` in whole percent; a dash when there is no whole. Never shown alone (rule 2)."""
    return f"{round(100 * part / whole)}{NO_BREAK}%" if whole else NOTHING


def share(part: int, whole: int) -> str:
    """Return numerator, denominator and percent together: `230 / 328 (70 %)`."""
    return f"{number(part)}{NO_BREAK}/{NO_BREAK}{number(whole)} ({percent(part, whole)})"
