"""How every figure is computed: what a row adds to the tallies, and what each indicator means."""

from reports.indicators.counting import (
    AGE_CUT_DAYS,
    ANSWER_DAYS,
    Amounts,
    Key,
    action_tallies,
    feedback_tallies,
    issue_tallies,
    meeting_tallies,
    month_of,
)
from reports.indicators.definitions import INDICATORS, Indicator, by_key
from reports.indicators.inclusion import CITIZENS, INCLUSION, PUBLIC_INCLUSION, USERS
from reports.indicators.shares import LEAST, median_of, shown, suppress

__all__ = [
    "AGE_CUT_DAYS",
    "ANSWER_DAYS",
    "CITIZENS",
    "INCLUSION",
    "INDICATORS",
    "LEAST",
    "PUBLIC_INCLUSION",
    "USERS",
    "Amounts",
    "Indicator",
    "Key",
    "action_tallies",
    "by_key",
    "feedback_tallies",
    "issue_tallies",
    "median_of",
    "meeting_tallies",
    "month_of",
    "shown",
    "suppress",
]
