"""Who is told what about groups. Links with a token are made when the mail is written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from groups.models import AgreementKind, Membership, Pointer
from groups.queries import facilitators
from groups.queries.member import JOIN
from masam.accounts.models import User
from masam.notifications.actions import queue_notice
from masam.notifications.registry import preparer

if TYPE_CHECKING:
    from groups.models import Agreement
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
