"""What changes in groups, memberships and meetings, one module per noun."""

from groups.actions.agenda import (
    BadItem,
    Outcome,
    add_item,
    edit_item,
    move_item,
    note_outcomes,
    order_items,
    remove_item,
)
from groups.actions.decision import (
    BadDecision,
    settle_decision,
    unsettle_decision,
)
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
from groups.actions.invitation import (
    OPEN_ROLES,
    join_openly,
    make_invitation,
    revoke_invitation,
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
from groups.actions.member_table import (
    keep_members_table,
    take_in_members,
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
from groups.actions.phase import (
    BadPhase,
    add_phase,
    edit_phase,
    enter_phase,
    leave_phase,
)
from groups.actions.plan import (
    cancel_meeting,
    edit_plan,
    hold_meeting,
    plan_meeting,
)
from groups.actions.support import (
    end_support,
    note_access,
    open_support,
)
from groups.actions.term import (
    edit_member,
    renew_term,
)
from groups.actions.traits import (
    forget_traits,
    tell_traits,
)

__all__ = [
    "OPEN_ROLES",
    "PARTS",
    "BadDecision",
    "BadGroup",
    "BadItem",
    "BadMeeting",
    "BadMember",
    "BadPhase",
    "Opening",
    "Outcome",
    "add_item",
    "add_phase",
    "admit_member",
    "cancel_meeting",
    "change_role",
    "close_group",
    "drop_draft",
    "duty_permissions",
    "edit_group",
    "edit_item",
    "edit_meeting",
    "edit_member",
    "edit_phase",
    "edit_plan",
    "end_membership",
    "end_support",
    "enter_phase",
    "forget_traits",
    "hold_meeting",
    "invite_facilitator",
    "invite_member",
    "join",
    "join_openly",
    "keep_members_table",
    "leave_phase",
    "list_organisations",
    "log_meeting",
    "make_invitation",
    "move_item",
    "note_access",
    "note_outcomes",
    "open_group",
    "open_support",
    "order_items",
    "pause_group",
    "plan_meeting",
    "publish_meeting",
    "rebuild_grants",
    "remove_item",
    "renew_term",
    "reopen_group",
    "resume_group",
    "revoke_invitation",
    "save_draft",
    "settle_decision",
    "settle_rules",
    "take_in_members",
    "tell_traits",
    "touch",
    "undo_join",
    "unpublish_meeting",
    "unsettle_decision",
]
