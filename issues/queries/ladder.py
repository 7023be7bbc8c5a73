"""The ladder: its steps, which of them are due for an issue, what happens next and when."""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import JSONObject
from django.http import Http404

from groups.lifecycle import MeetingState
from groups.models import AgendaItem, Role
from groups.queries import current_members
from issues.models import (
    Issue,
    Ladder,
    LadderKind,
    LadderStep,
    Letter,
    Rung,
    RungOutcome,
    Telling,
)
from issues.permissions import ANSWERABLE
from masam.organisations.models import Organisation, OrganisationKind, Sector
from masam.places.queries import ancestor_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from groups.gate import Gate
    from groups.models import Group

# What a group starts with: (kind, days from the due day). Help first, then remind, then escalate.
STARTING: tuple[tuple[str, int], ...] = (
    (LadderKind.BEFORE, -3),
    (LadderKind.AFTER, 1),
    (LadderKind.AFTER, 7),
    (LadderKind.AGENDA, 10),
    (LadderKind.LETTER, 14),
    (LadderKind.NEXT, 30),
)
MINISTRIES = {
    Sector.HEALTH: ("Эрүүл мэндийн яам", "Ministry of Health"),
    Sector.EDUCATION: ("Боловсролын яам", "Ministry of Education"),
}
MOST_TABLED = 5  # on one agenda; the others come to the next meeting
MOST_WAITING = 100  # lines of a page


@dataclass(frozen=True)
class Next:
    """What happens next with an issue if nobody answers, and on which day."""

    kind: str
    day: date
    is_due: bool  # the day has come: it happens on the next working morning

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(LadderKind(self.kind).label)


def starting_steps(group: Group) -> list[LadderStep]:
    """Give the steps every group starts with, not saved."""
    return [
        LadderStep(group=group, position=place, kind=kind, days=days)
        for place, (kind, days) in enumerate(STARTING, start=1)
    ]


def ladder_of(group: Group) -> Ladder | None:
    """Give the group's ladder, None where nobody has set one up."""
    return Ladder.objects.filter(group=group).first()


def steps_of(group: Group) -> list[LadderStep]:
    """Give the steps in use, from the lowest to the highest."""
    rows = LadderStep.objects.filter(group=group, is_active=True)
    return list(rows.order_by("days", "position", "id"))


def swaps(one: LadderStep, other: LadderStep) -> bool:
    """Tell whether two steps may change places: a reminder before the day stays before it."""
    return (one.kind == LadderKind.BEFORE) == (other.kind == LadderKind.BEFORE)


def with_moves(steps: list[LadderStep]) -> list[LadderStep]:
    """Add to each step whether it can go up (`can_rise`) and down (`can_sink`)."""
    for step in steps:
        step.can_rise = step.can_sink = False  # type: ignore[attr-defined]
    for lower, upper in pairwise(steps):
        lower.can_sink = upper.can_rise = swaps(lower, upper)  # type: ignore[attr-defined]
    return steps


def step_or_404(gate: Gate, pk: int) -> LadderStep:
    """Give a step in use of the gate's group."""
    found = LadderStep.objects.filter(group=gate.group, is_active=True, pk=pk).first()
    if found is None:
        raise Http404
    return found


def fits(step: LadderStep, sector: str) -> bool:
    """Tell whether a step is meant for issues of a sector."""
    return step.sector in {"", sector}


def due_steps(
    steps: Iterable[LadderStep], issue: Any, taken: Iterable[int], today: date
) -> list[LadderStep]:
    """Give the steps whose day has come and which were not taken for this due date, in order.

    The last of them is the one to take; the others are left out, so that nothing comes in heaps
    after days without a clock.
    """
    done = set(taken)
    return [
        step
        for step in steps
        if step.pk not in done
        and fits(step, issue.sector)
        and issue.due_date + timedelta(days=step.days) <= today
    ]


