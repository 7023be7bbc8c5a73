"""What changes in groups, memberships and meetings, one module per noun."""

from groups.actions.assessment import (
    BadAssessment,
    answer_assessment,
    finish_assessment,
    reopen_assessment,
    stand_of,
    start_assessment,
)
from groups.actions.group import edit_group, pause_group, resume_group, touch
from groups.actions.material import BadMaterial, edit_material, shelve_material
from groups.actions.meeting import (
    BadMeeting,
    edit_meeting,
    log_meeting,
    publish_meeting,
    unpublish_meeting,
)
from groups.actions.member import (
    BadMember,
    admit_member,
    change_role,
    duty_permissions,
    end_membership,
    invite_member,
    join,
    rebuild_grants,
)
from groups.actions.trainer import BadTrainer, edit_trainer, register_trainer
from groups.actions.training import (
    BadTraining,
    attach_to_training,
    detach_from_training,
    edit_training,
    log_training,
    withdraw_training,
)

__all__ = [
    "BadAssessment",
    "BadMaterial",
    "BadMeeting",
    "BadMember",
    "BadTrainer",
    "BadTraining",
    "admit_member",
    "answer_assessment",
    "attach_to_training",
    "change_role",
    "detach_from_training",
    "duty_permissions",
    "edit_group",
    "edit_material",
    "edit_meeting",
    "edit_trainer",
    "edit_training",
    "end_membership",
    "finish_assessment",
    "invite_member",
    "join",
    "log_meeting",
    "log_training",
    "pause_group",
    "publish_meeting",
    "rebuild_grants",
    "register_trainer",
    "reopen_assessment",
    "resume_group",
    "shelve_material",
    "stand_of",
    "start_assessment",
    "touch",
    "unpublish_meeting",
    "withdraw_training",
]
