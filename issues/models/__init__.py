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
from issues.models.dependency import (
    ActionDependency,
    ActionFund,
)
from issues.models.evidence import (
    Evidence,
)
from issues.models.fix import (
    Channel,
    FixRound,
    FixWord,
    Said,
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
from issues.models.update_file import (
    UpdateFile,
)

__all__ = [
    "ActionDependency",
    "ActionFund",
    "ActionUpdate",
    "AgreementLink",
    "Answer",
    "AnswerKind",
    "Audience",
    "Category",
    "Channel",
    "Comment",
    "Concern",
    "DecisionLink",
    "Evidence",
    "FixRound",
    "FixWord",
    "Follow",
    "Issue",
    "JointAction",
    "Lesson",
    "LessonSent",
    "LessonSubscription",
    "ReporterClass",
    "Rhythm",
    "Said",
    "Tool",
    "UpdateFile",
    "Visibility",
]
