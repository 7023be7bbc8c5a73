"""What changes in groups, memberships and meetings, one module per noun."""

from groups.actions.group import edit_group, pause_group, resume_group, touch
from groups.actions.join_link import (
    OPEN_ROLES,
    join_openly,
    make_join_link,
    revoke_join_link,
    undo_join,
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
from groups.actions.member_table import keep_members_table, take_in_members
from groups.actions.term import edit_member, renew_term
from groups.actions.traits import forget_traits, tell_traits

__all__ = [
    "OPEN_ROLES",
    "BadMeeting",
    "BadMember",
    "admit_member",
    "change_role",
    "duty_permissions",
    "edit_group",
    "edit_meeting",
    "edit_member",
    "end_membership",
    "forget_traits",
    "invite_member",
    "join",
    "join_openly",
    "keep_members_table",
    "log_meeting",
    "make_join_link",
    "pause_group",
    "publish_meeting",
    "rebuild_grants",
    "renew_term",
    "resume_group",
    "revoke_join_link",
    "take_in_members",
    "tell_traits",
    "touch",
    "undo_join",
    "unpublish_meeting",
]
