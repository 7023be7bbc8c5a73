"""Lessons by mail: asked for, confirmed, ended; and the digest itself.

A visitor's wish is confirmed by a link first, so nobody can be subscribed by others. The digest
of a person is one transaction: what was sent, the outbox row and the period dealt with stand
together or not at all, so a killed worker loses nothing and repeats nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions.refusals import CannotSubscribe
from issues.models import Audience, LessonSent, LessonSubscription
from issues.models import Rhythm as LessonRhythm
from issues.notices import lesson_confirm, lesson_digest
from masam.audit.actions import record
from masam.notifications.actions import address_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from issues.models import Lesson
    from masam.accounts.models import User

CONFIRM_DAYS = 7
MOST_LESSONS = 12  # in one digest; the rest comes with the next
FIRST_DAYS = 31  # the first digest looks back so far


@transaction.atomic
def ask_lessons(
    *,
    actor: Any = None,
    address: str,
    language: str,
    rhythm: str = LessonRhythm.MONTHLY,
    audience: str = Audience.OTHER,
    sectors: Iterable[str] = (),
    units: Iterable[str] = (),
) -> LessonSubscription:
    """Note a visitor's wish and mail the link that confirms it. Until then nothing else is sent.

    The answer is alike whether the address is known already; a living subscription changes only
    when the new wish is confirmed.
    """
    row = LessonSubscription.objects.create(
        address=address.strip(),
        address_key=address_key(address),
        language=language,
        rhythm=rhythm,
        audience=audience,
        sectors=sorted(sectors),
        units=sorted(units),
    )
    record("lessons.asked", actor=actor, target=row)
    lesson_confirm(row)
    return row


@transaction.atomic
def confirm_lessons(pk: int, *, actor: Any = None) -> LessonSubscription:
    """Begin to send: the link in the mail was followed. Twice is once.

    An older subscription of the same address ends. Raises `CannotSubscribe` for a wish that is
    over: a week old, or ended since.
    """
    row = LessonSubscription.objects.select_for_update().filter(pk=pk).first()
    if row is None or row.ended_at is not None or not (row.confirmed_at or _is_fresh(row)):
        raise CannotSubscribe(_("This link is no longer valid. Please fill in the form again."))
    if row.confirmed_at is None:
        _end(LessonSubscription.objects.filter(address_key=row.address_key).exclude(pk=row.pk))
        row.confirmed_at = timezone.now()
        row.save(update_fields=["confirmed_at"])
        record("lessons.confirmed", actor=actor, target=row)
    return row


def _is_fresh(row: LessonSubscription) -> bool:
    return row.asked_at > timezone.now() - timedelta(days=CONFIRM_DAYS)


@transaction.atomic
def subscribe_lessons(
    user: User, *, actor: Any, rhythm: str, sectors: Iterable[str] = (), units: Iterable[str] = ()
) -> LessonSubscription:
    """Send a signed-in person the lessons, or change what they get. No link: they are known."""
    key = address_key(user.email)
    rows = LessonSubscription.objects.select_for_update().filter(_living(key, user.pk))
    row = rows.order_by("id").last() or LessonSubscription(confirmed_at=timezone.now())
    _end(LessonSubscription.objects.filter(_living(key, user.pk)).exclude(pk=row.pk))
    row.user, row.address, row.address_key, row.language = user, "", key, user.language
    row.rhythm, row.sectors, row.units = rhythm, sorted(sectors), sorted(units)
    row.save()
    record("lessons.subscribed", actor=actor, target=row)
    return row


@transaction.atomic
def leave_lessons(*, actor: Any = None, key: str = "", user_id: int | None = None) -> int:
    """End what goes to a person, or to the address with this keyed hash; give how many.

    The address is forgotten at once; the hash stays, so that nothing is told twice later.
    """
    rows = list(LessonSubscription.objects.filter(_living(key, user_id)))
    for row in rows:
        record("lessons.left", actor=actor, target=row)
    return _end(LessonSubscription.objects.filter(pk__in=[row.pk for row in rows]))


def _living(key: str, user_id: int | None) -> Q:
    whose = Q(user=user_id) | Q(address_key=key) if user_id else Q(address_key=key)
    return whose & Q(confirmed_at__isnull=False, ended_at__isnull=True)


def _end(rows: Any) -> int:
    return int(rows.filter(ended_at=None).update(ended_at=timezone.now(), address=""))


@transaction.atomic
def forget_wishes() -> int:
    """Drop what nobody confirmed within a week, addresses and all; give how many."""
    old = timezone.now() - timedelta(days=CONFIRM_DAYS)
    rows = LessonSubscription.objects.filter(confirmed_at=None, asked_at__lte=old)
    return rows.delete()[0]


@transaction.atomic
def send_digest(pk: int, lessons: Sequence[Lesson], today: date) -> int:
    """Put one person's digest into the outbox; give how many lessons it holds, 0 for no mail.

    Once in a week or month, never empty, and never a lesson this person had before. `lessons`
    are the published ones that may be told of, the newest first.
    """
    rows: Any = LessonSubscription.objects.select_for_update(skip_locked=True, of=("self",))
    row = rows.select_related("user").filter(pk=pk).first()
    period = period_of(row.rhythm, today) if row else ""
    if row is None or not row.is_living or row.seen_period == period:
        return 0
    news = _news(row, lessons)
    if news:
        LessonSent.objects.bulk_create(
            LessonSent(address_key=row.address_key, lesson=lesson, period=period) for lesson in news
        )
        lesson_digest(row, news, period)
    row.seen_period = period
    row.save(update_fields=["seen_period"])
    return len(news)


def period_of(rhythm: str, today: date) -> str:
    """Give the week (2026-W48) or the month (2026-11) that a digest belongs to."""
    if rhythm == LessonRhythm.WEEKLY:
        year, week, _day = today.isocalendar()
        return f"{year}-W{week:02}"
    return f"{today:%Y-%m}"


def _news(row: LessonSubscription, lessons: Sequence[Lesson]) -> list[Lesson]:
    assert row.confirmed_at is not None  # noqa: S101 - reason: only living ones come here
    since = row.confirmed_at - timedelta(days=FIRST_DAYS)
    keys = [lesson.pk for lesson in lessons]
    had = LessonSent.objects.filter(address_key=row.address_key, lesson__in=keys)
    known = set(had.values_list("lesson_id", flat=True))
    fits = (
        lesson
        for lesson in lessons
        if lesson.pk not in known
        and lesson.published_at is not None
        and lesson.published_at > since
        and (not row.sectors or lesson.sector in row.sectors)
        and (not row.units or lesson.group.unit.code in row.units)
    )
    return list(fits)[:MOST_LESSONS]
