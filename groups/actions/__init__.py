"""What changes in groups, memberships and meetings, one module per noun."""

from groups.actions.group import edit_group, pause_group, resume_group, touch
from groups.actions.invite import (
    BadAnswer,
    announce,
    answer_meeting,
    invite_members,
    remind_unanswered,
    take_reply,
)
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

__all__ = [
    "BadAnswer",
    "BadMeeting",
    "BadMember",
    "admit_member",
    "announce",
    "answer_meeting",
    "change_role",
    "duty_permissions",
    "edit_group",
    "edit_meeting",
    "end_membership",
    "invite_member",
    "invite_members",
    "join",
    "log_meeting",
    "pause_group",
    "publish_meeting",
    "rebuild_grants",
    "remind_unanswered",
    "resume_group",
    "take_reply",
    "touch",
    "unpublish_meeting",
]
