"""Who is told what about groups. Links with a token are made when the mail is written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from groups.models import (
    AgreementKind,
    Amendment,
    MeetingInvitation,
    Membership,
    Minutes,
    Pointer,
    Role,
)
from groups.queries.calendar import invitation_file, method_of, moments_of
from groups.queries.coming import ANSWER
from groups.queries.member import JOIN, current_members, facilitators
from masam.accounts.models import User
from masam.notifications.actions import base_url, queue_notice
from masam.notifications.registry import Part, preparer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Agreement, Assessment, Group, Meeting, SupportSession
    from masam.notifications.models import Notice

INVITATION_DAYS = 30


def member_invited(membership: Membership, *, email: str, language: str, invited_by: Any) -> None:
    """Mail the invitation: to the account of this address, else to the address itself."""
    known = User.objects.filter(email=email, is_active=True).first()
    queue_notice(
        "member_invited",
        app="groups",
        group=membership.group,
        people=[known] if known else (),
        addresses=() if known else [(email, language)],
        context={
            "membership": membership.pk,
            "name": membership.name,
            "invited_by": str(invited_by) if invited_by else "",
            "days": INVITATION_DAYS,
        },
        key=f"member:{membership.pk}:invited",
    )


@preparer("member_invited")
def invitation_link(notice: Notice) -> dict[str, Any]:
    """Make the token of the invitation: good for 30 days and one use, kept as a keyed hash."""
    email = notice.recipient.email if notice.recipient else notice.address
    membership = Membership.objects.select_related("group").get(pk=notice.context["membership"])
    token = Pointer.issue(
        JOIN,
        membership.group,
        membership.pk,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
        data={"email": email},
    )
    return {"token": token, "role": membership.get_role_display()}


def assessment_reopened(assessment: Assessment, *, note: str, key: str) -> None:
    """Tell the organisation's members who sign in that their answers are open again, and why."""
    members = Membership.objects.filter(
        group=assessment.group, organisation=assessment.organisation_id, user__isnull=False
    ).current(assessment.group.today())
    queue_notice(
        "assessment_reopened",
        app="groups",
        group=assessment.group,
        people=[row.user for row in members.select_related("user")],
        context={
            "organisation_mn": assessment.organisation.name_mn,
            "organisation_en": assessment.organisation.name_en,
            "cycle": assessment.cycle,
            "note": note,
            "path": f"/{assessment.group.slug}/desk/trainings/assessments/{assessment.pk}/",
        },
        key=key,
    )


def agreement_ending(agreement: Agreement) -> None:
    """Mail the facilitators and who looks after the agreement that it ends soon."""
    rows = facilitators(agreement.group).filter(user__isnull=False).select_related("user")
    people = [row.user for row in rows]
    if agreement.responsible is not None and agreement.responsible.user is not None:
        people.append(agreement.responsible.user)
    queue_notice(
        "agreement_ending",
        app="groups",
        group=agreement.group,
        people=people,
        context={
            "number": agreement.number,
            "agreement": str(agreement),
            "kind": agreement.kind,
            "to_date": agreement.to_date.isoformat() if agreement.to_date else "",
        },
        key=f"agreement:{agreement.number}:ends:{agreement.to_date}",
    )


@preparer("agreement_ending")
def agreement_link(notice: Notice) -> dict[str, Any]:
    """Make the end of the agreement a day, and say where it stands."""
    assert notice.group is not None  # noqa: S101 - reason: an agreement has a group
    return {
        "to_date": date.fromisoformat(notice.context["to_date"]),
        "kind_name": AgreementKind(notice.context["kind"]).label,
        "path": f"/{notice.group.slug}/desk/agreements/{notice.context['number']}/",
    }


def minutes_circulated(minutes: Minutes, people: Iterable[User]) -> None:
    """Ask those who came and have an account to read the minutes and say what is wrong."""
    key = f"minutes:{minutes.pk}:circulated:{minutes.version}"
    _about_minutes("minutes_circulated", minutes, people, key)


def amendment_proposed(amendment: Amendment) -> None:
    """Tell the facilitators and secretaries that somebody proposes a change."""
    rows = current_members(amendment.group).filter(user__isnull=False)
    leaders = rows.filter(role__in=[Role.FACILITATOR, Role.SECRETARY]).select_related("user")
    others = [row.user for row in leaders if row.user_id != amendment.membership.user_id]
    people = [user for user in others if user is not None]
    key = f"amendment:{amendment.pk}:proposed"
    _about_minutes("amendment_proposed", amendment.minutes, people, key, amendment=amendment.pk)


def amendment_settled(amendment: Amendment) -> None:
    """Tell the proposer what became of the proposal."""
    proposer = amendment.membership.user
    key = f"amendment:{amendment.pk}:settled"
    people = [proposer] if proposer else []
    _about_minutes("amendment_settled", amendment.minutes, people, key, amendment=amendment.pk)


