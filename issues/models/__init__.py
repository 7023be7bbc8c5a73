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
from issues.models.evidence import (
    Evidence,
    Redaction,
    TextRedaction,
    mark_of,
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
from issues.models.subscription import (
    Audience,
    LessonSent,
    LessonSubscription,
    Rhythm,
)

__all__ = [
    "LONGEST_PROMISE",
    "ActionUpdate",
    "AgreementLink",
    "Answer",
    "AnswerKind",
    "Audience",
    "Basis",
    "Category",
    "CategoryVersion",
    "Clock",
    "ClockKind",
    "Comment",
    "Concern",
    "DecisionLink",
    "Evidence",
    "Follow",
    "Issue",
    "JointAction",
    "Lesson",
    "LessonSent",
    "LessonSubscription",
    "Particulars",
    "Pause",
    "Promise",
    "QuestionKind",
    "Redaction",
    "ReporterClass",
    "Rhythm",
    "Stop",
    "TextRedaction",
    "Tool",
    "Visibility",
    "mark_of",
]
