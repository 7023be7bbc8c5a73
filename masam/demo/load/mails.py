"""Mails that came for a group: two replies that wait for a person, and one that came back (I10)."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from issues.lifecycle import IssueState
from masam.demo.load.moments import moment
from masam.notifications.models import InboundMail, MailState

if TYPE_CHECKING:
    from issues.models import Issue
    from masam.demo.load.stage import Stage

OWN_ADDRESS = (
    "Сайн байна уу. Би албан шуудангаа нээж чадахгүй байгаа тул хувийн хаягаасаа бичлээ. "
    "Захиалга өгсөн, ирэх долоо хоногт ирнэ."
)
LATE = "Өмнөх захидлыг чинь одоо л уншлаа. Асуудлыг хариуцсан мэргэжилтэнд шилжүүлсэн."
# who writes, how many days ago, what; the reason why it is held stands in `_reasons`
REPLIES = (
    ("Г.Сувд <suvd.g@mail.example>", 1, OWN_ADDRESS),
    ("Д.Ганбаатар <ganbaatar@office.example>", 4, LATE),
)


def load_mails(stage: Stage) -> None:
    """Let replies about issues that wait for their office be held, and a mail have come back."""
    waiting = [row for row in stage.issues if row.state == IssueState.VERIFIED and row.responsible]
    with translation.override(stage.group.language):
        rows = [_held(stage, issue, place) for place, issue in enumerate(waiting[-len(REPLIES) :])]
        if waiting:
            rows.append(_back(stage, waiting[0]))
    InboundMail.objects.bulk_create(rows)


def _held(stage: Stage, issue: Issue, place: int) -> InboundMail:
    sender, days, text = REPLIES[place]
    at = moment(stage.group, days, 4, issue.number)
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, "reply@masam.example"
    mail["Subject"], mail["Date"] = f"Re: {issue.code}", format_datetime(at)
    mail["Message-ID"] = f"<{stage.group.slug}-{place + 1}@mail.example>"
    mail.set_content(f"{text}\n\n> {issue.code}: {issue.title}\n")
    return InboundMail(
        message_id=mail["Message-ID"], group=stage.group, state=MailState.HELD, about=issue.code,
        reason=_reasons()[place], target_id=issue.pk, content=mail.as_bytes(),
        size=len(mail.as_bytes()), came_at=at,
    )  # fmt: skip


def _reasons() -> tuple[str, str]:
    return (
        _("The address it came from is none of the office's officers."),
        _("The mail it answers is older than 30 days."),
    )


def _back(stage: Stage, issue: Issue) -> InboundMail:
    words = {"whom": issue.responsible, "said": _("did not arrive"), "status": "5.1.1"}
    return InboundMail(
        message_id=f"<{stage.group.slug}-back@mail.example>", group=stage.group,
        state=MailState.BOUNCED, about=issue.code,
        reason=_("The mail to %(whom)s %(said)s (%(status)s).") % words,
        came_at=moment(stage.group, 6, 2, issue.number),
    )  # fmt: skip
