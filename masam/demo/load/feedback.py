"""What citizens said. Nobody knows the codes of past cases, so none leads to them.

Two of Khovd keep a code: it is printed, so that whoever tries the demo can look them up.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from feedback.models import Case, Contact, Message, Told, Way
from feedback.models.code import POINTER, code_digest, code_of
from groups.models import Counter, Pointer
from masam.demo.load.moments import day_before, moment

if TYPE_CHECKING:
    from datetime import datetime

    from issues.models import Issue
    from masam.demo.load.stage import Stage
    from masam.demo.plan import Said

DAYS = 30  # for an answer: law on petitions (domain.md 3.1)
CODES = 2  # cases of Khovd with a code that is told
RAISED = "Таны хэлсэн зүйл одоо {code} дугаартай асуудал болсон. Бүлэг үүн дээр ажиллаж байна."
CAME_BACK = "Хариу авсан ч байдал өөрчлөгдөөгүй байна. Дахин анхаарна уу."
FIXED = (
    "{code} шийдвэрлэгдсэн. Байгууллагаас гадуурх хүн {day:%Y.%m.%d}-нд шалгаж баталгаажуулсан. "
    "Бидэнд хэлсэнд баярлалаа. Танд тус болсон уу?"
)


def load_feedback(stage: Stage, said: list[Said]) -> None:
    """Write the cases, what was answered, and when the citizen was told."""
    rows = [_case(stage, each, number) for number, each in enumerate(said, start=1)]
    Case.objects.bulk_create(rows)
    Contact.objects.bulk_create(
        Contact(
            group=stage.group, case=row, way=Way.FACILITATOR, value=f"9900{row.number:04}",
            given_at=row.received_at,
        )
        for row, each in zip(rows, said, strict=True)
        if each.wants_call
    )  # fmt: skip
    Counter.objects.update_or_create(group=stage.group, noun="case", defaults={"last": len(rows)})
    messages, tellings = [], []
    for row, each in zip(rows, said, strict=True):
        _note(stage, row, each)
        for verb, at, text in _told(stage, row, each):
            messages.append(_message(stage, row, at, text, verb))
            tellings.append(_telling(row, each, verb, at))
        if each.state == "reopened":
            messages.append(_came_back(stage, row, each))
    Message.objects.bulk_create(messages)
    Told.objects.bulk_create(tellings)
    if stage.place.slug == "khovd":
        _give_codes(rows)


def demo_codes() -> list[str]:
    """Give the codes by which two cases of Khovd can be looked up."""
    return [code_of(f"demo of khovd {number}") for number in range(CODES)]


def _give_codes(rows: list[Case]) -> None:
    tied = [row for row in rows if row.issue_id] + [row for row in rows if row.answered_at]
    for code, row in zip(demo_codes(), tied[:1] + tied[-1:], strict=False):
        Pointer.objects.create(
            digest=code_digest(code), kind=POINTER, group=row.group, target_id=row.pk
        )


def _case(stage: Stage, each: Said, number: int) -> Case:
    group, point = stage.group, stage.organisations[each.point]
    day = day_before(group, each.days_ago)
    received = moment(group, each.days_ago, 1, number)
    is_entered = each.channel != "web"
    read = None if each.state == "received" else received + timedelta(hours=3)
    return Case(
        group=group, number=number, kind=each.kind, text=each.text, service_point=point,
        unit=point.unit, sector=point.sector, state=each.state, channel=each.channel,
        received_at=received, received_date=day, due_date=day + timedelta(days=DAYS),
        acknowledged_at=received if is_entered else read,
        answered_at=_when(stage, each), closed_at=_closed(stage, each),
        rating=each.rating, did_help=each.did_help,
        published_at=_when(stage, each, 6) if each.is_public else None,
        issue=_issue(stage, each), entered_by=stage.by("secretary") if is_entered else None,
    )  # fmt: skip


def _issue(stage: Stage, each: Said) -> Issue | None:
    return None if each.story is None else stage.issues[each.story]


def _when(stage: Stage, each: Said, step: int = 3) -> datetime | None:
    return None if each.answered is None else moment(stage.group, each.answered, step)


def _closed(stage: Stage, each: Said) -> datetime | None:
    return _when(stage, each, 7) if each.state == "closed" else None


def _told(stage: Stage, row: Case, each: Said) -> list[tuple[str, datetime, str]]:
    """Give (verb, moment, words) of what the citizen was told."""
    told = []
    if row.answered_at:
        told.append(("answer", row.answered_at, each.answer))
    issue = row.issue
    if issue is not None:
        told.append(("raise", issue.logged_at, RAISED.format(code=issue.code)))
        if issue.fixed_at:
            day = issue.fixed_at.astimezone(stage.group.tz)
            told.append(("confirm", issue.fixed_at, FIXED.format(code=issue.code, day=day)))
    return told


def _message(stage: Stage, row: Case, at: datetime, text: str, verb: str) -> Message:
    by = stage.by("secretary") if verb == "answer" else None
    return Message(
        group=stage.group, case=row, from_citizen=False, text=text, written_at=at, written_by=by
    )


def _telling(row: Case, each: Said, verb: str, at: datetime) -> Told:
    """Who wanted a call is on the facilitator's list; the others read it by their code."""
    channel, told = ("facilitator", None) if each.wants_call else ("code", at)
    return Told(group=row.group, case=row, verb=verb, channel=channel, told_at=told)


def _came_back(stage: Stage, row: Case, each: Said) -> Message:
    """The citizen says that it did not help; the clock starts anew."""
    days_ago = max(1, (each.answered or 2) - 2)
    at = moment(stage.group, days_ago, 8)
    stage.note("feedback.replied", row, at)
    Case.objects.filter(pk=row.pk).update(
        due_date=day_before(stage.group, days_ago) + timedelta(days=DAYS)
    )
    return Message(group=stage.group, case=row, from_citizen=True, text=CAME_BACK, written_at=at)


def _note(stage: Stage, row: Case, each: Said) -> None:
    is_entered = each.channel != "web"
    verb = "feedback.entered" if is_entered else "feedback.received"
    data = {"kind": each.kind, "channel": each.channel}
    stage.note(verb, row, row.received_at, seat="secretary" if is_entered else "", data=data)
    if row.issue is not None:
        at = row.issue.logged_at
        stage.note("feedback.raised", row, at, seat="secretary", data={"issue": row.issue.code})
        stage.note("issue.fed", row.issue, at, seat="secretary", data={"case": row.number})
    if row.answered_at:
        stage.note("feedback.answered", row, row.answered_at, seat="secretary")
    if row.closed_at:
        stage.note("feedback.closed", row, row.closed_at, seat="facilitator", note="Хариу өгсөн.")
