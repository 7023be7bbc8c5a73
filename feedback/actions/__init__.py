"""What changes in feedback and scorecards, and what follows from it; one module per noun."""

from feedback.actions.case import CannotMove, Given, Receipt, close_case, read_case, receive_case
from feedback.actions.issue import join_issue, raise_issue, tell_of_issue
from feedback.actions.scorecard import (
    BadScorecard,
    NewRound,
    publish_scorecard,
    run_scorecard,
    score_scorecard,
    unpublish_scorecard,
)
from feedback.actions.talk import answer_case, mark_told, rate_case, reply_case

__all__ = [
    "BadScorecard",
    "CannotMove",
    "Given",
    "NewRound",
    "Receipt",
    "answer_case",
    "close_case",
    "join_issue",
    "mark_told",
    "publish_scorecard",
    "raise_issue",
    "rate_case",
    "read_case",
    "receive_case",
    "reply_case",
    "run_scorecard",
    "score_scorecard",
    "tell_of_issue",
    "unpublish_scorecard",
]
