"""Inviting members to a meeting, and taking their answers (M2)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.lifecycle import MeetingState
from groups.models import AnswerChannel, Coming, Group, Meeting, MeetingInvitation, Membership
from groups.notices import meeting_notice
from groups.queries.calendar import BadReply, moments_of, read_reply
from groups.queries.coming import invited_to, not_yet_invited, planned_within
from masam.audit.actions import record
from masam.tenancy import in_group
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime

    from groups.queries.calendar import Reply

INVITE_AHEAD = timedelta(days=21)  # meetings of a series are announced one by one
REMIND_AHEAD = timedelta(days=2)
NOTICE_OF = {
    "planned": "meeting_invited",
    "moved": "meeting_moved",
    "cancelled": "meeting_cancelled",
}


class BadAnswer(DomainError):
    """An answer that comes too late, or to a meeting nobody is asked about."""


@transaction.atomic
def announce(meeting: Meeting, change: str, *, actor: Any = None) -> int:
    """Tell the members of a change (`groups.signals.meeting_planned`); give how many are mailed.

    "planned" asks to a meeting of a series in the next three weeks (later ones: `invite_ahead`);
    to any other meeting nobody is asked before somebody sends the invitations. "moved" and "cancelled" tell those who were asked, and "moved"
    also asks who came to the group since; where nobody was asked yet, nobody hears. Again: nobody
    hears twice.
    """
    if change == "planned":
        is_near = meeting.held_date <= meeting.group.today() + INVITE_AHEAD
        return invite_members(meeting, actor=actor) if meeting.series_id and is_near else 0
    asked = list(invited_to(meeting).filter(sent_sequence__isnull=False))
    if not asked:
        return 0
    if change == "moved":
        invite_members(meeting, actor=actor)
    return _tell(meeting, NOTICE_OF[change], asked)


@transaction.atomic
def invite_members(meeting: Meeting, *, actor: Any = None) -> int:
    """Ask the members who were not asked yet; give how many are mailed.

    Members without an address get a row too: they stand on the list to print. Raises `BadAnswer`
    when the meeting is not to come any more.
    """
    _must_come(meeting)
    group = meeting.group
    fresh = [
        MeetingInvitation(group=group, meeting=meeting, membership=member)
        for member in not_yet_invited(meeting)
    ]
    if not fresh:
        return 0
    MeetingInvitation.objects.bulk_create(fresh, ignore_conflicts=True)
    members = [row.membership_id for row in fresh]
    told = _tell(meeting, "meeting_invited", list(invited_to(meeting, members=members)))
    record("meeting.invited", actor=actor, target=meeting, group=group, data={"mailed": told})
    return told


def _tell(meeting: Meeting, kind: str, rows: list[MeetingInvitation]) -> int:
    """Queue the mail for those of `rows` who have an address, and note for which sequence."""
    reached = [row for row in rows if row.membership.user and row.membership.user.is_active]
    meeting_notice(kind, meeting, [row.membership.user for row in reached])
    keys = [row.pk for row in reached]
    MeetingInvitation.objects.filter(pk__in=keys).update(sent_sequence=meeting.sequence)
    return len(reached)


@transaction.atomic
def answer_meeting(
    meeting: Meeting,
    *,
    actor: Any,
    membership: Membership,
    answer: str,
    note: str = "",
    channel: str = AnswerChannel.DESK,
) -> MeetingInvitation:
    """Take a member's answer to a meeting that is to come; the last one counts.

    Raises `BadAnswer` when the meeting was held or called off, or the member's term is over.
    """
    meeting = _fresh(meeting)
    _must_come(meeting)
    if not membership.is_current(meeting.group.today()):
        raise BadAnswer(_("This member does not belong to the group any more."))
    MeetingInvitation.objects.get_or_create(
        group=meeting.group, meeting=meeting, membership=membership
    )
    row = _locked(meeting, membership)
    return _take(row, meeting, actor, answer, note, channel, timezone.now())


@transaction.atomic
def take_reply(raw: bytes | str, sender: str, *, group: Group | None = None) -> MeetingInvitation:
    """Take the answer of a calendar program: a mail's `text/calendar; method=REPLY` part.

    `sender` is the address the mail came from. Enters the scope of the meeting's group itself;
    with `group` it must be that one. Raises `BadReply` or `BadAnswer` with a sentence: no reply,
    another person's, to a meeting that was moved since, or older than what stands.
    """
    reply = read_reply(raw)
    found = Group.objects.filter(slug=reply.slug).first()
    if found is None or (group is not None and found != group):
        raise BadReply(_("This reply is to another calendar's invitation."))
    with in_group(found):
        return _take_reply(found, reply, sender)


def _take_reply(group: Group, reply: Reply, sender: str) -> MeetingInvitation:
    if sender.strip().lower() != reply.address:
        raise BadReply(_("The reply speaks for another address than the mail came from."))
    meeting = Meeting.objects.filter(group=group, number=reply.number).first()
    rows = MeetingInvitation.objects.filter(
        meeting=meeting, membership__user__email__iexact=sender.strip()
    )
    known = rows.select_related("membership__user").order_by("-id").first()
    if meeting is None or known is None:
        raise BadReply(_("Nobody with this address was invited to this meeting."))
    meeting.group = group
    _must_come(meeting)
    row = _locked(meeting, known.membership)
    _must_be_newer(row, meeting, reply)
    user = known.membership.user
    return _take(row, meeting, user, reply.answer, reply.note, AnswerChannel.REPLY, reply.stamp)


def _must_be_newer(row: MeetingInvitation, meeting: Meeting, reply: Reply) -> None:
    if reply.sequence != meeting.sequence:
        raise BadReply(
            _("The meeting was changed after this invitation. Please answer the newer one.")
        )
    if row.answered_at is not None and reply.stamp < row.answered_at:
        raise BadReply(_("A newer answer of this person stands already."))


def _take(
    row: MeetingInvitation,
    meeting: Meeting,
    actor: Any,
    answer: str,
    note: str,
    channel: str,
    at: datetime,
) -> MeetingInvitation:
    row.answer, row.note, row.channel = Coming(answer), note.strip()[:300], channel
    row.answered_at, row.answered_sequence = at, meeting.sequence
    row.save()
    data = {"answer": row.answer, "channel": channel, "membership": row.membership_id}
    record("meeting.answered", actor=actor, target=row, group=meeting.group, data=data)
    return row


def invite_ahead(group: Group) -> int:
    """Ask the members to the meetings of the next three weeks who were not asked yet.

    So meetings of a series are announced one by one, and who joins the group is asked too. A
    meeting of no series that nobody was asked to is left alone. Gives how many are mailed.
    """
    told = 0
    for meeting in planned_within(group, INVITE_AHEAD):
        if meeting.series_id or meeting.invitations.exists():
            told += _invite_in_time(meeting)
    return told


def _invite_in_time(meeting: Meeting) -> int:
    """Invite, unless the meeting of today is over already."""
    _begins, ends = moments_of(meeting.group, meeting)
    return invite_members(meeting) if ends >= timezone.now() else 0


def remind_ahead(group: Group) -> int:
    """Remind of the meetings of the next two days; give how many are mailed. Once each."""
    today = group.today()
    near = [row for row in planned_within(group, REMIND_AHEAD) if row.held_date > today]
    return sum(remind_unanswered(meeting) for meeting in near)


@transaction.atomic
def remind_unanswered(meeting: Meeting) -> int:
    """Remind those who were asked and have not answered; give how many. Again: nobody hears twice."""
    waiting = [
        row
        for row in invited_to(meeting).filter(sent_sequence__isnull=False)
        if not row.answer_to(meeting.sequence) and row.membership.user
    ]
    meeting_notice("meeting_reminded", meeting, [row.membership.user for row in waiting])
    return len(waiting)


def _must_come(meeting: Meeting) -> None:
    if meeting.state == MeetingState.CANCELLED:
        raise BadAnswer(_("This meeting was called off."))
    _begins, ends = moments_of(meeting.group, meeting)
    if meeting.state != MeetingState.PLANNED or ends < timezone.now():
        raise BadAnswer(_("This meeting is over."))


def _fresh(meeting: Meeting) -> Meeting:
    row = Meeting.objects.get(pk=meeting.pk)
    row.group = meeting.group
    return row


def _locked(meeting: Meeting, membership: Membership) -> MeetingInvitation:
    rows = MeetingInvitation.objects.select_for_update()
    return rows.get(group=meeting.group, meeting=meeting, membership=membership)
