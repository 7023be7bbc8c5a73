"""What is remembered of feedback and scorecards, one module per noun."""

from feedback.models.case import Case, CasePhoto, Channel, Kind
from feedback.models.contact import Contact, Told, Way
from feedback.models.message import Message
from feedback.models.scorecard import Indicator, Score, Scorecard, ScoreGroup, ScoreKind

__all__ = [
    "Case",
    "CasePhoto",
    "Channel",
    "Contact",
    "Indicator",
    "Kind",
    "Message",
    "Score",
    "ScoreGroup",
    "ScoreKind",
    "Scorecard",
    "Told",
    "Way",
]
