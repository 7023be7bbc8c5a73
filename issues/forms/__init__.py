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
    NoteWordForm,
)
from issues.forms.category import (
    AskedForm,
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
from issues.forms.ladder import (
    NothingForm,
    StepForm,
    SwitchForm,
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
from issues.forms.letter import (
    DropForm,
    LetterForm,
    SendForm,
    WordsForm,
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
    RefuseForm,
    RejectReferralForm,
    TemplateForm,
)
from issues.forms.ranking import (
    BallotForm,
    DecideForm,
    OpenRoundForm,
)
from issues.forms.route import (
    RouteForm,
)
from issues.forms.search import (
    ChangeFilterForm,
    SaveFilterForm,
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
    "AskedForm",
    "AssignForm",
    "AttachForm",
    "BallotForm",
    "CancelForm",
    "CategoryForm",
    "ChangeFilterForm",
    "ClaimForm",
    "CloseThreadForm",
    "CommentForm",
    "ConcernForm",
    "ConfirmActionForm",
    "ConfirmForm",
    "ConfirmReferralForm",
    "ConfirmSubscriptionForm",
    "DecideForm",
    "DecisionForm",
    "DecisionsForm",
    "DescribeForm",
    "DropForm",
    "EditActionForm",
    "EditForm",
    "ExtendForm",
    "FollowUpsForm",
    "FundsForm",
    "GatherForm",
    "HandForm",
    "HeldForm",
    "HideForm",
    "InterestForm",
    "JoinTagForm",
    "LeaveForm",
    "LessonForm",
    "LessonMoveForm",
    "LessonReasonForm",
    "LetterForm",
    "LogForm",
    "MergeForm",
    "MoveForm",
    "MyLessonsForm",
    "NewTagForm",
    "NoteForm",
    "NoteWordForm",
    "NothingForm",
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
    "RefuseForm",
    "RejectReferralForm",
    "RenameForm",
    "RenameTagForm",
    "RestForm",
    "ResumeForm",
    "RhythmForm",
    "RouteForm",
    "SaveFilterForm",
    "SendForm",
    "SortForm",
    "StepForm",
    "SubscribeForm",
    "SwitchForm",
    "TagsForm",
    "TemplateForm",
    "UpdateForm",
    "WaitForm",
    "WhyForm",
    "WordsForm",
]
