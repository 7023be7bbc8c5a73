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
from issues.forms.search import (
    ChangeFilterForm,
    SaveFilterForm,
)
from issues.forms.tag import (
    BULK_FORMS,
    JoinTagForm,
    NewTagForm,
    PriorityForm,
    RenameTagForm,
    TagsForm,
)
from issues.forms.term import (
    ExtendForm,
    PauseForm,
    PromiseForm,
    ResumeForm,
)

__all__ = [
    "BULK_FORMS",
    "AnswerForm",
    "AskForm",
    "AssignForm",
    "AttachForm",
    "CancelForm",
    "ChangeFilterForm",
    "ClaimForm",
    "CommentForm",
    "ConcernForm",
    "ConfirmActionForm",
    "ConfirmForm",
    "ConfirmSubscriptionForm",
    "EditForm",
    "ExtendForm",
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
    "PauseForm",
    "PlanForm",
    "PriorityForm",
    "PromiseForm",
    "PublishForm",
    "ReferForm",
    "RenameTagForm",
    "RestForm",
    "ResumeForm",
    "SaveFilterForm",
    "SubscribeForm",
    "TagsForm",
    "UpdateForm",
]
