"""Finding issues by words and numbers: the one way of every list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    F,
    Func,
    IntegerField,
    Prefetch,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.http import Http404

from issues.models import Answer, IssueWords, SavedFilter
from masam.search.marks import piece, pieces
from masam.search.stems import words
from masam.search.vectors import Question, question, sounding, vector
from masam.tenancy.scope import in_national_read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from groups.gate import Gate
    from issues.models import Issue
    from issues.models.issue import IssueQuerySet

# How well an issue answers: by its title, by its other words, by what is only similar.
BY_TITLE, BY_WORDS, SIMILAR = 0, 1, 2
FOUND_ORDER = ("answers_by", "-logged_at", "-id")
RELATED = ("group", "service_point", "unit", "category")
MOST_AT_HAND = 1000  # hits that are asked for by their keys; of more, the index is asked again
# What the database function `issue_hits` takes and gives: see migration 0018.
HITS = """
SELECT issue, how FROM issue_hits(
    %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s, %s, %s, %s)
"""
KEYS = """
SELECT issue FROM issue_hits(
    %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s, %s, %s, %s)
WHERE how > 0 OR %s
"""


def answering(rows: IssueQuerySet, text: str, *, is_public: bool) -> IssueQuerySet:
    """Narrow issues to those that answer a question, with how well: `answers_by`. One query.

    All words must be said. When nothing in the scope says them all, what they may also mean or
    come from, then what is nearly the same, and then what sounds similar, is given instead. What
    only the group reads is not looked through with `is_public`.
    """
    wanted = question(text)
    if not wanted:
        return rows.none().annotate(answers_by=Value(SIMILAR))
    hits = _hits(wanted, is_public=is_public)
    titles = [key for key, how in hits if how == BY_TITLE]
    others = [key for key, how in hits if how != BY_TITLE]
    at_best = min((how for _key, how in hits if how != BY_TITLE), default=SIMILAR)
    if len(others) > MOST_AT_HAND:
        return _answering_many(rows, wanted, at_best, is_public=is_public)
    how_well = Case(
        When(_is_one_of(titles), then=Value(BY_TITLE)),
        default=Value(at_best),
        output_field=IntegerField(),
    )
    return rows.filter(_is_one_of(others)).annotate(answers_by=how_well)


def _is_one_of(keys: list[int]) -> Func:
    """Give the condition "the key is one of these": one parameter, however many they are."""
    return Func(
        F("pk"),
        Value(keys, output_field=ArrayField(BigIntegerField())),
        template="%(expressions)s)",
        arg_joiner=" = ANY (",
        output_field=BooleanField(),
    )


def _hits(wanted: Question, *, is_public: bool) -> list[tuple[int, int]]:
    """Give keys of issues with how they answer; those by their title stand twice. One query."""
    with connection.cursor() as cursor:
        cursor.execute(HITS, _asking(wanted, is_public=is_public, most=MOST_AT_HAND + 1))
        found: list[tuple[int, int]] = cursor.fetchall()
    return found


def _asking(
    wanted: Question, *, is_public: bool, is_brief: bool = False, most: int | None = None
) -> list[Any]:
    ways = [wanted.forms, wanted.exact, wanted.wide, wanted.near, wanted.sounds or None]
    return [*ways, is_brief, is_public, in_national_read(), most]


def _answering_many(
    rows: IssueQuerySet, wanted: Question, at_best: int, *, is_public: bool
) -> IssueQuerySet:
    """Narrow to what answers a question when that is too much to be named key by key."""

    def keys(*, is_brief: bool) -> RawSQL:
        asking = _asking(wanted, is_public=is_public, is_brief=is_brief)
        return RawSQL(KEYS, [*asking, is_brief])  # noqa: S611 - reason: a constant text

    how_well = Case(
        When(pk__in=keys(is_brief=True), then=Value(BY_TITLE)),
        default=Value(at_best),
        output_field=IntegerField(),
    )
    return rows.filter(pk__in=keys(is_brief=False)).annotate(answers_by=how_well)


def with_hits(rows: Iterable[Issue], text: str) -> bool:
    """Give every row the pieces of its title and details with the hits; tell if only similar.

    `title_pieces` and `detail_pieces` are (words, is a hit).
    """
    only_similar = False
    for issue in rows:
        found: Any = issue
        found.title_pieces = pieces(issue.title, text)
        found.detail_pieces = piece(" ".join(issue.detail.split()), text)
        only_similar = only_similar or getattr(issue, "answers_by", BY_TITLE) == SIMILAR
    return only_similar


# --- what is written -----------------------------------------------------------------------------


def words_of(
    issue: Issue,
    answers: Iterable[Answer] = (),
    lemmas: Mapping[str, Iterable[str]] | None = None,
) -> IssueWords:
    """Give what an issue is found by, as it should stand now; `lemmas` are of a dictionary."""
    texts = texts_of(issue, answers)
    places = [row for row in (issue.service_point, issue.unit) if row is not None]
    number = f"#{issue.group.code.lower()}{issue.number}"
    names = [f"g{issue.group_id}", f"#{issue.number}", number]
    return IssueWords(
        group_id=issue.group_id,
        issue=issue,
        words=vector(texts, names=names, lemmas=lemmas),
        sounds=sounding(issue.title, *(row.name_mn for row in places)),
        is_public=issue.is_public,
        is_learnt=lemmas is not None,
    )


def texts_of(issue: Issue, answers: Iterable[Answer]) -> dict[str, str]:
    """Give the texts of an issue by their weight."""
    places = [row for row in (issue.service_point, issue.unit) if row is not None]
    names = [f"{row.name_mn} {row.name_en}" for row in (*places, issue.category) if row]
    return {
        "A": issue.title,
        "B": " ".join(names),
        "C": issue.detail,
        "D": " ".join(row.text for row in answers),
    }


def words_of_all(rows: IssueQuerySet) -> list[IssueWords]:
    """Give what issues are found by. Two queries."""
    answers = Prefetch("answers", Answer.objects.order_by("id"))
    found = rows.select_related(*RELATED).prefetch_related(answers)
    return [words_of(issue, issue.answers.all()) for issue in found]


def learnt_words_of(
    rows: IssueQuerySet, ask: Callable[[Iterable[str]], dict[str, list[str]]]
) -> list[IssueWords]:
    """Give what issues are found by, with what a dictionary says of all their words."""
    answers = Prefetch("answers", Answer.objects.order_by("id"))
    found = list(rows.select_related(*RELATED).prefetch_related(answers))
    said = [word for row in found for text in texts_of(row, row.answers.all()).values()
            for word in words(text)]  # fmt: skip
    lemmas = ask(said)
    return [words_of(row, row.answers.all(), lemmas) for row in found]


# --- filters with a name -------------------------------------------------------------------------


def saved_filters(gate: Gate) -> list[SavedFilter]:
    """Give a person's filters of this group by name."""
    return list(SavedFilter.objects.filter(group=gate.group, user=gate.user).order_by("name", "id"))


def saved_filter_or_404(gate: Gate, pk: int) -> SavedFilter:
    """Give one of a person's own filters; the only door from an address to one."""
    rows = SavedFilter.objects.filter(group=gate.group, user=gate.user, pk=pk)
    found: SavedFilter | None = rows.select_related("group").first()
    if found is None:
        raise Http404
    return found
