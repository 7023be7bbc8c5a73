"""What is remembered of groups, one module per noun."""

from groups.models.agenda import AgendaItem, OutcomeKind
from groups.models.coming import AnswerChannel, Coming, MeetingInvitation
from groups.models.group import Group, GroupGrant, GroupPhase, GroupState, Phase
from groups.models.meeting import Attendance, Decision, Meeting, MeetingKind, MeetingPhoto
from groups.models.membership import Membership, Role, Stakeholder
from groups.models.number import Counter
from groups.models.pointer import Pointer
from groups.models.rules import GroupRules
from groups.models.series import MeetingSeries, Rhythm
from groups.models.traits import AgeBand, MemberTraits, Sex, Vulnerability

__all__ = [
    "AgeBand",
    "AgendaItem",
    "AnswerChannel",
    "Attendance",
    "Coming",
    "Counter",
    "Decision",
    "Group",
    "GroupGrant",
    "GroupPhase",
    "GroupRules",
    "GroupState",
    "Meeting",
    "MeetingInvitation",
    "MeetingKind",
    "MeetingPhoto",
    "MeetingSeries",
    "MemberTraits",
    "Membership",
    "OutcomeKind",
    "Phase",
    "Pointer",
    "Rhythm",
    "Role",
    "Sex",
    "Stakeholder",
    "Vulnerability",
]
