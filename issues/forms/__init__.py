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
from issues.forms.category import (
    CategoryForm,
    ParticularsForm,
    QuestionsForm,
    RenameForm,
    SortForm,
)
from issues.forms.evidence import (
    AccessFilter,
    DescribeForm,
    HideForm,
    RedactForm,
    WhyForm,
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
    "AccessFilter",
    "AnswerForm",
    "AskForm",
    "AssignForm",
    "AttachForm",
    "CancelForm",
    "CategoryForm",
    "ClaimForm",
    "CommentForm",
    "ConcernForm",
    "ConfirmActionForm",
    "ConfirmForm",
    "ConfirmSubscriptionForm",
    "DescribeForm",
    "EditForm",
    "HideForm",
    "LessonForm",
    "LessonMoveForm",
    "LessonReasonForm",
    "LogForm",
    "MergeForm",
    "MoveForm",
    "MyLessonsForm",
    "NoteForm",
    "ParticularsForm",
    "PlanForm",
    "PublishForm",
    "QuestionsForm",
    "RedactForm",
    "ReferForm",
    "RenameForm",
    "RestForm",
    "SortForm",
    "SubscribeForm",
    "UpdateForm",
    "WhyForm",
]
