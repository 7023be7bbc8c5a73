"""Days and moments of the demo: so many days before today, in the group's own zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groups.models import Group

FIRST_HOUR = 9


def day_before(group: Group, days_ago: int) -> date:
    """Give the day that lies so many days back where the group lives."""
    return group.today() - timedelta(days=days_ago)


def moment(group: Group, days_ago: int, step: int = 0, salt: int = 0) -> datetime:
    """Give a moment in working hours; steps of one day follow each other by half an hour.

    `salt` spreads the minutes, so that not all was written down at nine o'clock.
    """
    minutes = step * 33 + salt * 7 % 31
    begin = datetime.combine(day_before(group, days_ago), time(FIRST_HOUR), tzinfo=group.tz)
    return begin + timedelta(minutes=minutes)
