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
from issues.forms.systemic import (
    AnswerThreadForm,
    CloseThreadForm,
    GatherForm,
    OfferForm,
    OpenThreadForm,
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
    "AnswerThreadForm",
    "AskForm",
    "AssignForm",
    "AttachForm",
    "BallotForm",
    "CancelForm",
    "CategoryForm",
    "ClaimForm",
    "CloseThreadForm",
    "CommentForm",
    "ConcernForm",
    "ConfirmActionForm",
    "ConfirmForm",
    "ConfirmSubscriptionForm",
    "DecideForm",
    "DecisionForm",
    "DecisionsForm",
    "DescribeForm",
    "EditActionForm",
    "EditForm",
    "ExtendForm",
    "FollowUpsForm",
    "FundsForm",
    "GatherForm",
    "HideForm",
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
    "OfferForm",
    "OpenRoundForm",
    "OpenThreadForm",
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
    "SortForm",
    "SubscribeForm",
    "TagsForm",
    "UpdateForm",
    "WaitForm",
    "WhyForm",
]
