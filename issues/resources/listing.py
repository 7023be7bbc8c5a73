"""Files that go out: public issues and lessons as Atom, lessons as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from masam.ui.addresses import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from issues.models import Issue, Lesson


def atom(issues: Iterable[Issue], *, title: str, root: str, path: str) -> bytes:
    """Give public issues as an Atom feed; `root` is the site's address, `path` the list's."""
    feed = Atom1Feed(
        title=title,
        link=root + path,
        description=None,
        language=get_language(),
        feed_url=root + path.rstrip("/") + ".atom",
    )
    for issue in issues:
        place = issue.service_point.name if issue.service_point else ""
        words = [str(issue.get_state_display()), place, str(issue.responsible or "")]
        feed.add_item(
            title=f"{issue.code} {issue.title}",
            link=root + address(issue.group.slug, "issues", issue.code),
            description=" · ".join(word for word in words if word),
            pubdate=issue.published_at,
            updateddate=max(issue.state_at, issue.published_at or issue.state_at),
        )
    return feed.writeString("utf-8").encode()


# --- lessons -------------------------------------------------------------------------------------


def lesson_headings() -> list[str]:
    """Give the first line of the lessons' file, in the reader's language."""
    return [
        _("number"), _("group"), _("state"), _("published"), _("sector"), _("place"),
        _("type of service point"), _("tool used"), _("title"), _("what the problem was"),
        _("what worked"), _("what to watch out for"), _("reopened"), _("address"),
    ]  # fmt: skip


def lesson_cells(lesson: Lesson) -> list[object]:
    """Give the line of one lesson; days are in the group's zone."""
    zone = lesson.group.tz
    days = [
        timezone.localtime(moment, zone).date() if moment else None
        for moment in (lesson.published_at, lesson.reopened_at)
    ]
    link = settings.BASE_URL + lesson_path(lesson) if lesson.is_public else ""
    return [
        lesson.number, lesson.group.name, lesson.get_state_display(), days[0],
        lesson.get_sector_display(), lesson.unit.name if lesson.unit else "",
        lesson.get_point_type_display(), lesson.get_tool_display(), lesson.title, lesson.problem,
        lesson.worked, lesson.watch, days[1], link,
    ]  # fmt: skip


def lesson_path(lesson: Lesson) -> str:
    """Give the address of a published lesson."""
    return address(lesson.group.slug, "lessons", lesson.number)


def lesson_atom(lessons: Iterable[Lesson], *, title: str) -> bytes:
    """Give published lessons as an Atom feed."""
    root = settings.BASE_URL
    feed = Atom1Feed(
        title=title,
        link=root + address("lessons"),
        description=None,
        language=get_language(),
        feed_url=root + address("lessons").rstrip("/") + ".atom",
    )
    for lesson in lessons:
        feed.add_item(
            title=lesson.title,
            link=root + lesson_path(lesson),
            description=lesson.worked,
            author_name=lesson.group.name,
            pubdate=lesson.published_at,
            updateddate=lesson.reopened_at or lesson.published_at,
        )
    return feed.writeString("utf-8").encode()
