"""What may come in about issues and joint actions."""

from issues.forms.action import (
    ActionNoteForm,
    CancelForm,
    ConfirmActionForm,
    EditActionForm,
    FundsForm,
    PlanForm,
    UpdateForm,
    WaitForm,
)
from issues.forms.agreement import (
    RestForm,
)
from issues.forms.answer import (
    AnswerForm,
    AskForm,
)
from issues.forms.decision import (
    ActForm,
    DecisionForm,
    DecisionsForm,
    FollowUpsForm,
)
from issues.forms.issue import (
    AssignForm,
    AttachForm,
    CommentForm,
    EditForm,
    LogForm,
    PublishForm,
)
from issues.forms.lesson import (
    ConcernForm,
    ConfirmSubscriptionForm,
    LessonForm,
    LessonMoveForm,
    LessonReasonForm,
    MyLessonsForm,
    SubscribeForm,
)
from issues.forms.move import (
    ClaimForm,
    ConfirmForm,
    MergeForm,
    MoveForm,
    NoteForm,
    ReferForm,
)

__all__ = [
    "ActForm",
    "ActionNoteForm",
    "AnswerForm",
    "AskForm",
    "AssignForm",
    "AttachForm",
    "CancelForm",
    "ClaimForm",
    "CommentForm",
    "ConcernForm",
    "ConfirmActionForm",
    "ConfirmForm",
    "ConfirmSubscriptionForm",
    "DecisionForm",
    "DecisionsForm",
    "EditActionForm",
    "EditForm",
    "FollowUpsForm",
    "FundsForm",
    "LessonForm",
    "LessonMoveForm",
    "LessonReasonForm",
    "LogForm",
    "MergeForm",
    "MoveForm",
    "MyLessonsForm",
    "NoteForm",
    "PlanForm",
    "PublishForm",
    "ReferForm",
    "RestForm",
    "SubscribeForm",
    "UpdateForm",
    "WaitForm",
]
