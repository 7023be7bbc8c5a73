"""What is remembered of issues and joint actions, one module per noun."""

from issues.models.action import (
    ActionUpdate,
    JointAction,
)
from issues.models.agreement import (
    AgreementLink,
)
from issues.models.answer import (
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
from issues.models.evidence import (
    Evidence,
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
from issues.models.lesson import (
    Lesson,
    Tool,
)
from issues.models.link import (
    DecisionLink,
    Follow,
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
from issues.models.subscription import (
    Audience,
    LessonSent,
    LessonSubscription,
    Rhythm,
)
from issues.models.tag import (
    IssueTag,
    Level,
    Priority,
    Tag,
)

__all__ = [
    "DOTS",
    "LONGEST_PROMISE",
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
    "Clock",
    "ClockKind",
    "Comment",
    "Concern",
    "DecisionLink",
    "Dots",
    "Echo",
    "Evidence",
    "Follow",
    "Interest",
    "Issue",
    "IssueTag",
    "JointAction",
    "Lesson",
    "LessonSent",
    "LessonSubscription",
    "Level",
    "MeToo",
    "Mention",
    "Outcome",
    "Pause",
    "Priority",
    "Promise",
    "RankingRound",
    "ReporterClass",
    "Rhythm",
    "Stage",
    "Stop",
    "Tag",
    "Tool",
    "Visibility",
]