def to_climb(group: Group, steps: Sequence[LadderStep], today: date) -> QuerySet[Issue]:
    """Give the issues for which at least one step is due and was not taken yet."""
    wanted = Q(pk__in=[])
    for step in steps:
        taken = Rung.objects.filter(
            issue=OuterRef("pk"), step=step.pk, due_date=OuterRef("due_date")
        )
        due = Q(~Exists(taken), due_date__lte=today - timedelta(days=step.days))
        wanted |= due & Q(sector=step.sector) if step.sector else due
    rows: QuerySet[Issue] = Issue.objects.filter(group=group, state__in=ANSWERABLE).filter(wanted)
    return rows.order_by("due_date", "id")


def with_taken(rows: Any) -> Any:
    """Add the steps already taken for the due date an issue has now."""
    taken = Rung.objects.filter(issue=OuterRef("pk"), due_date=OuterRef("due_date"))
    return rows.annotate(taken=ArraySubquery(taken.values_list("step_id", flat=True)))


@dataclass(frozen=True)
class Preview:
    """What would happen today if the ladder were switched on now: (step, how many issues)."""

    lines: list[tuple[LadderStep, int]]
    issues: int
    left_out: int


def preview_of(group: Group, steps: Sequence[LadderStep]) -> Preview:
    """Compute, without writing anything, what the next climb would do."""
    today = group.today()
    rows = with_taken(to_climb(group, steps, today)).only("pk", "sector", "due_date")
    found: Tally[int] = Tally()
    left_out = issues = 0
    for issue in rows.iterator(chunk_size=2000):
        due = due_steps(steps, issue, issue.taken, today)
        if not due:
            continue
        found[due[-1].pk] += 1
        issues, left_out = issues + 1, left_out + len(due) - 1
    lines = [(step, found[step.pk]) for step in steps if found[step.pk]]
    return Preview(lines, issues, left_out)


# --- the page of one issue -----------------------------------------------------------------------


def with_ladder(rows: Any) -> Any:
    """Add what the ladder did and will do with an issue, and its letters, in the same query.

    `climbed`: dicts with step, kind, day, outcome, due, higher_mn, higher_en. `ladder_steps`: the
    group's steps while its ladder runs. `paper`: its letters (pk, number, state, subject, day).
    """
    rung = JSONObject(
        step=F("step_id"), kind=F("kind"), day=F("taken_date"), outcome=F("outcome"),
        due=F("due_date"), higher_mn=F("higher_mn"), higher_en=F("higher_en"),
    )  # fmt: skip
    rungs = Rung.objects.filter(issue=OuterRef("pk")).order_by("id")
    step = JSONObject(pk=F("pk"), kind=F("kind"), days=F("days"), sector=F("sector"))
    running = Ladder.objects.filter(group=OuterRef("group"), is_on=True)
    steps = LadderStep.objects.filter(group=OuterRef("group"), is_active=True)
    steps = steps.filter(Exists(running)).order_by("days", "position", "id")
    letter = JSONObject(
        pk=F("pk"), number=F("number"), state=F("state"), subject=F("subject_mn"),
        day=F("sent_date"),
    )  # fmt: skip
    letters = Letter.objects.filter(issue=OuterRef("pk")).exclude(state="dropped").order_by("id")
    return rows.annotate(
        climbed=ArraySubquery(rungs.values_list(rung)),
        ladder_steps=ArraySubquery(steps.values_list(step)),
        paper=ArraySubquery(letters.values_list(letter)),
    )


def next_rung(issue: Any) -> Next | None:
    """Give what the ladder does next with an issue read by `with_ladder`; None when nothing.

    Nothing happens while somebody else has to act (a claimed fix is checked by others).
    """
    if issue.due_date is None or issue.state not in ANSWERABLE:
        return None
    due = issue.due_date.isoformat()
    taken = {row["step"] for row in issue.climbed if row["due"] == due}
    today = issue.group.today()
    waiting = [
        (issue.due_date + timedelta(days=row["days"]), row)
        for row in issue.ladder_steps
        if row["pk"] not in taken and row["sector"] in {"", issue.sector}
    ]
    late = [(day, row) for day, row in waiting if day <= today]
    day, row = late[-1] if late else waiting[0] if waiting else (None, None)
    return Next(row["kind"], day, is_due=bool(late)) if row is not None and day else None


# --- what the group has to do --------------------------------------------------------------------


