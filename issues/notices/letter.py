"""A formal letter goes out, with its paper and a link to answer by."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from groups.models import Pointer, Role
from groups.queries import current_members
from issues.models import Letter
from issues.notices.facts import group_of
from issues.notices.link import LINK_DAYS, REPLY
from issues.notices.people import users_of
from issues.queries.sheet import letter_pdf
from masam.notifications.actions import queue_notice
from masam.notifications.registry import Part, preparer

if TYPE_CHECKING:
    from masam.notifications.models import Notice


def letter_sent(letter: Letter) -> int:
    """Send a letter that a person signed off to the office: its officers and its own address."""
    rows = current_members(letter.group).filter(role=Role.OFFICER, organisation=letter.addressee)
    people = users_of(rows)
    known = {user.email.lower() for user in people}
    address = letter.addressee.email
    own = [(address, letter.group.language)] if address and address.lower() not in known else []
    return queue_notice(
        "letter_sent",
        app="issues",
        group=letter.group,
        people=people,
        addresses=own,
        context={"letter": letter.pk},
        key=f"letter:{letter.number}",
    )


@preparer("letter_sent")
def prepare_letter(notice: Notice) -> dict[str, Any]:
    """Attach the paper; add the link to answer by when the letter went to who is asked."""
    group = group_of(notice)
    rows = Letter.objects.select_related("group", "addressee", "issue__group")
    letter = rows.get(pk=notice.context["letter"])
    paper = Part(letter_pdf(letter), "application/pdf", f"{group.slug}-letter-{letter.number}.pdf")
    ends = timezone.now() + timedelta(days=LINK_DAYS)
    reply = ""
    if letter.issue.responsible_id == letter.addressee_id:
        data: dict[str, object] = {"organisation": letter.addressee_id}
        token = Pointer.issue(REPLY, group, letter.issue_id, expires_at=ends, data=data)
        reply = f"/reply/{token}/"
    is_english = notice.language == "en" and letter.body_en
    tongue = "en" if is_english else "mn"
    return {
        "parts": [paper],
        "number": letter.code,
        "day": letter.sent_date,
        "title": getattr(letter, f"subject_{tongue}"),
        "body": getattr(letter, f"body_{tongue}"),
        "organisation_name": letter.addressee.name,
        "reply": reply,
        "days": LINK_DAYS,
    }
