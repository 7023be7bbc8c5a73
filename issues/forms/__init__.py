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
    "ExtendForm",
    "FollowUpsForm",
    "FundsForm",
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
    "SubscribeForm",
    "TagsForm",
    "UpdateForm",
    "WaitForm",
]
