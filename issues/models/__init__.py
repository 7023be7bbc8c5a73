"""What is remembered of issues and joint actions, one module per noun."""

from issues.models.action import (
    ActionUpdate,
    JointAction,
)
from issues.models.agreement import (
    AgreementLink,
)
from issues.models.answer import (
    FOUR,
    Answer,
    AnswerKind,
)
from issues.models.bulk import (
    BulkChange,
    BulkKind,
    BulkRow,
    Outcome,
    Stage,
)
from issues.models.category import (
    CategoryVersion,
    Particulars,
    QuestionKind,
)
from issues.models.clock import (
    LONGEST_PROMISE,
    Basis,
    Clock,
    ClockKind,
    Pause,
    Promise,
    Stop,
)
from issues.models.comment import (
    Comment,
    Visibility,
)
from issues.models.concern import (
    Concern,
)
from issues.models.dependency import (
    ActionDependency,
    ActionFund,
)
from issues.models.evidence import (
    Evidence,
    Redaction,
    TextRedaction,
    mark_of,
)
from issues.models.fix import (
    Channel,
    FixRound,
    FixWord,
    Said,
)
from issues.models.interest import (
    Interest,
    Mention,
)
from issues.models.issue import (
    Category,
    Issue,
    ReporterClass,
)
from issues.models.ladder import (
    FURTHEST,
    Ladder,
    LadderKind,
    LadderStep,
    Rung,
    RungOutcome,
    Telling,
)
from issues.models.lesson import (
    Lesson,
)
from issues.models.letter import (
    Letter,
    LetterWords,
)
from issues.models.link import (
    DecisionLink,
    Follow,
)
from issues.models.merge import (
    Merge,
)
from issues.models.office import (
    Handover,
    ReplyTemplate,
)
from issues.models.ranking import (
    DOTS,
    Ballot,
    Candidate,
    Dots,
    Echo,
    MeToo,
    RankingRound,
)
from issues.models.referral import (
    Referral,
    ReferralState,
    name_of,
)
from issues.models.route import (
    Route,
)
from issues.models.search import (
    IssueWords,
    SavedFilter,
)
from issues.models.subscription import (
    Audience,
    LessonSent,
    LessonSubscription,
    Rhythm,
)
from issues.models.systemic import (
    LIVING,
    LinkStage,
    SystemicIssue,
    SystemicLink,
)
from issues.models.tag import (
    IssueTag,
    Level,
    Priority,
    Tag,
)
from issues.models.update_file import (
    UpdateFile,
)

__all__ = [
    "DOTS",
    "FOUR",
    "FURTHEST",
    "LIVING",
    "LONGEST_PROMISE",
    "ActionDependency",
    "ActionFund",
    "ActionUpdate",
    "AgreementLink",
    "Answer",
    "AnswerKind",
    "Audience",
    "Ballot",
    "Basis",
    "BulkChange",
    "BulkKind",
    "BulkRow",
    "Candidate",
    "Category",
    "CategoryVersion",
    "Channel",
    "Clock",
    "ClockKind",
    "Comment",
    "Concern",
    "DecisionLink",
    "Dots",
    "Echo",
    "Evidence",
    "FixRound",
    "FixWord",
    "Follow",
    "Handover",
    "Interest",
    "Issue",
    "IssueTag",
    "IssueWords",
    "JointAction",
    "Ladder",
    "LadderKind",
    "LadderStep",
    "Lesson",
    "LessonSent",
    "LessonSubscription",
    "Letter",
    "LetterWords",
    "Level",
    "LinkStage",
    "MeToo",
    "Mention",
    "Merge",
    "Outcome",
    "Particulars",
    "Pause",
    "Priority",
    "Promise",
    "QuestionKind",
    "RankingRound",
    "Redaction",
    "Referral",
    "ReferralState",
    "ReplyTemplate",
    "ReporterClass",
    "Rhythm",
    "Route",
    "Rung",
    "RungOutcome",
    "Said",
    "SavedFilter",
    "Stage",
    "Stop",
    "SystemicIssue",
    "SystemicLink",
    "Tag",
    "Telling",
    "TextRedaction",
    "UpdateFile",
    "Visibility",
    "mark_of",
    "name_of",
]
