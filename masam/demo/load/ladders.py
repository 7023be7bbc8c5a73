"""The ladder of every group: its steps, what it did for late issues, letters and their paper."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from groups.models import Counter, GroupPaper
from issues.actions import seed_ladder
from issues.actions.letter import letter_texts
from issues.lifecycle import LetterState
from issues.models import LadderKind, Letter, Rung, RungOutcome
from issues.permissions import ANSWERABLE
from issues.queries import sheet_of, steps_of
from issues.queries.ladder import fits, higher_than
from masam.demo.load.moments import moment

if TYPE_CHECKING:
    from datetime import date

    from issues.models import Issue, LadderStep
    from masam.demo.load.stage import Stage

WHOLE = 6  # late issues whose whole climb is told; of the others the steps were left out
LETTERS = 2  # the first was sent, the second waits for a person
VERBS = {
    RungOutcome.TOLD: "issue.reminded",
    RungOutcome.NOBODY: "issue.unreminded",
    RungOutcome.TABLED: "issue.tabled",
    RungOutcome.DRAFTED: "issue.letter_drafted",
    RungOutcome.PROPOSED: "issue.level_proposed",
}
OUTCOMES = {
    LadderKind.AGENDA: RungOutcome.TABLED,
    LadderKind.LETTER: RungOutcome.DRAFTED,
    LadderKind.NEXT: RungOutcome.PROPOSED,
}


def load_ladders(stage: Stage) -> None:
    """Let the ladder run, and write what it did: rungs, one letter that was sent, one draft."""
    seed_ladder(stage.group)
    _paper(stage)
    steps, today = steps_of(stage.group), stage.group.today()
    waiting: list[Any] = [row for row in stage.issues if row.state in ANSWERABLE and row.due_date]
    late = [
        row for row in waiting if row.responsible_id and row.due_date < today + timedelta(days=3)
    ]
    late.sort(key=lambda row: (row.due_date, row.number))
    told = {row.pk for row in late[-WHOLE:]}
    rungs = [
        _rung(stage, issue, step, is_told=issue.pk in told)
        for issue in late
        for step in steps
        if fits(step, issue.sector) and issue.due_date + timedelta(days=step.days) <= today
    ]
    for rung in [row for row in rungs if row.outcome == RungOutcome.DRAFTED][LETTERS:]:
        rung.outcome = RungOutcome.SKIPPED
    Rung.objects.bulk_create(rungs)
    for rung in rungs:
        if rung.outcome in VERBS:
            data = {"kind": rung.kind, "due_date": rung.due_date.isoformat()}
            stage.note(VERBS[RungOutcome(rung.outcome)], rung.issue, rung.taken_at, data=data)
    _letters(stage, [rung for rung in rungs if rung.outcome == RungOutcome.DRAFTED])


def _rung(stage: Stage, issue: Issue, step: LadderStep, *, is_told: bool) -> Rung:
    assert issue.due_date is not None  # noqa: S101 - reason: the caller asked
    day = min(_weekday(issue.due_date + timedelta(days=step.days)), stage.group.today())
    at = moment(stage.group, (stage.group.today() - day).days, salt=issue.number)
    outcome = OUTCOMES.get(LadderKind(step.kind)) or _heard(stage, issue)
    rung = Rung(
        group=stage.group, issue=issue, step=step, kind=step.kind, due_date=issue.due_date,
        taken_date=day, taken_at=at, outcome=outcome if is_told else RungOutcome.SKIPPED,
    )  # fmt: skip
    if rung.outcome == RungOutcome.PROPOSED:
        rung.higher_mn, rung.higher_en = higher_than(issue)
    return rung


def _weekday(day: date) -> date:
    """Give the day itself, or the Monday after."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _heard(stage: Stage, issue: Issue) -> str:
    offices = {seat.organisation_id for seat in stage.seats.values() if seat.organisation_id}
    return RungOutcome.TOLD if issue.responsible_id in offices else RungOutcome.NOBODY


def _paper(stage: Stage) -> None:
    seat = stage.seats["facilitator"]
    group = stage.group
    GroupPaper.objects.create(
        group=group,
        head_mn=f"{group.name_mn}: олон талт бүлэг\nЭрүүл мэнд, боловсролын үйлчилгээг хамтдаа сайжруулна",
        head_en=f"{group.name_en}: multi-stakeholder group\nBetter health and education services, together",
        first_post_mn="Бүлгийн чиглүүлэгч", first_post_en="Facilitator of the group",
        first_name=seat.name,
    )  # fmt: skip


def _letters(stage: Stage, rungs: list[Rung]) -> None:
    """Write a letter that a person sent, and one that waits for a person."""
    rows = list[Letter]()
    for rung in rungs:
        office = rung.issue.responsible
        assert office is not None  # noqa: S101 - reason: only such issues climb
        letter = Letter(
            group=stage.group, issue=rung.issue, rung=rung, addressee=office,
            made_at=rung.taken_at,
            **letter_texts(rung.issue, office, today=rung.taken_date),
        )  # fmt: skip
        if not rows and len(rungs) > 1:
            _send(stage, letter)
        rows.append(letter)
    Letter.objects.bulk_create(rows)
    sent = [row for row in rows if row.is_sent]
    Counter.objects.update_or_create(group=stage.group, noun="letter", defaults={"last": len(sent)})
    for row in rows:
        stage.note("letter.drafted", row, row.made_at)
    for row in sent:
        stage.note("letter.sent", row, row.sent_at or row.made_at, seat="facilitator")
        data = {"letter": row.number, "organisation_mn": row.addressee.name_mn,
                "organisation_en": row.addressee.name_en}  # fmt: skip
        at = row.sent_at or row.made_at
        stage.note("issue.letter_sent", row.issue, at, seat="facilitator", data=data)


def _send(stage: Stage, letter: Letter) -> None:
    letter.state, letter.number, letter.version = LetterState.SENT, 1, 2
    letter.sent_at = letter.made_at + timedelta(hours=2)
    letter.sent_date = letter.sent_at.astimezone(stage.group.tz).date()
    letter.sent_by = stage.by("facilitator")
    letter.sheet = sheet_of(letter, number=letter.code, day=letter.sent_date)
