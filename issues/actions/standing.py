"""What stands around an issue beside its own row, so that a change can be undone exactly.

The clocks that run, the pause they stand still in, and the referral that waits to be decided:
asking an office anew and joining two issues end all three. Called with the issue's row locked.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from issues.actions.clock import recount, running_clocks
from issues.models import Clock, Pause, Referral, ReferralState, Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from issues.models import Issue

Standing = dict[str, Any]


def standing_of(issue: Issue) -> Standing:
    """Give what runs, stands still and waits, as plain JSON; equal when nothing has changed."""
    of = {"group": issue.group_id, "issue": issue}
    pause = Pause.objects.filter(**of, ended_at=None).first()
    referral = Referral.objects.filter(**of, state=ReferralState.PROPOSED).first()
    return {
        "running": [_words(clock) for clock in running_clocks(issue)],
        "pause": {"pk": pause.pk, "until": pause.until.isoformat()} if pause else None,
        "referral": referral.pk if referral else None,
    }


def _words(clock: Clock) -> dict[str, Any]:
    return {
        "pk": clock.pk,
        "due": clock.due_date.isoformat(),
        "since": clock.paused_since.isoformat() if clock.paused_since else None,
        "until": clock.paused_until.isoformat() if clock.paused_until else None,
    }


def put_back(issue: Issue, before: Standing) -> None:
    """Let exactly that run, stand still and wait again; what began since is stopped.

    Days are counted anew: an exception of the calendar that came meanwhile holds.
    """
    _reopen_pause(before["pause"])
    _reopen_referral(before["referral"])
    _run_again(issue, before["running"])
    recount(issue, running_clocks(issue))


def _run_again(issue: Issue, clocks: Sequence[dict[str, Any]]) -> None:
    rows = Clock.objects.filter(group=issue.group_id, issue=issue)
    begun = rows.running().exclude(pk__in=[clock["pk"] for clock in clocks])
    begun.update(
        stopped_at=timezone.now(), stopped_why=Stop.UNDONE, paused_since=None, paused_until=None
    )
    for clock in clocks:
        rows.filter(pk=clock["pk"]).update(
            stopped_at=None,
            stopped_why="",
            paused_since=_day(clock["since"]),
            paused_until=_day(clock["until"]),
        )


def _reopen_pause(pause: dict[str, Any] | None) -> None:
    """Open the pause again until the day that was settled; the clock's task ends it after that."""
    if pause is not None:
        rows = Pause.objects.filter(pk=pause["pk"])
        rows.update(until=_day(pause["until"]), ended_at=None, ended_by=None)


def _reopen_referral(key: int | None) -> None:
    if key is not None:
        rows = Referral.objects.filter(pk=key)
        rows.update(state=ReferralState.PROPOSED, decided_at=None, decided_by=None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
