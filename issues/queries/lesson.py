"""Lessons: the desk's and everybody's lists, one card, what a digest may tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from issues.lifecycle import IssueState
from issues.models import Issue, Lesson, LessonSubscription
from masam.audit.queries import entries_of
from masam.search.folding import naming
from masam.tenancy import national_read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from groups.gate import Gate
    from groups.models import Group
    from issues.models.lesson import LessonQuerySet

DESK_ORDER = ("-proposed_at", "-id")
PUBLIC_ORDER = ("-published_at", "-id")
MOST_IN_FILE = 5000


def desk_lessons(group: Group, wanted: Mapping[str, Any]) -> LessonQuerySet:
    """Give a group's cards by the filters, to be sorted by `DESK_ORDER`."""
    rows = Lesson.objects.filter(group=group).select_related("group", "unit", "issue")
    if wanted.get("state"):
        rows = rows.filter(state=wanted["state"])
    return _filtered(rows, wanted)


def national_lessons(wanted: Mapping[str, Any]) -> LessonQuerySet:
    """Give the published cards of all groups. Read them in `national_read()`.

    The issues are not joined: the national role sees only those that are public themselves.
    """
    rows = Lesson.objects.published().select_related("group", "unit")
    if wanted.get("group"):
        rows = rows.filter(group__slug=wanted["group"])
    return _filtered(rows, wanted)


def _filtered(rows: LessonQuerySet, wanted: Mapping[str, Any]) -> LessonQuerySet:
    """Narrow by sector, tool, kind of service point and words; each word must be found."""
    for name in ("sector", "tool", "point_type"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    return rows.filter(naming(str(wanted.get("q") or ""), "search_key"))


def lesson_or_404(gate: Gate, number: int) -> Lesson:
    """Give a card of the gate's group; the only door from an address to one."""
    return _found(Lesson.objects.filter(group=gate.group, number=number % 2**31))


def public_lesson_or_404(group: Group, number: int) -> Lesson:
    """Give a card that everybody may read."""
    rows = Lesson.objects.published()
    return _found(rows.filter(group=group, number=number % 2**31))


def _found(rows: LessonQuerySet) -> Lesson:
    found = rows.select_related("group", "unit", "issue__group").first()
    if found is None:
        raise Http404
    return found


def lesson_history(lesson: Lesson) -> list[Any]:
    """Give what happened to a card, oldest first."""
    return list(entries_of(lesson))


def fixes_without_lesson(group: Group) -> int:
    """Count the verified fixes for which no card was proposed."""
    rows = Issue.objects.filter(group=group, state=IssueState.VERIFIED_FIXED, lesson=None)
    return int(rows.count())


def lessons_to_tell(since: datetime) -> list[Lesson]:
    """Give the cards published since then whose fix still holds, the newest first. One query."""
    with national_read():
        rows = Lesson.objects.published().filter(published_at__gt=since, reopened_at=None)
        return list(rows.select_related("group__unit").order_by(*PUBLIC_ORDER))


def living_subscriptions(seen: Mapping[str, str]) -> list[int]:
    """Give who is due: living subscriptions by rhythm that have not seen this period."""
    rows = LessonSubscription.objects.filter(confirmed_at__isnull=False, ended_at=None)
    return [
        pk
        for rhythm, period in seen.items()
        for pk in rows.filter(rhythm=rhythm)
        .exclude(seen_period=period)
        .order_by("id")
        .values_list("pk", flat=True)
    ]


def subscription_of(user: Any) -> LessonSubscription | None:
    """Give a signed-in person's living subscription."""
    rows = LessonSubscription.objects.filter(user=user, confirmed_at__isnull=False, ended_at=None)
    return rows.first()
