"""What is true of days, rules and deadlines."""

from masam.calendars.queries.clock import (
    LAST_SECOND,
    DaysOff,
    Deadline,
    Term,
    day_words,
    deadline,
    pause_words,
)
from masam.calendars.queries.days import (
    Calendar,
    Pause,
    add_working_days,
    is_working_day,
    working_days_between,
)
from masam.calendars.queries.holidays import holiday_on, holidays_of
from masam.calendars.queries.rules import rule_on, rules_on

__all__ = [
    "LAST_SECOND",
    "Calendar",
    "DaysOff",
    "Deadline",
    "Pause",
    "Term",
    "add_working_days",
    "day_words",
    "deadline",
    "holiday_on",
    "holidays_of",
    "is_working_day",
    "pause_words",
    "rule_on",
    "rules_on",
    "working_days_between",
]
