"""What reports write: tallies and reports, one module per noun."""

from reports.actions.report import (
    CannotReport,
    MadeFile,
    finish_report,
    freeze_report,
    request_report,
    subscribe_report,
    unsubscribe_report,
)
from reports.actions.tally import (
    change_tallies,
    count_issues,
    rebuild_tallies,
    recount_actions,
    recount_meetings,
)

__all__ = [
    "CannotReport",
    "MadeFile",
    "change_tallies",
    "count_issues",
    "finish_report",
    "freeze_report",
    "rebuild_tallies",
    "recount_actions",
    "recount_meetings",
    "request_report",
    "subscribe_report",
    "unsubscribe_report",
]
