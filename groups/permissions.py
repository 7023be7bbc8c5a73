"""Who may do what in a group: roles as named sets of duties, on one screen.

A duty is a string `noun.verb`. The same string names the address, the view's permission, the
audit entry and the test. Predicates about a certain issue or meeting (`may_close`) stand in
their own app's `permissions.py`; they start from the duties given here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groups.lifecycle import MINUTES, MinutesState
from groups.models import Role
from masam.lifecycle import Allowed, Refused, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groups.models import Membership, Minutes

READ = frozenset(
    "desk.open meeting.read issue.read action.read member.read scorecard.read disclosure.read "
    "report.read agreement.read team.read project.read training.read lesson.read "
    "minutes.read".split()
)
MEMBER = READ | frozenset(
    "issue.log issue.comment issue.follow action.update action.confirm disclosure.check "
    "meeting.answer minutes.amend minutes.sign assessment.answer issue.rank".split()
)
MONITOR = MEMBER | frozenset("issue.verify issue.confirm issue.reopen".split())


SECRETARY = MEMBER | frozenset(
    "meeting.log meeting.edit meeting.publish issue.edit issue.assign issue.publish issue.attach issue.import "
    "issue.export action.plan action.update feedback.read feedback.answer feedback.enter "
    "feedback.raise meeting.plan meeting.attend minutes.write minutes.circulate training.log "
    "issue.bulk issue.tag tag.manage evidence.redact letter.write".split()
)


FACILITATOR = SECRETARY | frozenset(
    "group.edit member.manage issue.accept issue.start issue.reject issue.restore issue.refer "
    "issue.recall issue.merge issue.unmerge issue.extend issue.pause issue.reopen action.confirm "
    "action.cancel feedback.publish feedback.close feedback.contact scorecard.run disclosure.manage report.run "
    "report.subscribe report.publish group.pause member.import minutes.freeze team.manage "
    "project.manage agreement.manage training.manage assessment.manage lesson.edit "
    "lesson.publish recognition.award issue.prioritise ranking.run systemic.offer "
    "category.manage evidence.original access.read "
    "ladder.edit letter.send".split()
)
OFFICER = frozenset(
    "office.open action.read issue.accept issue.answer issue.extend issue.start issue.claim action.update action.confirm "
    "disclosure.answer minutes.read minutes.amend minutes.sign".split()
)

ROLE_DUTIES: Mapping[str, frozenset[str]] = {
    Role.FACILITATOR: FACILITATOR,
    Role.SECRETARY: SECRETARY,
    Role.MEMBER: MEMBER,
    Role.MONITOR: MONITOR,
    Role.OFFICER: OFFICER,
    Role.CUSTODIAN: READ | {"feedback.unseal", "evidence.original"},
    Role.OBSERVER: READ,
}

# What a system administrator may do in a support session: read as an observer does, and put the
# group's own page right. Not members, not cases, not minutes (docs/decisions.md).
SUPPORT_WRITES = frozenset({"group.edit"})
SUPPORT = READ | SUPPORT_WRITES

ALL_DUTIES: frozenset[str] = frozenset().union(*ROLE_DUTIES.values())

# What may still be done in a group that is paused or closed: reading, and ending the pause.
READING = READ | {"group.pause", "office.open", "feedback.read", "issue.export"}


def duties_of(role: str) -> frozenset[str]:
    """Give the duties of a role."""
    return ROLE_DUTIES[role]


def roles_with(duty: str) -> list[str]:
    """Give the roles that have a duty, in the order of the table."""
    return [role for role, duties in ROLE_DUTIES.items() if duty in duties]


def may(duties: frozenset[str], duty: str) -> Verdict:
    """Tell whether `duty` is among `duties`; a refusal names the roles that have it."""
    if duty in duties:
        return Allowed()
    names = ", ".join(str(Role(role).label) for role in roles_with(duty))
    if not names:
        return Refused(_("Nobody in the group has this duty."))
    return Refused(_("This is the duty of: %(roles)s.") % {"roles": names})


def may_see_assessment(gate: Any, organisation_id: int) -> Verdict:
    """Tell whether somebody sees the answers of one organisation: its members, the facilitator."""
    if gate.organisation_id == organisation_id or "assessment.manage" in gate.may:
        return Allowed()
    return Refused(
        _("Only members of this organisation and the facilitator see its self-assessment.")
    )


def may_answer_assessment(gate: Any, organisation_id: int) -> Verdict:
    """Tell whether somebody answers for an organisation."""
    return may(gate.may, "assessment.answer") and may_see_assessment(gate, organisation_id)


def may_read_minutes(gate: Any, minutes: Minutes) -> Verdict:
    """Tell whether somebody reads these minutes.

    The group reads all of its minutes. Who has no desk (officers) reads those of the meetings
    they came to, and those they were chosen to sign.
    """
    chairs = {minutes.government_chair_id, minutes.civil_chair_id}
    if "meeting.read" in gate.may or gate.membership_id in chairs - {None}:
        return Allowed()
    if minutes.meeting.attendance.filter(membership=gate.membership_id).exists():
        return Allowed()
    return Refused(_("These are the minutes of a meeting you did not come to."))


def may_amend(membership: Membership | None, minutes: Minutes) -> Verdict:
    """Tell whether a member may propose a change: they came, and the minutes go round."""
    if minutes.state != MinutesState.CIRCULATED:
        return Refused(_("Proposals are made while the minutes go round."))
    came = minutes.meeting.attendance.filter(membership=membership) if membership else None
    if came is None or not came.exists():
        return Refused(_("Only those who came to the meeting propose changes to its minutes."))
    return Allowed()


def may_sign(membership: Membership | None, minutes: Minutes) -> Verdict:
    """Tell whether a member may sign now: a chosen chair, the text frozen, not signed yet."""
    chairs = {minutes.government_chair_id, minutes.civil_chair_id} - {None}
    if membership is None or membership.pk not in chairs:
        return Refused(_("Only the two chosen chairs sign these minutes."))
    if minutes.signatures.filter(membership=membership).exists():
        return Refused(_("You have signed these minutes already."))
    return MINUTES.verdict("sign", minutes.state)
