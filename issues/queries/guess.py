"""What the words, the item and the meeting of a decision say about who does it until when (I11)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from groups.models import Attendance, Role
from issues.models import DecisionLink, Issue
from issues.queries.action import owners_of_side
from masam.search.folding import fold

if TYPE_CHECKING:
    from groups.models import Decision, Membership

USUAL = timedelta(days=30)
FARTHEST = timedelta(days=3 * 366)  # a later day in the text is no deadline
SHORTEST = 4  # letters of a name that say whose it is
ISSUE_KEY = "issue:"
# 2026.12.01, 2026-12-01 | 2026 оны 12-р сарын 1, 12 сарын 1
NUMBERS = re.compile(r"\b(20\d\d)[.\-/](\d{1,2})[.\-/](\d{1,2})\b")
WORDS = re.compile(
    r"(?:(20\d\d)\s*оны\s*)?\b(\d{1,2})\s*(?:-?р|дугаар|дүгээр)?\s*сарын\s*(\d{1,2})\b"
)
# What speaks for somebody as owner; the highest sum wins.
NAMED, OFFICE_NAMED, ANSWERS, SPOKE, CAME, LEADS = 100, 80, 60, 40, 20, 5


@dataclass(frozen=True)
class Guess:
    """A filled-in plan; an owner is None when nobody of that side could be one."""

    title: str
    due_date: date
    government_owner: Membership | None
    civil_owner: Membership | None
    issue: Issue | None


def guess_from(decision: Decision) -> Guess:
    """Give title, owners, day and issue as a decision suggests them. Five queries."""
    issue = _issue_of(decision)
    came = set(
        Attendance.objects.filter(meeting=decision.meeting_id).values_list(
            "membership_id", flat=True
        )
    )
    sides = [
        _most_likely(list(owners_of_side(decision.group, side).select_related("organisation")),
                     decision, issue, came)
        for side in ("government", "civil")
    ]  # fmt: skip
    return Guess(
        title=decision.text[:160],
        due_date=day_in(decision.text, decision.group.today()),
        government_owner=sides[0],
        civil_owner=sides[1],
        issue=issue,
    )


def _issue_of(decision: Decision) -> Issue | None:
    """Give the one issue the decision speaks of: by its tie, else by the item of the agenda."""
    links = DecisionLink.objects.filter(decision=decision).select_related("issue")
    tied = [link.issue for link in links[:2]]
    if tied:
        return tied[0] if len(tied) == 1 else None
    key = decision.item.source_key if decision.item else ""
    number = key.removeprefix(ISSUE_KEY)
    if not key.startswith(ISSUE_KEY) or not number.isdecimal():
        return None
    found: Issue | None = Issue.objects.filter(group=decision.group_id, pk=int(number)).first()
    return found


def day_in(text: str, today: date) -> date:
    """Give the day a text names, when it lies ahead; else thirty days from today."""
    days = [_day(found.groups(), today) for found in NUMBERS.finditer(text)]
    days += [_day(found.groups(), today) for found in WORDS.finditer(text)]
    ahead = [day for day in days if day is not None and today <= day <= today + FARTHEST]
    return min(ahead) if ahead else today + USUAL


def _day(parts: tuple[str | None, ...], today: date) -> date | None:
    """Read year, month and day; without a year it is the next such day."""
    year, month, day = (int(part) if part else 0 for part in parts)
    try:
        found = date(year or today.year, month, day)
        return found if year or found >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _most_likely(
    members: list[Membership], decision: Decision, issue: Issue | None, came: set[int]
) -> Membership | None:
    words = fold(decision.text).split()

    def weight(member: Membership) -> int:
        office = member.organisation
        return (
            NAMED * _is_named(member.name, words, every=False)
            + OFFICE_NAMED * (office is not None and _is_named(office.name_mn, words, every=True))
            + ANSWERS
            * (issue is not None and office is not None and office.pk == issue.responsible_id)
            + SPOKE * (decision.item is not None and decision.item.speaker_id == member.pk)
            + CAME * (member.pk in came)
            + LEADS * (member.role in {Role.OFFICER, Role.FACILITATOR})
        )

    return max(members, key=lambda member: (weight(member), -member.pk), default=None)


def _is_named(name: str, words: list[str], *, every: bool) -> bool:
    """Tell whether words begin with the long parts of a name: endings follow in Mongolian."""
    parts = [part for part in fold(name).replace(".", " ").split() if len(part) >= SHORTEST]
    found = [any(word.startswith(part) for word in words) for part in parts]
    return bool(parts) and (all(found) if every else any(found))
