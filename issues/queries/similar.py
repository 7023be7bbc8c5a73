"""Issues that may be about the same: while one is logged, and to choose what to merge with (I5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from issues.lifecycle import APART
from issues.models import Follow, Issue, Merge
from issues.queries.issue import CODE
from issues.queries.lists import with_lines
from masam.search.vectors import question

if TYPE_CHECKING:
    from groups.models import Group

MOST_SIMILAR, MOST_LOOKED_AT = 5, 60
ENOUGH = 0.5  # the share of the words that must be shared; the same place counts for a third
SAME_PLACE = 0.34
FEWEST_WORDS = 2
# How many of the words each issue says in its title, by the index (see migration 0018).
SHARED = """
SELECT issue, count(*) FROM unnest(%s::text[], %s::text[]) AS one (form, words),
    issue_hits(ARRAY[form], ARRAY[words], NULL, NULL, NULL, true, false, false, NULL)
GROUP BY issue ORDER BY count(*) DESC, issue DESC LIMIT %s
"""


def similar_issues(
    group: Group, title: str, *, point: int | None = None, but: int | None = None
) -> list[Issue]:
    """Give the issues of the group that may be about the same, the likeliest first.

    They share at least half of the words of the title, or a sixth and the service point
    (`point`, a key). Rejected and merged ones are left out, and `but`. Two queries.
    """
    wanted = question(title)
    if len(wanted.forms) < FEWEST_WORDS:
        return []
    with connection.cursor() as cursor:
        cursor.execute(SHARED, [wanted.forms, wanted.exact, MOST_LOOKED_AT])
        shares = {key: count / len(wanted.forms) for key, count in cursor.fetchall()}
    rows = with_lines(Issue.objects.filter(group=group, pk__in=shares.keys() - {but}))
    found = [(_likeness(row, shares[row.pk], point), row) for row in rows.exclude(state__in=APART)]
    likely = sorted(
        (pair for pair in found if pair[0] >= ENOUGH), key=lambda pair: (-pair[0], -pair[1].pk)
    )
    return [row for _likely, row in likely[:MOST_SIMILAR]]


def _likeness(issue: Issue, share: float, point: int | None) -> float:
    return share + (SAME_PLACE if point is not None and issue.service_point_id == point else 0)


def mergeable_by_code(issue: Issue, text: str) -> Issue | None:
    """Give the issue of the same group that a number names (KHO-7, 7), if it may go on for this."""
    digits = text.strip().rpartition("-")[2]
    if not digits.isdecimal() or len(digits) > 9:
        return None
    rows = Issue.objects.filter(group=issue.group_id, number=int(digits)).exclude(pk=issue.pk)
    return with_lines(rows.exclude(state__in=APART)).first()


def followed_by(*issues: Issue) -> dict[int, int]:
    """Count who follows each of some issues."""
    rows = Follow.objects.filter(issue__in=issues).values_list("issue", flat=True)
    keys: list[Any] = list(rows)
    return {issue.pk: keys.count(issue.pk) for issue in issues}


def public_successor(group: Group, number: str) -> str:
    """Give the code of the public issue that goes on for one which was public until it was merged.

    Empty for every other number, so that nobody learns which issues were never made public.
    """
    found = CODE.match(number)
    if found is None or found["code"].upper() != group.code:
        return ""
    rows = Merge.objects.filter(
        group=group, undone_at=None, issue__number=int(found["number"]) % 2**31,
        published_before__isnull=False, into__published_at__isnull=False,
    )  # fmt: skip
    merge = rows.select_related("into__group").first()
    return merge.into.code if merge else ""
