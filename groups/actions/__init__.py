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
from groups.actions.feed import BadFeed, make_feed, revoke_feed
from groups.actions.group import edit_group, pause_group, resume_group, touch
from groups.actions.hearing import note_hearing
from groups.actions.invite import (
    BadAnswer,
    announce,
    answer_meeting,
    invite_ahead,
    invite_members,
    remind_ahead,
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
from groups.actions.plan import cancel_meeting, edit_plan, hold_meeting, plan_meeting
from groups.actions.series import (
    change_series,
    end_series,
    extend_series,
    move_meeting,
    start_series,
)

__all__ = [
    "BadAnswer",
    "BadDecision",
    "BadFeed",
    "BadItem",
    "BadMeeting",
    "BadMember",
    "Outcome",
    "add_item",
    "admit_member",
    "announce",
    "answer_meeting",
    "cancel_meeting",
    "change_role",
    "change_series",
    "duty_permissions",
    "edit_group",
    "edit_item",
    "edit_meeting",
    "edit_plan",
    "end_membership",
    "end_series",
    "extend_series",
    "hold_meeting",
    "invite_ahead",
    "invite_member",
    "invite_members",
    "join",
    "log_meeting",
    "make_feed",
    "move_item",
    "move_meeting",
    "note_hearing",
    "note_outcomes",
    "order_items",
    "pause_group",
    "plan_meeting",
    "publish_meeting",
    "rebuild_grants",
    "remind_ahead",
    "remind_unanswered",
    "remove_item",
    "resume_group",
    "revoke_feed",
    "settle_decision",
    "start_series",
    "take_reply",
    "touch",
    "unpublish_meeting",
    "unsettle_decision",
]
