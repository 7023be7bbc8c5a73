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
    Tool,
)
from issues.models.letter import (
    Letter,
    LetterWords,
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
    "FURTHEST",
    "ActionUpdate",
    "AgreementLink",
    "Answer",
    "AnswerKind",
    "Audience",
    "Category",
    "Comment",
    "Concern",
    "DecisionLink",
    "Evidence",
    "Follow",
    "Issue",
    "JointAction",
    "Ladder",
    "LadderKind",
    "LadderStep",
    "Lesson",
    "LessonSent",
    "LessonSubscription",
    "Letter",
    "LetterWords",
    "ReporterClass",
    "Rhythm",
    "Rung",
    "RungOutcome",
    "Telling",
    "Tool",
    "Visibility",
]
