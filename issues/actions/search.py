"""Keeping what issues are found by; filters with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from issues.models import Issue, IssueWords
from issues.queries.search import words_of, words_of_all

if TYPE_CHECKING:
    from groups.models import Group
    from issues.models.issue import IssueQuerySet

CHUNK = 500
COLUMNS = ["words", "sounds", "is_public", "is_learnt"]


def remember_words(issue: Issue, *, is_new: bool = False) -> None:
    """Write what the issue is found by, in the transaction of the change. One or two queries."""
    answers = () if is_new else issue.answers.order_by("id")
    _write([words_of(issue, answers)])


def remember_words_of(issues: list[Issue]) -> None:
    """Write what many new issues are found by; what they point to must be at hand. One query."""
    _write([words_of(issue) for issue in issues])


def remember_publicity(issue: Issue) -> None:
    """Note whether everybody may find the issue. One query."""
    IssueWords.objects.filter(issue=issue).update(is_public=issue.is_public)


@transaction.atomic
def rebuild_words(group: Group, rows: IssueQuerySet | None = None) -> int:
    """Write anew what a group's issues (or `rows` of them) are found by; give how many."""
    wanted = Issue.objects.filter(group=group) if rows is None else rows
    keys = list(wanted.order_by("id").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        _write(words_of_all(Issue.objects.filter(pk__in=keys[start : start + CHUNK])))
    return len(keys)


def _write(rows: list[IssueWords]) -> None:
    IssueWords.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["issue"], update_fields=COLUMNS
    )
