"""Putting notices into the outbox, and delivering them."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from masam.jobs.models import JobState
from masam.notifications.models import DigestWish, Notice, Rhythm, Unsubscribed
from masam.notifications.registry import Part, prepare, preparer, stopper_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

STOP_SALT = "masam.stop"
DIGEST = "digest"  # the kind of notice that stands for several


def queue_notice(
    kind: str,
    *,
    app: str,
    group: Any,
    people: Iterable[Any] = (),
    addresses: Iterable[tuple[str, str]] = (),
    context: dict[str, Any] | None = None,
    key: str,
    gathered: bool = False,
) -> int:
    """Write one notice for each person and for each (address, language), once per `key`.

    Belongs into the transaction of the change. People who left this kind get none. With
    `gathered` the persons hear it in their next digest, unless they want each mail at once. Gives
    the number of rows that are new.
    """
    persons = {person.pk: person for person in people if person.is_active}
    left = _who_left([kind, ""] + [DIGEST] * gathered, persons)
    at_once = _who_hears_at_once(persons) if gathered else set()
    shared = {"group": group, "app": app, "kind": kind, "key": key, "context": context or {}}
    rows = [
        Notice(
            recipient=person,
            language=person.language,
            is_gathered=gathered and pk not in at_once,
            **shared,
        )
        for pk, person in persons.items()
        if pk not in left
    ]
    rows += [
        Notice(address=address, address_key=address_key(address), language=language, **shared)
        for address, language in addresses
    ]
    before = Notice.objects.filter(group=group, kind=kind, key=key).count()
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return Notice.objects.filter(group=group, kind=kind, key=key).count() - before


def withdraw_notices(kind: str, *, group: Any, key: str) -> set[int]:
    """Take back what has not left yet; give the persons who may have had it.

    A row that a worker holds, or that was tried before, counts as had. Belongs into the
    transaction of the change that makes the notice untrue.
    """
    rows = Notice.objects.select_for_update().filter(group=group, kind=kind, key=key)
    had = {
        row.recipient_id
        for row in rows.order_by("id")
        if row.recipient_id is not None and (row.state != JobState.QUEUED or row.attempts)
    }
    Notice.objects.filter(group=group, kind=kind, key=key, state=JobState.QUEUED).delete()
    return had


def _who_left(kinds: Iterable[str], persons: Iterable[int]) -> set[int]:
    rows = Unsubscribed.objects.filter(user__in=persons, kind__in=kinds)
    return set(rows.values_list("user_id", flat=True))


def _who_hears_at_once(persons: Iterable[int]) -> set[int]:
    rows = DigestWish.objects.filter(user__in=persons, rhythm=Rhythm.AT_ONCE)
    return set(rows.values_list("user_id", flat=True))


@transaction.atomic
def wish_digest(user: Any, *, rhythm: str) -> DigestWish:
    """Note how often a person wants to hear what they follow; hearing again ends "never"."""
    wish, _is_new = DigestWish.objects.update_or_create(user=user, defaults={"rhythm": rhythm})
    Unsubscribed.objects.filter(user=user, kind=DIGEST).delete()
    return wish


@transaction.atomic
def gather_digest(group: Any, *, recipient_id: int, day: date) -> Notice | None:
    """Put what waits for a person into one mail; None when nothing waits or today's is made.

    Needs the group's scope. Twice at once, or again: the second finds nothing left to gather.
    """
    waiting = Notice.objects.select_for_update().filter(
        group=group, recipient=recipient_id, is_gathered=True, state=JobState.QUEUED
    )
    keys = [row.pk for row in waiting.order_by("id")]
    key = f"digest:{day:%Y%m%d}"
    known = Notice.objects.filter(group=group, kind=DIGEST, key=key, recipient=recipient_id)
    if not keys or known.exists():
        return None
    reader = waiting.first().recipient  # type: ignore[union-attr]
    digest = Notice.objects.create(
        group=group, app="notifications", kind=DIGEST, key=key, recipient=reader,
        language=reader.language if reader else "mn",
    )  # fmt: skip
    done = {"state": JobState.READY, "progress": 100, "finished_at": timezone.now()}
    Notice.objects.filter(group=group, pk__in=keys).update(digest=digest, **done)
    return digest


@preparer(DIGEST)
def prepare_digest(notice: Notice) -> dict[str, Any]:
    """Give what the digest tells: the subject of each mail it stands for, and where to read on."""
    told = []
    for row in notice.gathered.select_related("group", "recipient").order_by("id"):
        row.language = notice.language
        prepared = prepare(row)
        words = {**row.context, **prepared, "group": row.group, "base_url": base_url()}
        subject = (
            render_to_string(f"mail/{row.app}/{row.kind}.txt", words).strip().partition("\n")[0]
        )
        told.append(
            {
                "subject": subject.strip(),
                "title": row.context.get("title", ""),
                "note": str(row.context.get("note", ""))[:300],
                "path": prepared.get("path", ""),
            }
        )
    return {
        "told": told,
        "count": len(told),
        "wish": f"/{notice.group.slug}/desk/following/" if notice.group else "",
    }


def address_key(address: str) -> str:
    """Give the keyed hash of an address, the same for the same address whatever its case."""
    key = settings.TOKEN_KEY.encode()
    return hmac.new(key, address.strip().lower().encode(), hashlib.sha256).hexdigest()


def deliver_notice(notice: Notice) -> None:
    """Send one leased notice and mark it sent.

    A kill between the two repeats the mail with the same Message-ID; it never loses one.
    """
    message = write_mail(notice)
    message.send()
    with transaction.atomic():
        notice.address = ""  # a citizen's address is not kept longer than needed
        notice.finish()


def write_mail(notice: Notice) -> EmailMultiAlternatives:
    """Render a notice in its reader's language. The first line of the template is the subject."""
    with translation.override(notice.language):
        prepared = prepare(notice)
        parts: list[Part] = prepared.pop("parts", [])
        token, thread = prepared.pop("reply_token", ""), prepared.pop("thread", "")
        context = {
            **notice.context,
            **prepared,
            "group": notice.group,
            "recipient": notice.recipient,
            "base_url": base_url(),
            "stop_url": stop_url(notice),
        }
        text = render_to_string(f"mail/{notice.app}/{notice.kind}.txt", context)
    subject, _sep, body = text.strip().partition("\n")
    to = notice.recipient.email if notice.recipient else notice.address
    # Said by a program (RFC 3834): an absence note must not answer it.
    headers = {"Message-ID": f"<{notice.message_id}@masam>", "Auto-Submitted": "auto-generated"}
    if thread:  # mail programs show all about one thing together
        headers |= {"In-Reply-To": f"<{thread}@masam>", "References": f"<{thread}@masam>"}
    answers = [reply_address(token)] if token else None
    if context["stop_url"]:
        headers["List-Unsubscribe"] = f"<{context['stop_url']}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    plain = body.strip() + "\n"
    message = EmailMultiAlternatives(
        subject.strip(), plain, to=[to], headers=headers, reply_to=answers
    )
    _add_parts(message, parts)
    return message


