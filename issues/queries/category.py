"""The categories of a group, their questions, and what issues answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, DecimalField, Exists, F, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, JSONObject
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from issues.models import Category, CategoryVersion, Issue, Particulars, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from groups.gate import Gate
    from groups.models import Group


MOST_DIGITS = 9
LIMITS = {"from": "gte", "to": "lte"}


def categories_of(group: Group) -> QuerySet[Category]:
    """Give the categories in use, sector by sector."""
    return Category.objects.filter(group=group, is_active=True).order_by("sector", "position")


def all_categories(group: Group) -> list[Category]:
    """Give every category with `asked` (its questions now) and `used` (how many issues have it).

    Two queries. The retired ones come last in their sector.
    """
    latest = CategoryVersion.objects.filter(category=OuterRef("pk")).order_by("-number")
    rows = Category.objects.filter(group=group).annotate(
        asked=Subquery(latest.values("questions")[:1])
    )
    found = list(rows.order_by("sector", "-is_active", "position", "id"))
    counted = Issue.objects.filter(group=group, category__isnull=False).order_by()
    used = dict(counted.values_list("category").annotate(Count("pk")))
    for row in found:
        row.used = used.get(row.pk, 0)
    return found


def category_or_404(gate: Gate, pk: int) -> Category:
    """Give a category of the gate's group."""
    found: Category | None = Category.objects.filter(group=gate.group, pk=pk).first()
    if found is None:
        raise Http404
    return found


def versions_of(category: Category) -> list[CategoryVersion]:
    """Give the versions of a category's questions, the latest first."""
    rows = CategoryVersion.objects.filter(category=category).select_related("made_by")
    return list(rows.order_by("-number"))


def with_particulars(rows: Any) -> Any:
    """Add what issues were asked by their categories, and the answers, in the same query.

    `asked` is a list of dicts: pk, name_mn, name_en, questions, answers.
    """
    words = JSONObject(
        pk=F("pk"), name_mn=F("version__category__name_mn"),
        name_en=F("version__category__name_en"), questions=F("version__questions"),
        answers=F("answers"), category=F("version__category_id"),
    )  # fmt: skip
    asked = Particulars.objects.filter(issue=OuterRef("pk")).order_by("id")
    return rows.annotate(asked=ArraySubquery(asked.values_list(words)))


def particulars_or_404(issue: Issue) -> Particulars:
    """Give what the issue is asked by the category it has now, as it was tied when it got it."""
    rows = Particulars.objects.filter(issue=issue, version__category=issue.category_id)
    found: Particulars | None = (
        rows.select_related("version__category").order_by("answered_at", "id").first()
    )
    if found is None:
        raise Http404
    return found


def is_asked(issue: Issue) -> bool:
    """Tell whether the category of an issue asks something that nobody has answered yet.

    One query when it has a category.
    """
    rows = Particulars.objects.filter(issue=issue, answered_at=None)
    return issue.category_id is not None and rows.exists()


def version_asked(group: Group, key: str) -> CategoryVersion | None:
    """Give what a category of the group asks today; None when it asks nothing or is none."""
    if not key.isdecimal() or len(key) > MOST_DIGITS:
        return None
    rows = CategoryVersion.objects.filter(group=group, category=key, category__is_active=True)
    found: CategoryVersion | None = rows.order_by("-number").first()
    return found if found is not None and found.questions else None


def answered(rows: Any, category: int, answers: Iterable[tuple[str, str, Any]]) -> Any:
    """Narrow issues to those whose answers to the category's questions are these.

    An answer is (key of the question, "is" | "from" | "to", value); numbers are kept as text.
    """
    told = Particulars.objects.filter(
        group=OuterRef("group"), issue=OuterRef("pk"), version__category=category
    )
    for place, (key, how, value) in enumerate(answers):
        if how == "is":
            told = told.filter(**{f"answers__{key}": value})
            continue
        number = Cast(
            KeyTextTransform(key, "answers"), DecimalField(max_digits=14, decimal_places=2)
        )
        name = f"number_{place}"
        told = told.annotate(**{name: number}).filter(**{f"{name}__{LIMITS[how]}": value})
    return rows.filter(Exists(told))


def shown(asked: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give what was asked in the reader's language: name, pk, lines (question, answer), open.

    `open` counts the questions without an answer.
    """
    tongue = "en" if (get_language() or "").startswith("en") else "mn"
    return [
        {
            "pk": row["pk"],
            "name": row[f"name_{tongue}"],
            "category": row["category"],
            "lines": (lines := _lines(row["questions"], row["answers"], tongue)),
            "open": sum(not answer for _question, answer in lines),
        }
        for row in asked
    ]


def _lines(
    questions: list[dict[str, Any]], answers: dict[str, Any], tongue: str
) -> list[tuple[str, str]]:
    return [
        (
            question[tongue] or question["mn"],
            in_words(question, answers.get(question["key"]), tongue),
        )
        for question in questions
    ]


def in_words(question: Mapping[str, Any], answer: Any, tongue: str) -> str:
    """Give an answer as it is read; "" for none."""
    if answer in (None, ""):
        return ""
    if question["kind"] == QuestionKind.YES_NO:
        return _("yes") if answer else _("no")
    if question["kind"] == QuestionKind.CHOICE:
        return _choice(question["choices"], answer, tongue)
    unit = question.get("unit") or ""
    return f"{answer} {unit}".strip() if question["kind"] == QuestionKind.NUMBER else str(answer)


def _choice(choices: list[list[str]], answer: Any, tongue: str) -> str:
    if not str(answer).isdigit() or int(answer) >= len(choices):
        return ""
    mongolian, english = choices[int(answer)]
    return english if tongue == "en" and english else mongolian


def as_text(asked: Iterable[Mapping[str, Any]]) -> str:
    """Give questions with their answers as one text, for a cell of a table."""
    lines = [line for row in shown(asked) for line in row["lines"]]
    return "; ".join(f"{question}: {answer}" for question, answer in lines if answer)
