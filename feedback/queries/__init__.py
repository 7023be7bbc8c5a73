"""What is true of feedback and scorecards, one module per noun."""

from feedback.queries.case import (
    CLUSTER_DAYS,
    Cluster,
    Word,
    case_or_404,
    cases_like,
    cases_of_issue,
    clusters_of,
    followed_case,
    pointer_of,
    still_to_tell,
    talk_of,
    waiting_cases,
    way_of,
)
from feedback.queries.place import (
    open_groups,
    point_or_404,
    points_of,
)
from feedback.queries.scorecard import (
    ScoreRow,
    indicators_of,
    latest_scorecards,
    public_scorecard_or_404,
    rows_of,
    scorecard_or_404,
)

__all__ = [
    "CLUSTER_DAYS",
    "Cluster",
    "ScoreRow",
    "Word",
    "case_or_404",
    "cases_like",
    "cases_of_issue",
    "clusters_of",
    "followed_case",
    "indicators_of",
    "latest_scorecards",
    "open_groups",
    "point_or_404",
    "pointer_of",
    "points_of",
    "public_scorecard_or_404",
    "rows_of",
    "scorecard_or_404",
    "still_to_tell",
    "talk_of",
    "waiting_cases",
    "way_of",
]
