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
from issues.models.lesson import (
    Lesson,
    Tool,
)
from issues.models.link import (
    DecisionLink,
    Follow,
)
from issues.models.office import (
    Handover,
    ReplyTemplate,
)
from issues.models.referral import (
    Referral,
    ReferralState,
    name_of,
)
from issues.models.route import (
    Route,
)
from issues.models.subscription import (
    Audience,
    LessonSent,
    LessonSubscription,
    Rhythm,
)

__all__ = [
    "FOUR",
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
    "Handover",
    "Issue",
    "JointAction",
    "Lesson",
    "LessonSent",
    "LessonSubscription",
    "Referral",
    "ReferralState",
    "ReplyTemplate",
    "ReporterClass",
    "Rhythm",
    "Route",
    "Tool",
    "Visibility",
    "name_of",
]
