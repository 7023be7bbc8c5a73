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
    "ActionUpdate",
    "AgreementLink",
    "Answer",
    "AnswerKind",
    "Audience",
    "Category",
    "CategoryVersion",
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
    "QuestionKind",
    "Redaction",
    "ReporterClass",
    "Rhythm",
    "TextRedaction",
    "Tool",
    "Visibility",
    "mark_of",
]
