"""Whether a fix holds: who has still to be asked, who may say, how many say what (I12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from issues.lifecycle import IssueState
from issues.models import FixRound, FixWord, Issue, Said
from issues.models.fix import word_key
from issues.permissions import said_by

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from groups.gate import Gate
    from groups.models import Group
    from masam.lifecycle import Verdict

ASK_AFTER = timedelta(weeks=4)
# How far a group that was paused catches up; of an older fix nobody is asked any more.
ASK_WITHIN = timedelta(weeks=52)
FEWEST = 5  # smaller numbers of persons are never public (product.md R8)


@dataclass(frozen=True)
class FixCounts:
    """How many were asked about a fix, and what those who answered say."""

    number: int = 0  # which fix of the issue
    asked: int = 0
    yes: int = 0
    partly: int = 0
    no: int = 0

    @property
    def answered(self) -> int:
        """How many gave a word."""
        return self.yes + self.partly + self.no

    @property
    def public_words(self) -> str:
        """What everybody may read of it: no number under five, nor one that tells such a number."""
        rest = self.answered - self.yes
        if self.answered < FEWEST:
            return ""
        if rest == 0:
            return _("All %(answered)d people who answered say that it is fixed.") % {
                "answered": self.answered
            }
        if self.yes >= FEWEST and rest >= FEWEST:
            return _("%(yes)d of %(answered)d people who answered say that it is fixed.") % {
                "yes": self.yes, "answered": self.answered,
            }  # fmt: skip
        if self.yes > rest:
            return _("Most of those who answered say that it is fixed.")
        return _("Many of those who answered say that it is not, or only partly, fixed.")


@dataclass(frozen=True)
class FixNote:
    """What somebody wrote about a fix, without saying who."""

    at: datetime
    said: str
    note: str


def fixes_to_ask(group: Group) -> QuerySet[Issue]:
    """Give the fixes of four weeks and more about which nobody was asked yet."""
    now = timezone.now()
    asked = FixRound.objects.filter(
        issue=OuterRef("pk"), fixed_at=OuterRef("fixed_at"), asked_at__isnull=False
    )
    rows: QuerySet[Issue] = Issue.objects.filter(
        ~Exists(asked),
        group=group,
        state=IssueState.VERIFIED_FIXED,
        fixed_at__lte=now - ASK_AFTER,
        fixed_at__gt=now - ASK_WITHIN,
    )
    return rows.order_by("fixed_at", "id")


def with_words(rows: Any) -> Any:
    """Add what people say of an issue's fixes, in the same query (`fix_words`)."""
    word = JSONObject(
        number=F("round__number"), fixed_at=F("round__fixed_at"), asked_at=F("asked_at"),
        said=F("said"), note=F("note"), said_at=F("said_at"), key=F("key"),
    )  # fmt: skip
    words = FixWord.objects.filter(round__issue=OuterRef("pk")).order_by("id")
    return rows.annotate(fix_words=ArraySubquery(words.values_list(word)))


def counts_of(issue: Issue) -> FixCounts:
    """Count the words about the latest fix of an issue read by `with_words`."""
    words: list[dict[str, Any]] = getattr(issue, "fix_words", [])
    last = max((word["number"] for word in words), default=0)
    said = [word["said"] for word in words if word["number"] == last]
    return FixCounts(
        number=last,
        asked=len(said),
        yes=said.count(Said.YES),
        partly=said.count(Said.PARTLY),
        no=said.count(Said.NO),
    )


def notes_of(issue: Issue) -> list[FixNote]:
    """Give what people wrote about the fixes, the oldest first; for the group only."""
    words: list[dict[str, Any]] = getattr(issue, "fix_words", [])
    found = [
        FixNote(at, str(Said(word["said"]).label), word["note"])
        for word in words
        if word["note"] and word["said_at"] and (at := parse_datetime(word["said_at"]))
    ]
    return sorted(found, key=lambda note: note.at)


def may_say(gate: Gate, issue: Issue) -> Verdict:
    """Tell whether the person may say now, at the desk, whether the fix holds.

    It is asked of who reported the issue or follows it; `issue` was read by `with_words`.
    """
    key = word_key(f"user:{gate.user.pk}")
    words: list[dict[str, Any]] = getattr(issue, "fix_words", [])
    is_asked = (
        issue.logged_by_id == gate.user.pk
        or getattr(issue, "is_followed", False)
        or any(word["key"] == key for word in words)
    )
    return gate.verdict("issue.follow") and said_by(issue, is_asked=is_asked)


def fixes_to_tell_of(gate: Gate, most: int) -> list[Issue]:
    """Give the fixes this person was asked about and has not answered, the oldest first."""
    words = FixWord.objects.filter(
        group=gate.group,
        key=word_key(f"user:{gate.user.pk}"),
        said="",
        round__issue__state=IssueState.VERIFIED_FIXED,
        round__fixed_at=F("round__issue__fixed_at"),
    )
    rows = words.select_related("round__issue__group").order_by("round__fixed_at")[:most]
    return [word.round.issue for word in rows]
