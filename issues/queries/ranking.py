"""What is true of a ranking round: who may see which sums, and what a member gave (I6)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.http import Http404

from groups.models import Stakeholder
from groups.queries import current_members
from issues.lifecycle import UNFINISHED
from issues.models import Ballot, Candidate, Dots, Issue, RankingRound

if TYPE_CHECKING:
    from groups.gate import Gate
    from groups.models import Group, Membership

MIN_COUNT = 5  # ballots: fewer would tell what a single member gave (product.md R8)
MOST_OFFERED = 60


@dataclass(frozen=True)
class Place:
    """One issue in the result. Equal sums share a place; `by_kind` follows `Result.kinds`."""

    place: int
    issue: Issue
    dots: int
    by_kind: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """Sums of a round that has ended. Empty `places`: too few voted for a secret result."""

    voted: int
    members: int
    places: list[Place] = field(default_factory=list)
    kinds: list[tuple[str, int]] = field(default_factory=list)  # words, how many voted


def round_or_404(gate: Gate, number: int) -> RankingRound:
    """Give a round of the gate's group; the only door from an address to one."""
    rows = RankingRound.objects.filter(group=gate.group, number=number)
    found: RankingRound | None = rows.select_related("group").first()
    if found is None:
        raise Http404
    return found


def rounds_of(group: Group) -> Any:
    """Give the rounds, the latest first, with how many issues and how many voted."""
    rows = RankingRound.objects.filter(group=group).order_by("-id")
    return rows.annotate(
        issues=Count("candidates", distinct=True), voted=Count("ballots", distinct=True)
    )


def candidates_of(row: RankingRound) -> list[Candidate]:
    """Give the frozen issues of a round in the order they were put in."""
    rows = Candidate.objects.filter(group=row.group_id, round=row)
    return list(rows.select_related("issue__group", "issue__service_point").order_by("id"))


def issues_to_rank(group: Group) -> list[Issue]:
    """Give open issues to choose candidates from, those that have waited longest first."""
    rows = Issue.objects.filter(group=group, state__in=UNFINISHED).select_related("group", "echo")
    return list(rows.order_by("logged_at", "id")[:MOST_OFFERED])


def ballot_of(row: RankingRound, membership: Membership | None) -> dict[int, int]:
    """Give what this one member gave: {candidate: dots}. Asked for the own ballot only."""
    if membership is None:
        return {}
    rows = Dots.objects.filter(group=row.group_id, ballot__round=row, ballot__membership=membership)
    return dict(rows.values_list("candidate_id", "count"))


def progress_of(row: RankingRound) -> tuple[int, int]:
    """Give how many voted, and how many members there are today."""
    voted = Ballot.objects.filter(group=row.group_id, round=row).count()
    return voted, current_members(row.group).count()


def result_of(row: RankingRound) -> Result:
    """Give the sums of a round that has ended: by issue, and by the kind of stakeholder.

    Kinds with fewer than five ballots are one; while that one still has fewer, the smallest
    other kind joins it, so that no difference gives a single ballot away.
    """
    voted, members = progress_of(row)
    if voted < MIN_COUNT:
        return Result(voted, members)
    ballots = Ballot.objects.filter(group=row.group_id, round=row).order_by()
    voters = dict(ballots.values_list("membership__stakeholder").annotate(n=Count("pk")))
    named, others = _shown(voters)
    sums = _sums(row)
    kinds = [*named, *([""] if others else [])]
    places: list[Place] = []
    rows = sorted(candidates_of(row), key=lambda each: -sum(sums.get(each.pk, {}).values()))
    for at, candidate in enumerate(rows, start=1):
        mine: dict[str, int] = sums.get(candidate.pk, {})
        dots = sum(mine.values())
        is_tie = bool(places) and places[-1].dots == dots
        by_kind = [mine.get(kind, 0) for kind in named]
        by_kind += [sum(mine.get(kind, 0) for kind in others)] if others else []
        places.append(Place(places[-1].place if is_tie else at, candidate.issue, dots, by_kind))
    words = [
        (_word(kind), voters.get(kind) or sum(voters[each] for each in others)) for kind in kinds
    ]
    return Result(voted, members, places, words)


def _word(kind: str) -> str:
    return str(Stakeholder(kind).label) if kind else ""


def _shown(voters: dict[str, int]) -> tuple[list[str], list[str]]:
    """Part the kinds into those shown and those joined, so that no part is below the minimum."""
    named = sorted((kind for kind in voters if voters[kind] >= MIN_COUNT), key=lambda k: -voters[k])
    others = [kind for kind in voters if kind not in named]
    while others and named and sum(voters[kind] for kind in others) < MIN_COUNT:
        others.append(named.pop())
    return named, others


def _sums(row: RankingRound) -> dict[int, Counter[str]]:
    rows = Dots.objects.filter(group=row.group_id, ballot__round=row).order_by()
    found: dict[int, Counter[str]] = {}
    grouped = rows.values_list("candidate_id", "ballot__membership__stakeholder")
    for candidate, kind, dots in grouped.annotate(dots=Sum("count")):
        found.setdefault(candidate, Counter())[kind] += dots
    return found


def ranked_to_decide(group: Group) -> list[Candidate]:
    """Give the first three of the last round that has ended and no meeting has decided on.

    Each comes with `given`, its dots. One query; none of a round in which too few voted.
    """
    latest = RankingRound.objects.filter(group=group).order_by("-id").values("pk")[:1]
    ballots = Ballot.objects.filter(round=OuterRef("round")).order_by().values("round")
    rows = Candidate.objects.filter(group=group, round=Subquery(latest))
    rows = rows.filter(issue__state__in=UNFINISHED).annotate(
        given=Sum("dots__count"), voted=Subquery(ballots.annotate(n=Count("pk")).values("n"))
    )
    known = rows.filter(given__gt=0, voted__gte=MIN_COUNT)
    known = known.exclude(issue__priority__set_at__gte=F("round__opened_at"))
    found = list(known.select_related("round", "issue__group").order_by("-given", "id")[:3])
    return [row for row in found if not row.round.is_open(group.today())]
