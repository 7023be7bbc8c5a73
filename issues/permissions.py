"""Who may do what with an issue or a joint action: predicates that carry their reason.

Each starts from a duty (`groups/permissions.py`), asks the lifecycle whether the state allows
it, then the rule about the person's own organisation: an office never verifies its own fix
(product.md, rules that must never break, 1). The rules about organisations take a membership,
so that the actions ask the very same functions.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groups.models import Role
from issues.lifecycle import ACTION, ISSUE, LESSON, UNFINISHED, ActionState, IssueState
from masam.accounts.models import NationalRole
from masam.lifecycle import Allowed, Refused, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from groups.gate import Gate
    from groups.models import Membership
    from issues.models import Issue, JointAction, Lesson, SystemicIssue

    Rule = Callable[[Membership | None, Issue], Verdict]

# While somebody else checks the fix there is nothing to answer.
ANSWERABLE = tuple(state for state in UNFINISHED if state != IssueState.CLAIMED_FIXED)
LEADERS = frozenset({Role.FACILITATOR, Role.SECRETARY})


def outside(membership: Membership | None, issue: Issue) -> Verdict:
    """Tell whether the person stands outside the office and the service that are concerned."""
    if membership is None:
        return Refused(_("Only a member of the group can do this."))
    concerned = {issue.responsible_id, issue.service_point_id} - {None}
    if membership.organisation_id in concerned:
        return Refused(
            _("You belong to the organisation concerned. Somebody outside it has to check this.")
        )
    return Allowed()


def unbiased(membership: Membership | None, issue: Issue) -> Verdict:
    """Tell whether the person may verify the fix: outside, and not the one who claimed it."""
    verdict = outside(membership, issue)
    if not verdict or membership is None:
        return verdict
    if issue.claimed_by_id is not None and membership.user_id == issue.claimed_by_id:
        return Refused(_("You said yourself that it is fixed. Somebody else has to verify it."))
    return verdict


def answers_for(membership: Membership | None, issue: Issue) -> Verdict:
    """Tell whether the person speaks for the responsible organisation."""
    if issue.responsible_id is None:
        return Refused(_("No organisation has been asked yet. Please assign the issue first."))
    if membership is None or membership.organisation_id != issue.responsible_id:
        return Refused(_("Only the responsible organisation can do this."))
    return Allowed()


def answers_or_leads(membership: Membership | None, issue: Issue) -> Verdict:
    """Tell whether the person speaks for the office, or leads the group and notes its word."""
    if membership is not None and membership.role == Role.FACILITATOR and issue.responsible_id:
        return Allowed()
    return answers_for(membership, issue)


RULES: dict[str, Rule] = {
    "verify": outside,
    "confirm": unbiased,
    "claim": answers_for,
    "accept": answers_or_leads,
    "start": answers_or_leads,
    "extend": answers_or_leads,
}


def may_enter(gate: Gate, issue: Issue, verb: str) -> Verdict:
    """Tell whether the person may ever do `verb` with this issue, whatever its state is now."""
    step = ISSUE.by_verb.get(verb)
    duty = gate.verdict(step.permission if step else f"issue.{verb}")
    rule = RULES.get(verb)
    return duty if not duty or rule is None else rule(gate.membership, issue)


def may_move(gate: Gate, issue: Issue, verb: str) -> Verdict:
    """Tell whether the person may take the transition `verb` now."""
    verdict = may_enter(gate, issue, verb)
    return verdict and ISSUE.verdict(verb, issue.state)


may_verify = partial(may_move, verb="verify")
may_reject = partial(may_move, verb="reject")
may_restore = partial(may_move, verb="restore")
may_accept = partial(may_move, verb="accept")
may_start = partial(may_move, verb="start")
may_claim = partial(may_move, verb="claim")
may_confirm = partial(may_move, verb="confirm")
may_reopen = partial(may_move, verb="reopen")
may_refer = partial(may_move, verb="refer")
may_recall = partial(may_move, verb="recall")
may_merge = partial(may_move, verb="merge")
may_unmerge = partial(may_move, verb="unmerge")


def may_assign(gate: Gate, issue: Issue) -> Verdict:
    """Tell whether the person may ask an organisation now."""
    return gate.verdict("issue.assign") and assignable(issue)


def assignable(issue: Issue) -> Verdict:
    """Tell whether an organisation can be asked in the state the issue is in."""
    if issue.state in ANSWERABLE:
        return Allowed()
    return Refused(
        _("An organisation is asked while the problem is open. Now it is: %(state)s.")
        % {"state": issue.get_state_display()}
    )


def may_answer(gate: Gate, issue: Issue) -> Verdict:
    """Tell whether the person may answer for the responsible organisation now."""
    verdict = gate.verdict("issue.answer") and answers_for(gate.membership, issue)
    return verdict and answerable(issue)


def answerable(issue: Issue) -> Verdict:
    """Tell whether the issue waits for an answer in the state it is in."""
    if issue.state in ANSWERABLE:
        return Allowed()
    return Refused(
        _("Nothing needs to be answered now. The issue is: %(state)s.")
        % {"state": issue.get_state_display()}
    )


def may_extend(gate: Gate, issue: Issue) -> Verdict:
    """Tell whether the person may give the office more time now; the law has its own say then."""
    return may_enter(gate, issue, "extend") and answerable(issue)


def may_pause(gate: Gate, issue: Issue) -> Verdict:
    """Tell whether the person may let the clocks stand still, or run again, now."""
    return may_enter(gate, issue, "pause") and answerable(issue)


def may_publish(gate: Gate, issue: Issue) -> Verdict:
    """Tell whether the person may make the issue public now."""
    return gate.verdict("issue.publish") and publishable(issue)


def publishable(issue: Issue) -> Verdict:
    """Tell whether the issue can be public: one that was merged lives on in the other."""
    if issue.state != IssueState.MERGED:
        return Allowed()
    return Refused(_("This issue was joined with another one. Please make that one public."))


def said_by(issue: Issue, *, is_asked: bool) -> Verdict:
    """Tell whether somebody may say now whether the fix holds."""
    if not is_asked:
        return Refused(_("This is asked of those who reported the issue or follow it."))
    if issue.state != IssueState.VERIFIED_FIXED:
        return Refused(
            _("It is asked while the issue counts as fixed. Now it is: %(state)s.")
            % {"state": issue.get_state_display()}
        )
    return Allowed()


NOTERS = frozenset({Role.FACILITATOR, Role.SECRETARY, Role.MONITOR})


def noted_by(membership: Membership | None, issue: Issue) -> Verdict:
    """Tell whether the person may note what a citizen said of a fix, by phone or in person.

    Never somebody of the organisations concerned, and never who claimed the fix.
    """
    if membership is None or membership.role not in NOTERS:
        return Refused(_("A facilitator, a secretary or a monitor notes what citizens say."))
    verdict = unbiased(membership, issue)
    if not verdict:
        return verdict
    if issue.state not in {IssueState.CLAIMED_FIXED, IssueState.VERIFIED_FIXED}:
        return Refused(
            _("It is asked once the office says it is fixed. Now the issue is: %(state)s.")
            % {"state": issue.get_state_display()}
        )
    return Allowed()


def sees_handlers(gate: Gate) -> bool:
    """Tell whether the person may read what those who handle issues write to each other."""
    return "issue.assign" in gate.may or "issue.answer" in gate.may


# --- joint actions -----------------------------------------------------------------------------


def owner_side(membership: Membership | None, action: JointAction) -> str:
    """Give the side the person owns the action on: "government", "civil", or "" for neither."""
    if membership is None:
        return ""
    sides = {action.government_owner_id: "government", action.civil_owner_id: "civil"}
    return sides.get(membership.pk, "")


def owns(membership: Membership | None, action: JointAction) -> Verdict:
    """Tell whether the person is one of the two owners and has not confirmed yet."""
    side = owner_side(membership, action)
    if not side:
        return Refused(_("Only the two owners of the joint action can confirm that it is done."))
    if getattr(action, f"{side}_done_at") is not None:
        return Refused(_("You have confirmed already. Now the other side confirms."))
    return Allowed()


def may_confirm_action(gate: Gate, action: JointAction) -> Verdict:
    """Tell whether the person may confirm now, for the own side."""
    verb = "complete" if action.state == ActionState.HALF_DONE else "confirm"
    verdict = gate.verdict("action.confirm") and owns(gate.membership, action)
    return verdict and ACTION.verdict(verb, action.state)


def may_update_action(gate: Gate, action: JointAction) -> Verdict:
    """Tell whether the person may write what happened: the owners, and who leads the group."""
    verdict = gate.verdict("action.update")
    leads = gate.membership is not None and gate.membership.role in LEADERS
    if not verdict or leads or owner_side(gate.membership, action):
        return verdict
    return Refused(_("News is written by the two owners, the secretary or the facilitator."))


def may_cancel_action(gate: Gate, action: JointAction) -> Verdict:
    """Tell whether the person may cancel the action now."""
    return gate.verdict("action.cancel") and ACTION.verdict("cancel", action.state)


def confirmed_own(membership: Membership | None, action: JointAction) -> Verdict:
    """Tell whether the person owns the action and has confirmed it."""
    side = owner_side(membership, action)
    if side and getattr(action, f"{side}_done_at") is not None:
        return Allowed()
    return Refused(_("Only the owner who confirmed can take the confirmation back."))


def owns_or_leads(membership: Membership | None, action: JointAction) -> Verdict:
    """Tell whether the person owns the action or leads the group."""
    leads = membership is not None and membership.role in LEADERS
    if leads or owner_side(membership, action):
        return Allowed()
    return Refused(_("This is done by the two owners, the secretary or the facilitator."))


def may_withdraw_action(gate: Gate, action: JointAction) -> Verdict:
    """Tell whether the person may take the own confirmation back now."""
    verdict = gate.verdict("action.confirm") and confirmed_own(gate.membership, action)
    return verdict and ACTION.verdict("withdraw", action.state)


def may_resume_action(gate: Gate, action: JointAction) -> Verdict:
    """Tell whether the person may open a finished action again now."""
    verdict = gate.verdict("action.confirm") and owns_or_leads(gate.membership, action)
    return verdict and ACTION.verdict("resume", action.state)


def may_edit_action(gate: Gate, action: JointAction) -> Verdict:
    """Tell whether the person may change what is planned now."""
    return gate.verdict("action.plan") and changeable(action)


def changeable(action: JointAction) -> Verdict:
    """Tell whether the plan can be changed in the state the action is in."""
    if action.state in {ActionState.PLANNED, ActionState.HALF_DONE}:
        return Allowed()
    return Refused(
        _(
            "A finished joint action is not changed. Please open it again first. Now it is: %(state)s."
        )
        % {"state": action.get_state_display()}
    )


# --- lessons -----------------------------------------------------------------------------------


def may_move_lesson(gate: Gate, lesson: Lesson, verb: str) -> Verdict:
    """Tell whether the person may take the transition `verb` of a lesson now."""
    return gate.verdict(LESSON.by_verb[verb].permission) and LESSON.verdict(verb, lesson.state)


# --- threads for ministries ----------------------------------------------------------------------


def answers_for_ministry(user: Any, thread: SystemicIssue) -> Verdict:
    """Tell whether a person speaks for the ministry a thread was put to."""
    if getattr(user, "national_role", "") != NationalRole.MINISTRY:
        return Refused(_("Only an officer of the ministry can answer."))
    if user.organisation_name != thread.ministry.name_mn:
        return Refused(
            _("This thread was put to another ministry: %(ministry)s.")
            % {"ministry": thread.ministry}
        )
    return Allowed()
