"""What changes in groups, memberships and meetings, one module per noun."""

from groups.actions.group import edit_group, pause_group, resume_group, touch
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
from groups.actions.minutes import (
    BadMinutes,
    amend_minutes,
    choose_chairs,
    circulate_minutes,
    correct_minutes,
    draft_minutes,
    edit_minutes,
    freeze_minutes,
    recall_minutes,
    settle_amendment,
    sign_minutes,
)

__all__ = [
    "BadMeeting",
    "BadMember",
    "BadMinutes",
    "admit_member",
    "amend_minutes",
    "change_role",
    "choose_chairs",
    "circulate_minutes",
    "correct_minutes",
    "draft_minutes",
    "duty_permissions",
    "edit_group",
    "edit_meeting",
    "edit_minutes",
    "end_membership",
    "freeze_minutes",
    "invite_member",
    "join",
    "log_meeting",
    "pause_group",
    "publish_meeting",
    "rebuild_grants",
    "recall_minutes",
    "resume_group",
    "settle_amendment",
    "sign_minutes",
    "touch",
    "unpublish_meeting",
]
