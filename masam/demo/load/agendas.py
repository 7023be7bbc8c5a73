"""Agendas with their outcomes, the next meeting with its own, and decisions that need no action."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from groups.models import AgendaItem, Counter, Decision, Meeting
from issues.models import JointAction
from masam.demo.load.moments import moment
from masam.demo.tables import agendas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from issues.models import Issue
    from masam.demo.load.stage import Stage

WITH_AGENDA = 4  # the last so many meetings that were held
OLD = timedelta(days=120)  # decisions older than this and without an action need none
AHEAD = 12  # days until the next meeting
SETTLED = "Хурлаар танилцуулж, бүх талд мэдэгдсэн тул өөр арга хэмжээ шаардлагагүй."
FIRST = ("Өмнөх шийдвэрийн биелэлт", 15, "noted", "Биелэлттэй танилцаж, хоцорсныг тэмдэглэв.")
LATER = ("Ирэх оны төсөвт тусгуулах санал", 20, "postponed", "Төсвийн мэдээлэл бүрэн бус байна.")
REST = ("Бусад асуудал", 10, "dropped", "Нэмэлт асуудал гараагүй.")
NEW = ("Дараагийн улирлын зорилтоо тогтоох", 20)
REASON = "хугацаа хэтэрсэн, шийдэгдээгүй"


def load_agendas(stage: Stage) -> None:
    """Write the agendas of the last meetings and of the next one; settle the old decisions."""
    items = [item for back in range(WITH_AGENDA) for item in _held(stage, back)]
    items += _coming(stage)
    AgendaItem.objects.bulk_create(items)
    _tie(stage, items)


def _held(stage: Stage, back: int) -> Iterator[AgendaItem]:
    """Give the items of a meeting that was held: what it was about was decided."""
    meeting = stage.meetings[-1 - back]
    lines = [FIRST, (meeting.topic, 45, "decided", ""), REST if back else LATER]
    for position, (title, minutes, kind, outcome) in enumerate(lines, start=1):
        yield AgendaItem(
            group=stage.group, meeting=meeting, position=position, title=title, minutes=minutes,
            outcome_kind=kind, outcome=outcome,
            speaker=stage.seats["secretary" if position == 1 else "facilitator"],
        )  # fmt: skip


def _coming(stage: Stage) -> Iterator[AgendaItem]:
    """Plan and announce the next meeting; give its items, two of them late issues."""
    meeting = _plan(stage)
    yield _item(stage, meeting, 1, FIRST[0], FIRST[1])
    late = [row for row in stage.issues if row.is_overdue and not row.answered_at][:2]
    for position, issue in enumerate(late, start=2):
        yield _late(stage, meeting, position, issue)
    yield _item(stage, meeting, len(late) + 2, meeting.topic, 40)
    yield _item(stage, meeting, len(late) + 3, *NEW)
    yield _item(stage, meeting, len(late) + 4, REST[0], REST[1])


def _plan(stage: Stage) -> Meeting:
    day = stage.group.today() + timedelta(days=AHEAD)
    day -= timedelta(days=max(0, day.weekday() - 4))
    planned = moment(stage.group, 2, 3)
    meeting = Meeting.objects.create(
        group=stage.group, number=Counter.next_number(stage.group.pk, "meeting"), state="planned",
        held_date=day, starts_at=time(14, 0), lasts_minutes=120, topic=agendas()[day.month].topic_mn,
        place=stage.meetings[-1].place, logged_at=planned, logged_by=stage.by("secretary"),
        published_at=planned + timedelta(hours=1),
    )  # fmt: skip
    stage.note("meeting.planned", meeting, planned, seat="secretary")
    stage.note("meeting.published", meeting, planned + timedelta(hours=1), seat="secretary")
    return meeting


def _item(stage: Stage, meeting: Meeting, position: int, title: str, minutes: int) -> AgendaItem:
    return AgendaItem(
        group=stage.group, meeting=meeting, position=position, title=title, minutes=minutes,
        speaker=stage.seats["secretary"] if position == 1 else None,
    )  # fmt: skip


def _late(stage: Stage, meeting: Meeting, position: int, issue: Issue) -> AgendaItem:
    item = _item(stage, meeting, position, f"{issue.code} {issue.title}", 15)
    item.source_key, item.source_label = f"issue:{issue.pk}", REASON
    item.source_url = f"/{stage.group.slug}/desk/issues/{issue.code}/"
    return item


def _tie(stage: Stage, items: list[AgendaItem]) -> None:
    """Tie the decisions to the items they were made on; say of the old ones that they need none."""
    topics = {item.meeting_id: item for item in items if item.outcome_kind == "decided"}
    rows = JointAction.objects.filter(group=stage.group).exclude(decision=None)
    acted = set(rows.values_list("decision_id", flat=True))
    since = stage.group.today() - OLD
    for row in stage.decisions:
        row.item = topics.get(row.meeting_id)
        if row.pk not in acted and row.meeting.held_date < since:
            _settle(stage, row)
    Decision.objects.bulk_update(stage.decisions, ["item", "settled_at", "settled_note"])
    Meeting.objects.filter(pk__in=topics).update(lasts_minutes=90)


def _settle(stage: Stage, decision: Decision) -> None:
    day = decision.meeting.held_date + timedelta(days=30)
    decision.settled_at = datetime.combine(day, time(10, 0), tzinfo=stage.group.tz)
    decision.settled_note = SETTLED
    stage.note("decision.settled", decision, decision.settled_at, seat="facilitator", note=SETTLED)