def can_reply() -> bool:
    """Tell whether mails can be answered by mail: somebody must empty a mailbox for that."""
    return bool(settings.MAILBOX_URL)


def reply_address(token: str) -> str:
    """Give the address that leads an answer back: reply+<token>@domain."""
    name, _at, domain = settings.REPLY_ADDRESS.partition("@")
    return f"{name}+{token}@{domain}"


def _add_parts(message: EmailMultiAlternatives, parts: list[Part]) -> None:
    for part in parts:
        if part.name:
            message.attach(part.name, part.content, part.mimetype)
        else:
            message.attach_alternative(part.content.decode(), part.mimetype)


def base_url() -> str:
    """Give the site's address in the language now active."""
    return settings.BASE_URL + ("/en" if translation.get_language() == "en" else "")


def stop_url(notice: Notice) -> str:
    """Give the one-click address that ends this kind of notice for this reader.

    "" for people without an account, unless the mail belongs to a subscription.
    """
    if notice.recipient_id is None and stopper_of(notice.kind) is None:
        return ""
    token = signing.dumps(
        [notice.recipient_id, notice.kind, notice.address_key]
        if notice.recipient_id is None
        else [notice.recipient_id, notice.kind],
        salt=STOP_SALT,
    )
    return f"{base_url()}/stop/{token}/"


@transaction.atomic
def stop_notices(token: str) -> bool:
    """End a kind of notice for a reader, by the token of a mail; False for a bad token."""
    try:
        user_id, kind, *rest = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature:
        return False
    end = stopper_of(kind)
    if end is not None:
        end(user_id, rest[0] if rest else "")
    elif user_id is not None:
        Unsubscribed.objects.get_or_create(user_id=user_id, kind=kind)
    return True
