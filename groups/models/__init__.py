"""What is remembered of groups, one module per noun."""

from groups.models.assessment import (
    Assessment,
    AssessmentAnswer,
    AssessmentQuestion,
    AssessmentTemplate,
)
from groups.models.group import Group, GroupGrant, GroupPhase, GroupState, Phase
from groups.models.material import Material, MaterialFile, MaterialKind, MaterialLanguage
from groups.models.meeting import Attendance, Decision, Meeting, MeetingKind, MeetingPhoto
from groups.models.membership import Membership, Role, Stakeholder
from groups.models.number import Counter
from groups.models.pointer import Pointer
from groups.models.rules import GroupRules
from groups.models.series import MeetingSeries, Rhythm
from groups.models.trainer import Side, Trainer, TrainerAtTraining, TrainerPart, TrainerWork
from groups.models.training import (
    AccountabilityTool,
    Training,
    TrainingFile,
    TrainingGuests,
    TrainingKind,
    TrainingParticipant,
    TrainingWith,
)
from groups.models.traits import AgeBand, MemberTraits, Sex, Vulnerability

__all__ = [
    "AccountabilityTool",
    "AgeBand",
    "Assessment",
    "AssessmentAnswer",
    "AssessmentQuestion",
    "AssessmentTemplate",
    "Attendance",
    "Counter",
    "Decision",
    "Group",
    "GroupGrant",
    "GroupPhase",
    "GroupRules",
    "GroupState",
    "Material",
    "MaterialFile",
    "MaterialKind",
    "MaterialLanguage",
    "Meeting",
    "MeetingKind",
    "MeetingPhoto",
    "MeetingSeries",
    "MemberTraits",
    "Membership",
    "Phase",
    "Pointer",
    "Rhythm",
    "Role",
    "Sex",
    "Side",
    "Stakeholder",
    "Trainer",
    "TrainerAtTraining",
    "TrainerPart",
    "TrainerWork",
    "Training",
    "TrainingFile",
    "TrainingGuests",
    "TrainingKind",
    "TrainingParticipant",
    "TrainingWith",
    "Vulnerability",
]
