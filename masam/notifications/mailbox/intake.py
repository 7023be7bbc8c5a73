"""What becomes of a letter: taken by an app, held for a person, noted as a bounce, or ignored."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from masam.notifications.mailbox.letters import Letter, read_letter
from masam.notifications.models import InboundMail, MailState, Notice
from masam.notifications.registry import Outcome, taker_of
from masam.tenancy import in_group

if TYPE_CHECKING:
    from masam.notifications.mailbox.letters import Bounce

HELD_DAYS = 60
TOKEN = "[0-9a-z]{20,64}"  # noqa: S105 - reason: the form of tokens, not one


@transaction.atomic
def take_letter(source: bytes) -> InboundMail | None:
    """Take one raw mail, in one transaction; None when it was taken before.

    The row with its Message-ID comes first, so two workers at once take it once. What a person
    has to look at keeps its bytes until then; of everything else none are kept.
    """
    letter = read_letter(source)
    row = InboundMail(message_id=letter.message_id, size=letter.size)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return None
    outcome = _judge(letter)
    row.state, row.reason = outcome.state, outcome.reason[:300]
    row.about, row.target_id = outcome.about[:40], outcome.target_id
    row.group, row.notice_id = outcome.group, outcome.notice_id
    row.content = source if outcome.state == MailState.HELD else b""
    with in_group(*([outcome.group] if outcome.group else [])):
        row.save()
    return row


def _judge(letter: Letter) -> Outcome:
    if letter.bounce is not None:
        return _note_bounce(letter.bounce)
    if letter.calendar:
        return _given("calendar", letter, "")
    if letter.automatic:
        return Outcome(MailState.IGNORED, _("an automatic reply (%s)") % letter.automatic)
    token = token_of(letter)
    if not token:
        return Outcome(MailState.IGNORED, _("to none of our reply addresses"))
    return _given("reply", letter, token)


def _given(kind: str, letter: Letter, token: str) -> Outcome:
    take = taker_of(kind)
    return take(letter, token) if take else Outcome(MailState.IGNORED, f"nobody takes {kind}")


def token_of(letter: Letter) -> str:
    """Give the token in the address a letter was sent to: reply+<token>@domain; "" for none."""
    name, _at, domain = settings.REPLY_ADDRESS.partition("@")
    ours = re.compile(rf"^{re.escape(name)}\+({TOKEN})@{re.escape(domain)}$", re.IGNORECASE)
    found = (ours.match(address) for address in letter.receivers)
    return next((match[1].lower() for match in found if match), "")


def _note_bounce(bounce: Bounce) -> Outcome:
    """Note on the row of the outbox that its mail came back."""
    groups = apps.get_model("groups", "Group").objects.values_list("pk", flat=True)
    with in_group(*groups):
        notice = Notice.objects.filter(message_id=bounce.notice).select_related("group").first()
        if notice is None:
            return Outcome(MailState.IGNORED, _("a mail came back that is none of ours"))
        if bounce.is_final:
            Notice.objects.filter(pk=notice.pk).update(bounced_at=timezone.now())
    said = _("did not arrive") if bounce.is_final else _("is delayed")
    whom = str(notice.recipient) if notice.recipient_id else _("a citizen")
    reason = _("The mail to %(whom)s %(said)s (%(status)s).") % {
        "whom": whom, "said": said, "status": bounce.status or "?",
    }  # fmt: skip
    about = str(notice.context.get("code", "")) or notice.kind
    return Outcome(MailState.BOUNCED, reason, group=notice.group, about=about, notice_id=notice.pk)


def forget_held() -> int:
    """Empty what was held too long and nobody looked at; give how many."""
    before = timezone.now() - timedelta(days=HELD_DAYS)
    count = 0
    for pk in apps.get_model("groups", "Group").objects.values_list("pk", flat=True):
        with in_group(pk):
            rows = InboundMail.objects.filter(group=pk, state=MailState.HELD, came_at__lt=before)
            count += rows.update(state=MailState.DISCARDED, content=b"", decided_at=timezone.now())
    return count
