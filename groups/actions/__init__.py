"""What changes in groups, memberships and meetings, one module per noun."""

from groups.actions.group import (
    BadGroup,
    close_group,
    edit_group,
    pause_group,
    reopen_group,
    resume_group,
    settle_rules,
    touch,
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
from groups.actions.opening import (
    PARTS,
    Opening,
    drop_draft,
    invite_facilitator,
    list_organisations,
    open_group,
    save_draft,
)
from groups.actions.phase import BadPhase, add_phase, edit_phase, enter_phase, leave_phase
from groups.actions.support import end_support, note_access, open_support

__all__ = [
    "PARTS",
    "BadGroup",
    "BadMeeting",
    "BadMember",
    "BadPhase",
    "Opening",
    "add_phase",
    "admit_member",
    "change_role",
    "close_group",
    "drop_draft",
    "duty_permissions",
    "edit_group",
    "edit_meeting",
    "edit_phase",
    "end_membership",
    "end_support",
    "enter_phase",
    "invite_facilitator",
    "invite_member",
    "join",
    "leave_phase",
    "list_organisations",
    "log_meeting",
    "note_access",
    "open_group",
    "open_support",
    "pause_group",
    "publish_meeting",
    "rebuild_grants",
    "reopen_group",
    "resume_group",
    "save_draft",
    "settle_rules",
    "touch",
    "unpublish_meeting",
]
