"""What may come in as feedback and scorecards, one module per noun."""

from feedback.forms.desk import AnswerForm, CloseForm, EnterForm, PlainForm, RaiseForm
from feedback.forms.follow import CodeForm, FixedForm, RatingForm, ReplyForm
from feedback.forms.give import GiveForm
from feedback.forms.scorecard import RoundForm, ScoresForm

__all__ = [
    "AnswerForm",
    "CloseForm",
    "CodeForm",
    "EnterForm",
    "FixedForm",
    "GiveForm",
    "PlainForm",
    "RaiseForm",
    "RatingForm",
    "ReplyForm",
    "RoundForm",
    "ScoresForm",
]
