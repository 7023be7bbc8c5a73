"""What changes in feedback and scorecards, and what follows from it; one module per noun."""

from feedback.actions.case import CannotMove, Given, Receipt, close_case, read_case, receive_case
from feedback.actions.issue import (
    ask_of_fix,
    join_issue,
    raise_issue,
    say_of_fix,
    tell_of_issue,
)
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
    "ask_of_fix",
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
    "say_of_fix",
    "score_scorecard",
    "tell_of_issue",
    "unpublish_scorecard",
]
