"""Rounds in which members rank issues with dots, and "me too" by everybody (I6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions import touch
from groups.models import Counter
from issues.actions.refusals import CannotRank
from issues.actions.tag import set_priority
from issues.lifecycle import UNFINISHED
from issues.models import DOTS, Ballot, Candidate, Dots, Echo, Issue, MeToo, RankingRound
from issues.notices import ranking_opened
from masam.audit.actions import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from groups.models import Decision, Group, Membership

FEWEST, MOST = 2, 30  # candidates of a round
LONGEST = 60  # days
PUBLIC_FROM = 5  # "me too" is counted in public from here on (product.md R8)


@transaction.atomic
def open_round(
    group: Group, *, actor: Any, issues: Sequence[Issue], until_date: date
) -> RankingRound:
    """Open a round over these open issues, frozen from now on, and tell every member.

    Raises `CannotRank` while another one is open, with fewer than two or more than thirty issues,
    and for a day that is over or far away.
    """
    today = group.today()
    if not today <= until_date or (until_date - today).days > LONGEST:
        raise CannotRank(_("Please choose a day within the next 60 days."), field="until_date")
    if not FEWEST <= len(issues) <= MOST:
        raise CannotRank(_("Please choose 2 to 30 issues."), field="issues")
    number = Counter.next_number(group.pk, "ranking")
    _close_over(group)
    if RankingRound.objects.filter(group=group, closed_at=None).exists():
        raise CannotRank(_("A round is open already. Please close it first."))
    row: RankingRound = RankingRound.objects.create(
        group=group, number=number, until_date=until_date, opened_by=actor
    )
    Candidate.objects.bulk_create(
        Candidate(group=group, round=row, issue=issue) for issue in issues
    )
    record("ranking.opened", actor=actor, target=row, data={"issues": len(issues)})
    ranking_opened(row)
    return row


def _close_over(group: Group) -> None:
    """Close rounds whose last day is over; the counter's row is locked by the caller."""
    rows = RankingRound.objects.filter(group=group, closed_at=None, until_date__lt=group.today())
    rows.update(closed_at=timezone.now())


@transaction.atomic
def close_round(row: RankingRound, *, actor: Any) -> RankingRound:
    """End a round before its day. Raises `CannotRank` when it has ended."""
    row = RankingRound.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not row.is_open(row.group.today()):
        raise CannotRank(_("This round has ended already."))
    row.closed_at = timezone.now()
    row.save(update_fields=["closed_at"])
    record("ranking.closed", actor=actor, target=row)
    return row


@transaction.atomic
def cast_ballot(
    row: RankingRound, *, actor: Any, membership: Membership, dots: Mapping[int, int]
) -> Ballot:
    """Give a member's dots: {candidate: how many}; the ballot given before is replaced.

    The audit says that the member voted, never for what. Raises `CannotRank` for more than five
    dots, for none, for what is no candidate, and when the round has ended.
    """
    row = RankingRound.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not row.is_open(row.group.today()):
        raise CannotRank(_("This round has ended; its result stands."))
    given = {key: count for key, count in dots.items() if count}
    total = sum(given.values())
    if total > DOTS or any(count < 0 for count in given.values()):
        raise CannotRank(
            _("You gave %(total)d dots; you have five. Please take some away.") % {"total": total}
        )
    if not total:
        raise CannotRank(_("Please give at least one dot."))
    known = Candidate.objects.filter(group=row.group_id, round=row, pk__in=given).count()
    if known != len(given):
        raise CannotRank(_("Please choose among the issues of this round."))
    ballot, _is_new = Ballot.objects.update_or_create(
        group=row.group, round=row, membership=membership, defaults={"cast_at": timezone.now()}
    )
    Dots.objects.filter(group=row.group_id, ballot=ballot).delete()
    Dots.objects.bulk_create(
        Dots(group=row.group, ballot=ballot, candidate_id=key, count=count)
        for key, count in given.items()
    )
    record("ranking.voted", actor=actor, target=row)
    return ballot


@transaction.atomic
def decide_round(
    row: RankingRound, *, actor: Any, decision: Decision, levels: Mapping[Issue, int | None]
) -> int:
    """Set the priority of issues as the meeting decided on the result; give how many were set.

    Raises `CannotRank` while members still give dots.
    """
    row = RankingRound.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.is_open(row.group.today()):
        raise CannotRank(_("Members still give dots. The meeting decides on the result."))
    chosen = {issue: level for issue, level in levels.items() if level}
    if not chosen:
        raise CannotRank(_("Please choose a priority for at least one issue."))
    for issue, level in chosen.items():
        set_priority(issue, actor=actor, level=level, decision=decision)
    data = {"decision": decision.pk, "issues": len(chosen)}
    record("ranking.decided", actor=actor, target=row, data=data)
    return len(chosen)


# --- "me too" ------------------------------------------------------------------------------------


@transaction.atomic
def say_me_too(issue: Issue, *, key: str) -> bool:
    """Count a browser's "me too"; `key` is its keyed hash for this issue. False when it stood.

    Raises `CannotRank` when the issue is not public or not open any more.
    """
    issue = Issue.objects.select_for_update(of=("self",)).select_related("group").get(pk=issue.pk)
    if issue.published_at is None or issue.state not in UNFINISHED:
        raise CannotRank(_("This problem is not open any more. Thank you all the same."))
    if MeToo.objects.filter(group=issue.group_id, issue=issue, key=key).exists():
        return False
    MeToo.objects.create(group=issue.group, issue=issue, key=key)
    _recount(issue)
    return True


@transaction.atomic
def take_me_too_back(issue: Issue, *, key: str) -> bool:
    """Take a browser's "me too" back; False when there was none."""
    issue = Issue.objects.select_for_update(of=("self",)).select_related("group").get(pk=issue.pk)
    gone, _rows = MeToo.objects.filter(group=issue.group_id, issue=issue, key=key).delete()
    if gone:
        _recount(issue)
    return bool(gone)


def _recount(issue: Issue) -> None:
    """Count anew, with the issue's row locked; the public page changes only from five on."""
    count = MeToo.objects.filter(group=issue.group_id, issue=issue).count()
    row, _is_new = Echo.objects.get_or_create(group=issue.group, issue=issue)
    shown = max(row.count, count) >= PUBLIC_FROM
    row.count = count
    row.save(update_fields=["count"])
    if shown:
        touch(issue.group)
