"""What is remembered of groups, one module per noun."""

from groups.models.agenda import (
    AgendaItem,
    OutcomeKind,
)
from groups.models.attendance import (
    AttendanceSheet,
    codes_of,
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
from groups.models.invitation import (
    Invitation,
    InvitationKind,
    InvitationUse,
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
from groups.models.pointer import (
    Pointer,
)
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
    "Amendment",
    "AmendmentState",
    "Attendance",
    "AttendanceSheet",
    "Correction",
    "Counter",
    "Decision",
    "Group",
    "GroupDraft",
    "GroupGrant",
    "GroupPhase",
    "GroupRules",
    "GroupState",
    "Invitation",
    "InvitationKind",
    "InvitationUse",
    "Meeting",
    "MeetingKind",
    "MeetingPhoto",
    "MeetingSeries",
    "MeetingWords",
    "MemberTraits",
    "Membership",
    "Minutes",
    "OutcomeKind",
    "Phase",
    "Pointer",
    "Rhythm",
    "Role",
    "Sex",
    "Side",
    "Signature",
    "Stakeholder",
    "SupportSession",
    "Vulnerability",
    "codes_of",
]
