"""What is remembered of groups, one module per noun."""

from groups.models.agenda import (
    AgendaItem,
    OutcomeKind,
)
from groups.models.agreement import (
    Agreement,
    AgreementFile,
    AgreementKind,
    AgreementParty,
    AgreementStanding,
    Commitment,
)
from groups.models.assessment import (
    Assessment,
    AssessmentAnswer,
    AssessmentQuestion,
    AssessmentTemplate,
)
from groups.models.attendance import (
    AttendanceSheet,
    codes_of,
)
from groups.models.coming import (
    AnswerChannel,
    Coming,
    MeetingInvitation,
)
from groups.models.draft import (
    GroupDraft,
)
from groups.models.group import (
    Group,
    GroupGrant,
    GroupPhase,
    GroupState,
    Phase,
)
from groups.models.join_link import (
    JoinLink,
    JoinLinkKind,
    JoinUse,
)
from groups.models.material import (
    Material,
    MaterialFile,
    MaterialKind,
    MaterialLanguage,
)
from groups.models.meeting import (
    Attendance,
    Decision,
    Meeting,
    MeetingKind,
    MeetingPhoto,
)
from groups.models.membership import (
    Membership,
    Role,
    Stakeholder,
)
from groups.models.minutes import (
    Amendment,
    AmendmentState,
    Correction,
    Minutes,
    Side,
    Signature,
)
from groups.models.number import (
    Counter,
)
from groups.models.paper import (
    GroupPaper,
    PaperLogo,
)
from groups.models.pointer import (
    Pointer,
)
from groups.models.project import (
    BudgetLine,
    LogframeLevel,
    LogframeLine,
    Milestone,
    MoneySource,
    Project,
    ProjectFile,
)
from groups.models.recognition import Recognition
from groups.models.rules import (
    GroupRules,
)
from groups.models.series import (
    MeetingSeries,
    Rhythm,
)
from groups.models.support import (
    SupportSession,
)
from groups.models.team import (
    Team,
    TeamKind,
    TeamMember,
)
from groups.models.tool import Tool
from groups.models.trainer import (
    Trainer,
    TrainerAtTraining,
    TrainerPart,
    TrainerSide,
    TrainerWork,
)
from groups.models.training import (
    Training,
    TrainingFile,
    TrainingGuests,
    TrainingKind,
    TrainingParticipant,
    TrainingWith,
)
from groups.models.traits import (
    AgeBand,
    MemberTraits,
    Sex,
    Vulnerability,
)
from groups.models.words import (
    MeetingWords,
)

__all__ = [
    "AgeBand",
    "AgendaItem",
    "Agreement",
    "AgreementFile",
    "AgreementKind",
    "AgreementParty",
    "AgreementStanding",
    "Amendment",
    "AmendmentState",
    "AnswerChannel",
    "Assessment",
    "AssessmentAnswer",
    "AssessmentQuestion",
    "AssessmentTemplate",
    "Attendance",
    "AttendanceSheet",
    "BudgetLine",
    "Coming",
    "Commitment",
    "Correction",
    "Counter",
    "Decision",
    "Group",
    "GroupDraft",
    "GroupGrant",
    "GroupPaper",
    "GroupPhase",
    "GroupRules",
    "GroupState",
    "JoinLink",
    "JoinLinkKind",
    "JoinUse",
    "LogframeLevel",
    "LogframeLine",
    "Material",
    "MaterialFile",
    "MaterialKind",
    "MaterialLanguage",
    "Meeting",
    "MeetingInvitation",
    "MeetingKind",
    "MeetingPhoto",
    "MeetingSeries",
    "MeetingWords",
    "MemberTraits",
    "Membership",
    "Milestone",
    "Minutes",
    "MoneySource",
    "OutcomeKind",
    "PaperLogo",
    "Phase",
    "Pointer",
    "Project",
    "ProjectFile",
    "Recognition",
    "Rhythm",
    "Role",
    "Sex",
    "Side",
    "Signature",
    "Stakeholder",
    "SupportSession",
    "Team",
    "TeamKind",
    "TeamMember",
    "Tool",
    "Trainer",
    "TrainerAtTraining",
    "TrainerPart",
    "TrainerSide",
    "TrainerWork",
    "Training",
    "TrainingFile",
    "TrainingGuests",
    "TrainingKind",
    "TrainingParticipant",
    "TrainingWith",
    "Vulnerability",
    "codes_of",
]
