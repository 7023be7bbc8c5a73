"""Threads for ministries: who is asked, and who hears what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groups.models import Role
from groups.queries import current_members
from issues.notices.facts import day_of, register
from issues.notices.people import followers, leaders, users_of
from issues.queries.systemic import officers_of
from masam.notifications.actions import queue_notice

if TYPE_CHECKING:
    from datetime import date

    from issues.models import SystemicIssue, SystemicLink
    from masam.notifications.models import Notice


def systemic_asked(link: SystemicLink, thread: SystemicIssue) -> int:
    """Ask the facilitators whether an issue of theirs may become part of a thread."""
    rows = current_members(link.group).filter(role=Role.FACILITATOR)
    return queue_notice(
        "systemic_asked",
        app="issues",
        group=link.group,
        people=users_of(rows),
        context=_of_thread(thread) | {"code": link.issue.code, "problem": link.title},
        key=f"systemic:{thread.number}:{link.pk}",
    )


def systemic_told(link: SystemicLink, thread: SystemicIssue, kind: str, *, actor: Any) -> int:
    """Tell the leaders and followers of a tied issue what became of the thread."""
    people = {user.pk: user for user in (*leaders(link.issue), *followers(link.issue))}
    if actor is not None:
        people.pop(actor.pk, None)
    words = thread.answer if kind == "systemic_answered" else thread.closing
    return queue_notice(
        kind,
        app="issues",
        group=link.group,
        people=people.values(),
        context=_of_thread(thread)
        | {"code": link.issue.code, "problem": link.issue.title, "words": words},
        key=f"systemic:{thread.number}:{link.issue.code}",
    )


def systemic_opened(thread: SystemicIssue) -> int:
    """Tell the ministry's officers that a thread waits for them."""
    return _tell_ministry(thread, "systemic_opened", "opened")


def systemic_due(thread: SystemicIssue, today: date) -> int:
    """Remind a ministry: once before its day, and once each fortnight after it."""
    late = (today - thread.due_date).days
    when = f"late:{late // 14}" if late > 0 else "before"
    return _tell_ministry(thread, "systemic_due", when)


def _tell_ministry(thread: SystemicIssue, kind: str, when: str) -> int:
    return queue_notice(
        kind,
        app="issues",
        group=None,
        people=officers_of(thread),
        context=_of_thread(thread) | {"text": thread.text_mn[:600]},
        key=f"systemic:{thread.number}:{when}",
    )


def _of_thread(thread: SystemicIssue) -> dict[str, Any]:
    return {
        "number": thread.number,
        "title_mn": thread.title_mn,
        "title_en": thread.title_en or thread.title_mn,
        "ministry": thread.ministry.name_mn,
        "due": thread.due_date.isoformat(),
    }


def prepare_thread(notice: Notice) -> dict[str, Any]:
    """Give the title in the reader's language, and where to look: the group's page or the nation's."""
    facts = notice.context
    path = f"/national/systemic/{facts['number']}/"
    if notice.group is not None:
        path = f"/{notice.group.slug}/desk/issues/{facts['code']}/"
    title = facts["title_en" if notice.language == "en" else "title_mn"]
    return {"thread": title, "due_date": day_of(facts["due"]), "path": path}


register(
    ("systemic_asked", "systemic_answered", "systemic_closed", "systemic_opened", "systemic_due"),
    prepare_thread,
)