def minutes_frozen(minutes: Minutes) -> None:
    """Ask the two chairs to read the frozen text and sign."""
    chairs = [minutes.government_chair, minutes.civil_chair]
    people = [chair.user for chair in chairs if chair is not None and chair.user is not None]
    key = f"minutes:{minutes.pk}:frozen:{minutes.version}"
    _about_minutes("minutes_frozen", minutes, people, key)


def _about_minutes(
    kind: str, minutes: Minutes, people: Iterable[User], key: str, **more: int
) -> None:
    context = {"minutes": minutes.pk, **more}
    queue_notice(kind, app="groups", group=minutes.group, people=people, context=context, key=key)


@preparer("minutes_circulated")
@preparer("minutes_frozen")
@preparer("amendment_proposed")
@preparer("amendment_settled")
def about_minutes(notice: Notice) -> dict[str, Any]:
    """Give the meeting, the last day and the address; and the proposal the mail speaks of."""
    minutes = Minutes.objects.select_related("meeting").get(pk=notice.context["minutes"])
    proposal = Amendment.objects.filter(pk=notice.context.get("amendment", 0)).first()
    assert notice.group is not None  # noqa: S101 - reason: minutes belong to a group
    path = f"/{notice.group.slug}/desk/meetings/{minutes.meeting.number}/minutes/"
    return {"meeting": minutes.meeting, "last_day": minutes.last_day, "sha256": minutes.sha256,
            "proposal": proposal, "path": path}  # fmt: skip


def group_closed(group: Group, *, note: str, meetings: int) -> None:
    """Tell every member with an account that the group is closed, and what was called off."""
    people = [row.user for row in current_members(group).select_related("user") if row.user]
    queue_notice(
        "group_closed",
        app="groups",
        group=group,
        people=people,
        context={"note": note, "meetings": meetings},
        key=f"group:{group.pk}:closed:{group.version}",
    )


def support_opened(session: SupportSession) -> None:
    """Tell the facilitators at once that a system administrator is inside, why and until when."""
    _tell_of_support("support_opened", session)


def support_ended(session: SupportSession) -> None:
    """Tell the facilitators that the session is over, and where they see what was opened."""
    _tell_of_support("support_ended", session)


def _tell_of_support(kind: str, session: SupportSession) -> None:
    group = session.group
    rows = facilitators(group).select_related("user")
    queue_notice(
        kind,
        app="groups",
        group=group,
        people=[row.user for row in rows if row.user],
        context={
            "number": session.number,
            "person": session.person_name,
            "reason": session.reason,
            "until": session.over_at.astimezone(group.tz).strftime("%Y.%m.%d %H:%M"),
        },
        key=f"support:{session.pk}:{kind}",
    )


def meeting_notice(kind: str, meeting: Meeting, people: Iterable[Any]) -> None:
    """Mail `meeting_invited`, `meeting_moved`, `meeting_cancelled` or `meeting_reminded`.

    Once for each person and each `sequence` of the meeting; words and calendar file are made at
    delivery, from the meeting as it stands then.
    """
    queue_notice(
        kind,
        app="groups",
        group=meeting.group,
        people=people,
        context={"meeting": meeting.pk},
        key=f"meeting:{meeting.number}:{meeting.sequence}",
    )


@preparer("meeting_invited")
@preparer("meeting_moved")
@preparer("meeting_cancelled")
@preparer("meeting_reminded")
def invitation_mail(notice: Any) -> dict[str, Any]:
    """Give the meeting as it stands now, the person's link to answer, and the calendar file.

    The file stands twice in the mail, beside the text and attached: some programs look at one
    place only. The link ends with the meeting.
    """
    rows = MeetingInvitation.objects.select_related("meeting", "membership__group")
    rows = rows.filter(meeting=notice.context["meeting"], membership__user=notice.recipient)
    invitation = rows.latest("id")
    group, meeting = invitation.membership.group, invitation.meeting
    _begins, ends = moments_of(group, meeting)
    token = Pointer.issue(ANSWER, group, invitation.pk, expires_at=ends)
    link = f"{base_url()}/calendar/{token}/"
    is_reminder = notice.kind == "meeting_reminded"  # the calendar has the meeting already
    return {
        "meeting": meeting,
        "name": invitation.membership.name,
        "link": link,
        "is_cancelled": method_of(meeting) == "CANCEL",
        "parts": [] if is_reminder else _calendar_parts(invitation, notice.recipient.email, link),
    }


def _calendar_parts(invitation: MeetingInvitation, email: str, link: str) -> list[Part]:
    group = invitation.membership.group
    file = invitation_file(group, invitation, email=email, link=link)
    return [
        Part(file, f"text/calendar; method={method_of(invitation.meeting)}"),
        Part(file, "application/ics", "invite.ics"),
    ]
