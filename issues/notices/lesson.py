"""Lessons by mail: the link that confirms a wish, and the digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core import signing

from masam.notifications.actions import queue_notice
from masam.notifications.registry import preparer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from issues.models import Lesson, LessonSubscription
    from masam.notifications.models import Notice

DIGEST = "lesson_digest"
CONFIRM_SALT = "issues.lessons"


def lesson_confirm(row: LessonSubscription) -> int:
    """Mail the link that confirms a wish; the token is made at delivery and stored nowhere."""
    return queue_notice(
        "lesson_confirm",
        app="issues",
        group=None,
        addresses=[(row.address, row.language)],
        context={"subscription": row.pk},
        key=f"lessons:{row.pk}",
    )


def lesson_digest(row: LessonSubscription, lessons: Iterable[Lesson], period: str) -> int:
    """Put the digest of a week or month into the outbox; once, whatever runs twice."""
    told = [
        {
            "title_mn": lesson.title_mn,
            "title_en": lesson.title_en or lesson.title_mn,
            "group_mn": lesson.group.name_mn,
            "group_en": lesson.group.name_en,
            "worked_mn": lesson.worked_mn[:300],
            "worked_en": (lesson.worked_en or lesson.worked_mn)[:300],
            "path": f"/{lesson.group.slug}/lessons/{lesson.number}/",
        }
        for lesson in lessons
    ]
    return queue_notice(
        DIGEST,
        app="issues",
        group=None,
        people=[row.user] if row.user else (),
        addresses=() if row.user else [(row.address, row.language)],
        context={"lessons": told},
        key=f"lessons:{row.pk}:{period}",
    )


@preparer("lesson_confirm")
def prepare_confirm(notice: Notice) -> dict[str, Any]:
    """Make the token of the link."""
    token = signing.dumps(notice.context["subscription"], salt=CONFIRM_SALT)
    return {"path": f"/lessons/confirm/{token}/"}


@preparer(DIGEST)
def prepare_digest(notice: Notice) -> dict[str, Any]:
    """Give titles and names in the reader's language."""
    tongue = "en" if notice.language == "en" else "mn"
    rows = notice.context["lessons"]
    words = ("title", "group", "worked")
    said = [
        {word: row[f"{word}_{tongue}"] for word in words} | {"path": row["path"]} for row in rows
    ]
    return {"told": said, "count": len(said)}
