"""What the desk's list can be narrowed down to: its offices and its categories, in one query."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F, IntegerField, JSONField, OuterRef, Subquery, Value
from django.utils.translation import get_language

from issues.models import Category, CategoryVersion, Issue
from masam.organisations.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groups.models import Group

COLUMNS = ("place", "word", "position", "pk", "name_mn", "name_en", "asks")


@dataclass(frozen=True)
class Choice:
    """An office or a category to choose; `questions` is what a category asks today."""

    pk: int
    name: str
    questions: list[Mapping[str, Any]] = field(default_factory=list)


def desk_choices(group: Group) -> dict[str, list[Choice]]:
    """Give the `organisations` that answer for issues of the group, and its `categories`."""
    found: dict[str, list[Choice]] = {"organisations": [], "categories": []}
    is_english = (get_language() or "").startswith("en")
    rows = _offices(group).union(_categories(group)).order_by("place", "word", "position", "pk")
    for place, _word, _position, pk, name_mn, name_en, asks in rows:
        name = (is_english and name_en) or name_mn
        kind = "categories" if place else "organisations"
        found[kind].append(Choice(pk, name, asks or []))
    return found


def _offices(group: Group) -> Any:
    asked = Issue.objects.filter(group=group, responsible__isnull=False).order_by()
    rows = Organisation.objects.filter(pk__in=asked.values("responsible")).order_by()
    return rows.annotate(
        place=Value(0, IntegerField()), word=F("sort_key"), position=Value(0, IntegerField()),
        asks=Value(None, JSONField()),
    ).values_list(*COLUMNS)  # fmt: skip


def _categories(group: Group) -> Any:
    latest = CategoryVersion.objects.filter(category=OuterRef("pk")).order_by("-number")
    rows = Category.objects.filter(group=group).order_by()
    return rows.annotate(
        place=Value(1, IntegerField()), word=F("sector"),
        asks=Subquery(latest.values("questions")[:1]),
    ).values_list(*COLUMNS)  # fmt: skip
