"""Who answers for a problem: the group's table first, then what the organisations tell (I7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from issues.models import Route
from masam.organisations.models import Organisation, OrganisationKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from groups.models import Group
    from issues.models import Issue


@dataclass(frozen=True)
class Suggestion:
    """An organisation that should answer, and how we know."""

    organisation: int
    name: str
    why: str


def with_suggestion(rows: Any) -> Any:
    """Add who should answer, in the same query: see `suggestion_of`."""
    words = JSONObject(
        pk=F("organisation_id"),
        mn=F("organisation__name_mn"),
        en=F("organisation__name_en"),
    )
    plain = JSONObject(pk=F("pk"), mn=F("name_mn"), en=F("name_en"))
    return rows.annotate(
        routed=ArraySubquery(_routes().values_list(words)[:1]),
        answerable=ArraySubquery(_above().values_list(plain)[:1]),
        nearest=ArraySubquery(_nearest().values_list(plain)[:1]),
    )


def _place() -> ExpressionWrapper:
    """Give the code of the issue's place; without one of its own, the whole group's."""
    place = Coalesce(OuterRef("unit__code"), OuterRef("group__unit__code"))
    return ExpressionWrapper(place, output_field=CharField())


def _routes() -> QuerySet[Route]:
    """Give the lines of the table that fit an issue, the narrowest first."""
    fits = (
        Q(sector="") | Q(sector=OuterRef("sector")),
        Q(category=None) | Q(category=OuterRef("category")),
        Q(point_type="") | Q(point_type=OuterRef("service_point__type")),
        Q(unit=None) | Q(place__startswith=F("unit__code")),
    )
    weight = sum(
        (
            Case(When(condition, then=Value(points)), default=0, output_field=IntegerField())
            for condition, points in (
                (Q(category__isnull=False), 8),
                (Q(point_type__gt=""), 4),
                (Q(unit__isnull=False), 2),
                (Q(sector__gt=""), 1),
            )
        ),
        start=Value(0),
    )
    rows = Route.objects.filter(group=OuterRef("group"), organisation__is_active=True)
    found = rows.annotate(place=_place(), weight=weight).filter(*fits)
    return found.order_by("-weight", F("unit__level").desc(nulls_last=True), "id")


def _above() -> QuerySet[Organisation]:
    return Organisation.objects.active().filter(children=OuterRef("service_point"))


def _nearest() -> QuerySet[Organisation]:
    """Give the agencies of the issue's sector, the nearest place upwards first."""
    rows = Organisation.objects.active().filter(
        kind=OrganisationKind.AGENCY, sector=OuterRef("sector")
    )
    found = rows.annotate(place=_place()).filter(place__startswith=F("unit__code"))
    return found.order_by("-unit__level", "sort_key", "id")


def suggestion_of(issue: Issue) -> Suggestion | None:
    """Give who should answer for an issue read by `with_suggestion`; None when nothing fits."""
    sources = (
        ("routed", _("by the group's table of who answers")),
        ("answerable", _("answers for the service point")),
        ("nearest", _("the agency of this sector in this place")),
    )
    for name, why in sources:
        for row in getattr(issue, name, ()):
            return Suggestion(row["pk"], _named(row), why)
    return None


def _named(row: dict[str, Any]) -> str:
    """Give a name in the active language."""
    is_english = (get_language() or "").startswith("en")
    return str((is_english and row["en"]) or row["mn"])


def routes_of(group: Group, wanted: Mapping[str, Any] | None = None) -> QuerySet[Route]:
    """Give the group's table, or the lines of it that the filters let through."""
    rows = Route.objects.filter(group=group).select_related("organisation", "category", "unit")
    for name in ("sector", "point_type"):
        if wanted and wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted and wanted.get("q"):
        names = (Q(**{f"organisation__name_{tongue}__icontains": wanted["q"]})
                 for tongue in ("mn", "en"))  # fmt: skip
        rows = rows.filter(next(names) | next(names))
    found: QuerySet[Route] = rows.order_by("sector", "category__position", "unit__code", "id")
    return found


def route_or_404(group: Group, pk: int) -> Route:
    """Give a line of the group's table."""
    row: Route | None = routes_of(group).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
