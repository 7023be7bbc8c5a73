"""What may come in about issues and joint actions."""

from issues.forms.action import (
    CancelForm,
    ConfirmActionForm,
    PlanForm,
    UpdateForm,
)
from issues.forms.agreement import (
    RestForm,
)
from issues.forms.answer import (
    AnswerForm,
    AskForm,
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
from issues.forms.office import (
    ConfirmReferralForm,
    HandForm,
    HeldForm,
    NothingForm,
    RefuseForm,
    RejectReferralForm,
    TemplateForm,
)
from issues.forms.route import (
    RouteForm,
)

__all__ = [
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
    "ConfirmReferralForm",
    "ConfirmSubscriptionForm",
    "EditForm",
    "HandForm",
    "HeldForm",
    "LessonForm",
    "LessonMoveForm",
    "LessonReasonForm",
    "LogForm",
    "MergeForm",
    "MoveForm",
    "MyLessonsForm",
    "NoteForm",
    "NothingForm",
    "PlanForm",
    "PublishForm",
    "ReferForm",
    "RefuseForm",
    "RejectReferralForm",
    "RestForm",
    "RouteForm",
    "SubscribeForm",
    "TemplateForm",
    "UpdateForm",
]
