"""What organisations must publish: two years of it, and what citizens found."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Subquery

from disclosure.actions import generate_owed
from disclosure.models import Check, GapIssue, OfficeWord, Owed, Watched
from masam.demo.load.moments import moment
from masam.demo.people import seated_in

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage

WATCHED = ("governor", "health", "education", "khural", "hospital", "clinic", "school1", "school2")
CHECKED, RECENTLY_CHECKED = 0.85, 0.55  # shares of what is due that somebody looked for
RECENT, NEWEST = 80, 14  # days; what fell due in the newest ones nobody has checked
RESULTS, RESULT_WEIGHTS = ("found", "partly", "missing", "unreadable"), (64, 16, 15, 5)
NOTES = {
    "found": "",
    "partly": "Зарим сарын мэдээлэл дутуу байна.",
    "missing": "Хайгаад олсонгүй.",
    "unreadable": "Сканнердсан зураг тул үсэг нь уншигдахгүй байна.",
}
WORD = "Мэдээллийг нөхөж оруулна. Анхааруулсанд баярлалаа."
PAGE = "https://shilendans.gov.mn/"


def load_duties(stage: Stage) -> None:
    """Watch eight organisations, write down what they owe, check most of what is due."""
    group = stage.group
    Watched.objects.bulk_create(
        Watched(group=group, organisation=stage.organisations[key], since=moment(group, 700))
        for key in WATCHED
    )
    year = group.today().year
    for each in (year - 1, year):
        generate_owed(group, each)
    _check(stage)


def _check(stage: Stage) -> None:
    rng = Random(f"checks of {stage.place.slug}")  # noqa: S311 - reason: the same every time
    newest = stage.group.today() - timedelta(days=NEWEST)
    due = Owed.objects.filter(group=stage.group).past(newest)
    rows = due.with_names().order_by("due_date", "organisation__name_mn", "duty__position")
    checks = [_checked(stage, row, rng) for row in rows if _is_seen(stage, row, rng)]
    Check.objects.bulk_create(checks, batch_size=500)
    for check in checks:
        data = {"check": check.pk, "result": check.result}
        stage.note("duty.checked", check.owed, check.checked_at, seat="monitor", data=data)
    _copy(stage)
    _answer(stage, [check for check in checks if check.result == "partly"][-3:])
    _raise(stage)


def _copy(stage: Stage) -> None:
    """Copy each check to what it is about, as `check_duty` does, in one statement."""
    names = ("result", "is_complete", "is_on_time", "is_right_place", "url", "checked_at")
    checks = Check.objects.filter(group=stage.group, owed=OuterRef("pk"))
    Owed.objects.filter(Exists(checks), group=stage.group).update(
        **{name: Subquery(checks.values(name)[:1]) for name in names}
    )


def _is_seen(stage: Stage, owed: Owed, rng: Random) -> bool:
    """Groups with a sign-in have looked for all that is old: their desks begin with the new."""
    is_old = owed.due_date < stage.group.today() - timedelta(days=RECENT)
    if is_old and seated_in(stage.place.slug):
        return True
    return rng.random() < (CHECKED if is_old else RECENTLY_CHECKED)


def _checked(stage: Stage, owed: Owed, rng: Random) -> Check:
    result = rng.choices(RESULTS, RESULT_WEIGHTS)[0]
    is_there = result != "missing"
    day = owed.due_date + timedelta(days=rng.randint(2, 12))
    return Check(
        group=stage.group, owed=owed, result=result,
        is_complete=result == "found" if is_there else None,
        is_on_time=rng.random() < 0.8 if is_there else None,
        is_right_place=rng.random() < 0.92 if is_there else None,
        url=PAGE if is_there else "", note=NOTES[result],
        checked_at=datetime.combine(day, time(11, rng.randint(0, 59)), tzinfo=stage.group.tz),
    )  # fmt: skip


def _answer(stage: Stage, checks: list[Check]) -> None:
    OfficeWord.objects.bulk_create(
        OfficeWord(
            group=stage.group, check_row=check, organisation=check.owed.organisation, text=WORD,
            said_at=min(check.checked_at + timedelta(days=1), moment(stage.group, 1)),
        )
        for check in checks
    )  # fmt: skip


def _raise(stage: Stage) -> None:
    """Tie issues about what is not disclosed to a gap of the same organisation."""
    for issue in stage.issues:
        if issue.category is None or issue.category.key != "disclosure":
            continue
        gaps = Owed.objects.filter(group=stage.group, organisation=issue.service_point)
        before = gaps.gaps().filter(due_date__lt=issue.logged_at)
        owed = before.order_by("-due_date", "id").first()
        if owed is not None:
            GapIssue.objects.create(group=stage.group, owed=owed, issue=issue)
