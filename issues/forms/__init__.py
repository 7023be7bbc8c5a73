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
from issues.forms.follow import (
    CommentForm,
    InterestForm,
    RhythmForm,
)
from issues.forms.issue import (
    AssignForm,
    AttachForm,
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
    "CancelForm",
    "ClaimForm",
    "CommentForm",
    "ConcernForm",
    "ConfirmActionForm",
    "ConfirmForm",
    "ConfirmSubscriptionForm",
    "EditForm",
    "InterestForm",
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
    "PlanForm",
    "PriorityForm",
    "PublishForm",
    "ReferForm",
    "RenameTagForm",
    "RestForm",
    "RhythmForm",
    "SubscribeForm",
    "TagsForm",
    "UpdateForm",
]
