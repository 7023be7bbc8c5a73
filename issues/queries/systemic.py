"""Threads for ministries: what the nation sees of them, and what a group sees (I17).

The coordinator and the ministries read links as the national role: the sector, the place and a
title, never an issue that was not published.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef
from django.http import Http404
from django.utils import timezone

from issues.lifecycle import UNFINISHED, SystemicState
from issues.models import LIVING, Issue, LinkStage, SystemicIssue, SystemicLink
from issues.queries.gathered import gathered
from masam.accounts.models import NationalRole, User
from masam.places.queries import ULAANBAATAR
from masam.search.stems import keys_of
from masam.tenancy import national_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

THREAD = (
    "number", "title_mn", "title_en", "state", "due_date", "answer", "answered_at",
    "ministry__name_mn", "ministry__name_en",
)  # fmt: skip
FEWEST_GROUPS = 3
MOST_CLUSTERS, MOST_READ = 10, 5000
YEARS = timedelta(days=730)
WORD = re.compile(r"[^\W\d_]{5,}")
# Two problems are not alike because something "is" in both, or is (not) done in both.
EMPTY = frozenset({"байна", "байгаа", "байхгүй", "байдаг", "болсон", "хэзээ", "хүртэл", "зарим"})
HABIT = re.compile("(даг|дэг|дог|дөг)(гүй)?$")


def with_systemic(rows: Any) -> Any:
    """Add what ties issues to threads as `threads`: the stage, the title, the ministry's answer."""
    links = SystemicLink.objects.filter(issue=OuterRef("pk"), stage__in=LIVING).order_by("id")
    return rows.annotate(threads=gathered(links, "id", "stage", "title", thread=THREAD))


def today_there() -> date:
    """Give today in the capital, where ministries are."""
    return timezone.localdate(timezone=ULAANBAATAR)


def threads_by(wanted: Mapping[str, Any]) -> Any:
    """Give the threads by `state` and `sector`, what waits longest first, closed ones last."""
    rows = SystemicIssue.objects.select_related("ministry")
    for name in ("state", "sector"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    return rows.order_by("-state", "due_date", "id")  # open, closed, answered sort by their words


def thread_or_404(number: int) -> SystemicIssue:
    """Give a thread by its number; the only door from an address to one."""
    rows = SystemicIssue.objects.select_related("ministry", "opened_by", "answered_by")
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def links_of(threads: Iterable[SystemicIssue], *stages: str) -> list[SystemicLink]:
    """Give the links of all groups to threads, with their groups, as the national role sees them."""
    with national_read():
        rows = SystemicLink.objects.filter(thread__in=[row.pk for row in threads])
        rows = rows.filter(stage__in=stages or [LinkStage.TIED]).select_related("group")
        return list(rows.order_by("group__sort_key", "id"))


def counted(threads: Iterable[SystemicIssue]) -> list[tuple[SystemicIssue, int, int]]:
    """Give threads with how many issues and how many groups are tied to each."""
    rows = list(threads)
    groups: dict[int | None, set[int]] = {}
    issues: Counter[int | None] = Counter()
    for link in links_of(rows):
        groups.setdefault(link.thread_id, set()).add(link.group_id)
        issues[link.thread_id] += 1
    return [(row, issues[row.pk], len(groups.get(row.pk, ()))) for row in rows]


def offers() -> list[SystemicLink]:
    """Give what groups offer and nobody has taken into a thread yet."""
    with national_read():
        rows = SystemicLink.objects.filter(stage=LinkStage.OFFERED).select_related("group")
        return list(rows.order_by("sector", "group__sort_key", "id"))


def published_by_codes(codes: Iterable[str]) -> list[Issue]:
    """Give published issues of any group by the numbers people say; others are left out."""
    wanted = {code.strip().upper() for code in codes if code.strip()}
    numbers = {int(code.rpartition("-")[2]) for code in wanted if code[-1:].isdigit()}
    with national_read():
        rows = Issue.objects.published().filter(number__in=[n for n in numbers if n < 2**31])
        found = list(rows.select_related("group", "service_point"))
    return [row for row in found if row.code in wanted]


def ministries() -> list[str]:
    """Give the ministries that have an officer here: only they can answer."""
    rows = User.objects.filter(national_role=NationalRole.MINISTRY, is_active=True)
    names = rows.exclude(organisation_name="").values_list("organisation_name", flat=True)
    return sorted(set(names))


def officers_of(thread: SystemicIssue) -> list[User]:
    """Give the officers of the thread's ministry."""
    rows = User.objects.filter(national_role=NationalRole.MINISTRY, is_active=True)
    return list(rows.filter(organisation_name=thread.ministry.name_mn).order_by("id"))


@dataclass(frozen=True)
class Cluster:
    """Published open issues of several groups that look like the same problem."""

    sector: str
    word: str
    issues: list[Issue] = field(default_factory=list)

    @property
    def groups(self) -> int:
        """How many groups have it."""
        return len({row.group_id for row in self.issues})

    @property
    def codes(self) -> str:
        """The numbers, as the form of a new thread takes them."""
        return " ".join(row.code for row in self.issues)


def clusters() -> list[Cluster]:
    """Suggest threads: the same sector and category, a word in common, in three groups or more.

    What is tied already is left out. Forms of a word are one (`masam.search`).
    """
    with national_read():
        known = SystemicLink.objects.filter(stage__in=LIVING).values("issue")
        rows = Issue.objects.published().filter(state__in=UNFINISHED)
        rows = rows.filter(logged_at__gte=timezone.now() - YEARS).exclude(pk__in=known)
        found = list(rows.select_related("group", "category").order_by("-id")[:MOST_READ])
    return clustered(found)


def clustered(issues: Iterable[Issue]) -> list[Cluster]:
    """Put issues together by what their titles have in common; each stands in one cluster."""
    kinds: dict[tuple[str, str], list[tuple[Issue, dict[str, str]]]] = {}
    for issue in issues:
        key = (issue.sector, issue.category.key if issue.category else "")
        kinds.setdefault(key, []).append((issue, _stems(issue.title)))
    found = [cluster for (sector, _key), rows in kinds.items() for cluster in _common(sector, rows)]
    return sorted(found, key=lambda each: (-each.groups, each.word))[:MOST_CLUSTERS]


def _stems(title: str) -> dict[str, str]:
    """Give {key of a word: the word as it stands} of a title; what says nothing is left out."""
    found = [word.lower() for word in WORD.findall(title)]
    found = [word for word in found if word not in EMPTY and not HABIT.search(word)]
    return {key: word for word in found for key in keys_of(word).own}


def _common(sector: str, rows: list[tuple[Issue, dict[str, str]]]) -> list[Cluster]:
    found: list[Cluster] = []
    while True:
        groups: dict[str, set[int]] = {}
        for issue, stems in rows:
            for stem in stems:
                groups.setdefault(stem, set()).add(issue.group_id)
        best = max(groups, key=lambda stem: (len(groups[stem]), stem), default="")
        if not best or len(groups[best]) < FEWEST_GROUPS:
            return found
        mine = [(issue, stems) for issue, stems in rows if best in stems]
        found.append(Cluster(sector, mine[0][1][best], [issue for issue, _stems in mine]))
        rows = [row for row in rows if best not in row[1]]


def threads_to_remind() -> list[SystemicIssue]:
    """Give the open threads whose day is within a week, or over."""
    rows = SystemicIssue.objects.filter(state=SystemicState.OPEN).select_related("ministry")
    return list(rows.filter(due_date__lte=today_there() + timedelta(days=7)).order_by("id"))
