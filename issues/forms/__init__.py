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
from issues.forms.category import (
    CategoryForm,
    ParticularsForm,
    QuestionsForm,
    RenameForm,
    SortForm,
)
from issues.forms.decision import (
    ActForm,
    DecisionForm,
    DecisionsForm,
    FollowUpsForm,
)
from issues.forms.evidence import (
    AccessFilter,
    DescribeForm,
    HideForm,
    RedactForm,
    WhyForm,
)
from issues.forms.follow import (
    CommentForm,
    InterestForm,
    LeaveForm,
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
from issues.forms.term import (
    ExtendForm,
    PauseForm,
    PromiseForm,
    ResumeForm,
)

__all__ = [
    "BULK_FORMS",
    "AccessFilter",
    "ActForm",
    "ActionNoteForm",
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
    "DecisionForm",
    "DecisionsForm",
    "DescribeForm",
    "EditActionForm",
    "EditForm",
    "ExtendForm",
    "FollowUpsForm",
    "FundsForm",
    "HideForm",
    "InterestForm",
    "JoinTagForm",
    "LeaveForm",
    "LessonForm",
    "LessonMoveForm",
    "LessonReasonForm",
    "LogForm",
    "MergeForm",
    "MoveForm",
    "MyLessonsForm",
    "NewTagForm",
    "NoteForm",
    "ParticularsForm",
    "PauseForm",
    "PlanForm",
    "PriorityForm",
    "PromiseForm",
    "PublishForm",
    "QuestionsForm",
    "RedactForm",
    "ReferForm",
    "RenameForm",
    "RenameTagForm",
    "RestForm",
    "ResumeForm",
    "RhythmForm",
    "SortForm",
    "SubscribeForm",
    "TagsForm",
    "UpdateForm",
    "WaitForm",
    "WhyForm",
]
