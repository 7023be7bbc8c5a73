"""What is remembered of duties to publish, one module per noun."""

from disclosure.models.check import Check, CheckProof, OfficeWord
from disclosure.models.duty import CountsFrom, Duty, DutyPeriod
from disclosure.models.owed import STATE_WORDS, STATES, GapIssue, Owed, Result, Watched

__all__ = [
    "STATES",
    "STATE_WORDS",
    "Check",
    "CheckProof",
    "CountsFrom",
    "Duty",
    "DutyPeriod",
    "GapIssue",
    "OfficeWord",
    "Owed",
    "Result",
    "Watched",
]
