"""What rests on agreements of the group's register (G7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from issues.models import AgreementLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from groups.models import Agreement


def with_agreements(rows: Any, noun: str) -> Any:
    """Add the agreements an issue or an action ("issue", "action") rests on, in the same query.

    `agreements` is a list of dicts: number, reference, title.
    """
    words = JSONObject(
        number=F("agreement__number"), reference=F("agreement__reference"),
        title=F("agreement__title"),
    )  # fmt: skip
    links = AgreementLink.objects.filter(**{noun: OuterRef("pk")}).order_by("id")
    return rows.annotate(agreements=ArraySubquery(links.values_list(words)))


def resting_on(agreements: Sequence[Agreement]) -> QuerySet[AgreementLink]:
    """Give what rests on agreements: links with their issues and joint actions."""
    rows = AgreementLink.objects.filter(agreement__in=[row.pk for row in agreements])
    related = ("issue__group", "action__group")
    links: QuerySet[AgreementLink] = rows.select_related(*related).order_by("id")
    return links
