"""Who is told what about groups. Links with a token are made when the mail is written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from groups.models import Membership, Pointer
from groups.queries.member import JOIN
from masam.accounts.models import User
from masam.notifications.actions import queue_notice
from masam.notifications.registry import preparer

if TYPE_CHECKING:
    from groups.models import Assessment
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
