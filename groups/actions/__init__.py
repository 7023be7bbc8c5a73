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
from groups.actions.decision import BadDecision, settle_decision, unsettle_decision
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
from groups.actions.plan import cancel_meeting, edit_plan, hold_meeting, plan_meeting

__all__ = [
    "BadDecision",
    "BadItem",
    "BadMeeting",
    "BadMember",
    "Outcome",
    "add_item",
    "admit_member",
    "cancel_meeting",
    "change_role",
    "duty_permissions",
    "edit_group",
    "edit_item",
    "edit_meeting",
    "edit_plan",
    "end_membership",
    "hold_meeting",
    "invite_member",
    "join",
    "log_meeting",
    "move_item",
    "note_outcomes",
    "order_items",
    "pause_group",
    "plan_meeting",
    "publish_meeting",
    "rebuild_grants",
    "remove_item",
    "resume_group",
    "settle_decision",
    "touch",
    "unpublish_meeting",
    "unsettle_decision",
]
