"""What is true of duties to publish."""

from disclosure.queries.figures import (
    Compliance,
    compliance,
    national_matrix,
)
from disclosure.queries.matrix import (
    Matrix,
    default_period,
    matrix,
    period_of,
)
from disclosure.queries.office import (
    owed_by,
    owed_of_office_or_404,
)
from disclosure.queries.rows import (
    BOUND_KINDS,
    check_lines,
    checks_of,
    duties_in_force,
    duties_of,
    events_duties,
    gaps_of,
    kinds_watched,
    late_to_check,
    owed_or_404,
    owed_rows,
    proof_or_404,
    unfinished_gap_issue,
    watchable,
    watched,
    watched_or_404,
    words_in,
)

__all__ = [
    "BOUND_KINDS",
    "Compliance",
    "Matrix",
    "check_lines",
    "checks_of",
    "compliance",
    "default_period",
    "duties_in_force",
    "duties_of",
    "events_duties",
    "gaps_of",
    "kinds_watched",
    "late_to_check",
    "matrix",
    "national_matrix",
    "owed_by",
    "owed_of_office_or_404",
    "owed_or_404",
    "owed_rows",
    "period_of",
    "proof_or_404",
    "unfinished_gap_issue",
    "watchable",
    "watched",
    "watched_or_404",
    "words_in",
]
