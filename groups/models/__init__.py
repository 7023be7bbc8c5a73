"""What is remembered of groups, one module per noun."""

from groups.models.agreement import (
    Agreement,
    AgreementFile,
    AgreementKind,
    AgreementParty,
    AgreementStanding,
    Commitment,
)
from groups.models.group import Group, GroupGrant, GroupPhase, GroupState, Phase
from groups.models.meeting import Attendance, Decision, Meeting, MeetingKind, MeetingPhoto
from groups.models.membership import Membership, Role, Stakeholder
from groups.models.number import Counter
from groups.models.pointer import Pointer
from groups.models.project import (
    BudgetLine,
    LogframeLevel,
    LogframeLine,
    Milestone,
    MoneySource,
    Project,
    ProjectFile,
    Tool,
)
from groups.models.rules import GroupRules
from groups.models.series import MeetingSeries, Rhythm
from groups.models.team import Team, TeamKind, TeamMember
from groups.models.traits import AgeBand, MemberTraits, Sex, Vulnerability

__all__ = [
    "AgeBand",
    "Agreement",
    "AgreementFile",
    "AgreementKind",
    "AgreementParty",
    "AgreementStanding",
    "Attendance",
    "BudgetLine",
    "Commitment",
    "Counter",
    "Decision",
    "Group",
    "GroupGrant",
    "GroupPhase",
    "GroupRules",
    "GroupState",
    "LogframeLevel",
    "LogframeLine",
    "Meeting",
    "MeetingKind",
    "MeetingPhoto",
    "MeetingSeries",
    "MemberTraits",
    "Membership",
    "Milestone",
    "MoneySource",
    "Phase",
    "Pointer",
    "Project",
    "ProjectFile",
    "Rhythm",
    "Role",
    "Sex",
    "Stakeholder",
    "Team",
    "TeamKind",
    "TeamMember",
    "Tool",
    "Vulnerability",
]
