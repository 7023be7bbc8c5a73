"""Keeping what issues are found by; filters with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.utils.translation import gettext as _

from issues.actions.refusals import CannotSaveFilter
from issues.models import Issue, IssueWords, SavedFilter
from issues.queries.search import learnt_words_of, words_of, words_of_all
from masam.audit.actions import record
from masam.search.actions import keys_learnt, learn
from masam.search.dictionary import program

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Group
    from issues.models.issue import IssueQuerySet

CHUNK = 500
MOST_SAVED = 20  # of one person in one group
PLACE = frozenset({"after", "into"})  # not part of a filter
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


def learn_words(group: Group) -> int:
    """Let the dictionary help to find a group's issues; give how many were written.

    Issues that nothing finds yet (logged before there was a search) are written first. Where
    there is no dictionary the others stay as they are. Run again, it goes on.
    """
    done = rebuild_words(group, Issue.objects.filter(group=group, words__isnull=True))
    if not program():
        return done
    waiting = IssueWords.objects.filter(group=group, is_learnt=False).order_by("id")
    keys = list(waiting.values_list("issue", flat=True)[:CHUNK])
    with transaction.atomic():
        _write(learnt_words_of(Issue.objects.filter(pk__in=keys), _asked))
    return done + len(keys)


def _asked(words: Iterable[str]) -> dict[str, list[str]]:
    found = set(words)
    learn(found)
    return keys_learnt(found)


def _write(rows: list[IssueWords]) -> None:
    IssueWords.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["issue"], update_fields=COLUMNS
    )


# --- filters with a name -------------------------------------------------------------------------


@transaction.atomic
def save_filter(group: Group, *, actor: Any, name: str, query: str) -> SavedFilter:
    """Keep a filter of the desk's list under a name; the same name again changes it.

    `query` is what stands in the address. Raises `CannotSaveFilter` for the twenty-first one.
    """
    name = _named(name)
    mine = SavedFilter.objects.filter(group=group, user=actor)
    known = mine.select_for_update().filter(name=name).first()
    if known is None and mine.count() >= MOST_SAVED:
        raise CannotSaveFilter(
            _("You have %(count)d filters. Please remove one first.") % {"count": MOST_SAVED}
        )
    row = known or SavedFilter(group=group, user=actor, name=name)
    row.query = _clean(query)
    row.save()
    record("filter.saved", actor=actor, target=row, group=group)
    return row


@transaction.atomic
def rename_filter(row: SavedFilter, *, actor: Any, name: str) -> SavedFilter:
    """Give a filter another name. Raises `CannotSaveFilter` when another one has it."""
    name = _named(name)
    others = SavedFilter.objects.filter(group=row.group_id, user=actor, name=name)
    if others.exclude(pk=row.pk).exists():
        raise CannotSaveFilter(_("Another of your filters has this name."), field="name")
    row.name = name
    row.save(update_fields=["name"])
    record("filter.renamed", actor=actor, target=row, group=row.group)
    return row


@transaction.atomic
def remove_filter(row: SavedFilter, *, actor: Any) -> None:
    """Forget a filter; the issues stay as they are."""
    record("filter.removed", actor=actor, target=row, group=row.group)
    row.delete()


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise CannotSaveFilter(_("Please give the filter a name."), field="name")
    return name


def _clean(query: str) -> str:
    """Give the filters of an address in their order, without empty ones and the page."""
    pairs = [(key, value) for key, value in parse_qsl(query.lstrip("?")) if key not in PLACE]
    cleaned = urlencode(pairs)
    if not pairs or len(cleaned) > 500:
        raise CannotSaveFilter(_("Please choose filters in the list first, then give them a name."))
    return cleaned
