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
from issues.forms.ranking import (
    BallotForm,
    DecideForm,
    OpenRoundForm,
)
from issues.forms.tag import (
    BULK_FORMS,
    JoinTagForm,
    NewTagForm,
    PriorityForm,
    RenameTagForm,
    TagsForm,
)

__all__ = [
    "BULK_FORMS",
    "AnswerForm",
    "AskForm",
    "AssignForm",
    "AttachForm",
    "BallotForm",
    "CancelForm",
    "ClaimForm",
    "CommentForm",
    "ConcernForm",
    "ConfirmActionForm",
    "ConfirmForm",
    "ConfirmSubscriptionForm",
    "DecideForm",
    "EditForm",
    "JoinTagForm",
    "LessonForm",
    "LessonMoveForm",
    "LessonReasonForm",
    "LogForm",
    "MergeForm",
    "MoveForm",
    "MyLessonsForm",
    "NewTagForm",
    "NoteForm",
    "OpenRoundForm",
    "PlanForm",
    "PriorityForm",
    "PublishForm",
    "ReferForm",
    "RenameTagForm",
    "RestForm",
    "SubscribeForm",
    "TagsForm",
    "UpdateForm",
]
