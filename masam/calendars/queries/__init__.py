"""What is true of days, rules and deadlines."""

from masam.calendars.queries.clock import DaysOff, Deadline, day_words, deadline
from masam.calendars.queries.days import (
    add_working_days,
    is_working_day,
    working_days_between,
)
from masam.calendars.queries.holidays import holiday_on, holidays_of
from masam.calendars.queries.rules import rule_on, rules_on

__all__ = [
    "DaysOff",
    "Deadline",
    "add_working_days",
    "day_words",
    "deadline",
    "holiday_on",
    "holidays_of",
    "is_working_day",
    "rule_on",
    "rules_on",
    "working_days_between",
]