def tabled_issues(group: Group) -> list[Any]:
    """Give the issues the ladder brings to the next meeting, the latest first; five at most.

    Not those that a later meeting has spoken about, nor those that stand on a coming agenda.
    """
    rungs = Rung.objects.filter(
        issue=OuterRef("pk"), kind=LadderKind.AGENDA, outcome=RungOutcome.TABLED,
        due_date=OuterRef("due_date"),
    )  # fmt: skip
    rows = Issue.objects.filter(group=group, state__in=ANSWERABLE).filter(Exists(rungs))
    rows = rows.annotate(tabled=ArraySubquery(rungs.values_list("taken_date", flat=True)))
    rows = rows.select_related("group").order_by("due_date", "id")[: MOST_TABLED * 4]
    found = list(rows)
    spoken = _spoken_of(group, found)
    return [row for row in found if spoken.get(row.pk, date.min) < row.tabled[0]][:MOST_TABLED]


def _spoken_of(group: Group, issues: list[Any]) -> dict[int, date]:
    """Give the day of the last meeting that was held with each issue on its agenda."""
    if not issues:
        return {}
    keys = {f"issue:{row.pk}": row.pk for row in issues}
    items = AgendaItem.objects.filter(
        group=group, source_key__in=keys, meeting__state=MeetingState.HELD
    ).order_by("meeting__held_date")
    pairs = items.values_list("source_key", "meeting__held_date")
    return {keys[key]: day for key, day in pairs}


def levels_to_pass(group: Group) -> QuerySet[Rung]:
    """Give the proposals to pass an issue on that still hold: due date and state unchanged."""
    rows = Rung.objects.filter(
        group=group, kind=LadderKind.NEXT, outcome=RungOutcome.PROPOSED,
        issue__state__in=ANSWERABLE, due_date=F("issue__due_date"),
    )  # fmt: skip
    return rows.select_related("issue__group", "issue__responsible").order_by("due_date", "id")


def higher_than(issue: Issue) -> tuple[str, str]:
    """Give who answers one level up, in Mongolian and English: soum, aimag, then the ministry."""
    asked = issue.responsible or issue.service_point
    found = asked.parent if asked is not None else None
    if found is None and asked is not None and asked.unit is not None:
        above = [code for code in ancestor_codes(asked.unit) if code != asked.unit.code]
        rows = Organisation.objects.active().filter(
            kind=OrganisationKind.AGENCY, sector=issue.sector, unit__code__in=above
        )
        found = rows.order_by("-unit__level", "sort_key", "id").first()
    if found is None:
        return MINISTRIES[Sector(issue.sector)]
    return found.name_mn, found.name_en or found.name_mn


def waiting_on_ladder(group: Group) -> tuple[int, int]:
    """Count the drafts of letters and the proposals to pass on that wait for a person: one query."""
    drafts = Letter.objects.filter(group=group, state="draft").order_by().annotate(part=Value(1))
    levels = levels_to_pass(group).select_related(None).order_by().annotate(part=Value(2))
    pairs = drafts.values_list("part", "pk").union(levels.values_list("part", "pk"), all=True)
    kinds = Tally(kind for kind, _pk in pairs)
    return kinds[1], kinds[2]


def rungs_of_day(group: Group, day: date) -> list[Rung]:
    """Give what the ladder asked the group's leaders to do on a day."""
    rows = Rung.objects.filter(
        group=group, taken_date=day, outcome__in=[RungOutcome.DRAFTED, RungOutcome.PROPOSED,
                                                  RungOutcome.NOBODY],
    )  # fmt: skip
    return list(rows.select_related("issue__group", "issue__responsible").order_by("id"))


# --- officers ------------------------------------------------------------------------------------


def readers_waiting(group: Group) -> set[int]:
    """Give the ids of the people in this group who are to get a reminder not yet told."""
    rows = Telling.objects.filter(group=group, told_at__isnull=True)
    return set(rows.values_list("user_id", flat=True).distinct())


def is_officer_of(group: Group, user_id: int, organisation_id: int | None) -> bool:
    """Tell whether a person still speaks for an organisation in a group today."""
    rows = current_members(group).filter(role=Role.OFFICER, organisation=organisation_id)
    return organisation_id is not None and rows.filter(user=user_id).exists()
