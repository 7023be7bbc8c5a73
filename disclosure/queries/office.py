"""What an officer's own organisations owe, in all groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q
from django.http import Http404

from disclosure.models import Check, OfficeWord, Owed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from groups.models import Membership


def owed_by(memberships: Iterable[Membership]) -> QuerySet[Owed]:
    """Give what an officer's organisations owe in their groups, with checks and words."""
    words = OfficeWord.objects.order_by("id")
    checks = Check.objects.prefetch_related(Prefetch("words", words)).order_by("-id")
    mine = Q(pk__in=[])
    for one in memberships:
        mine |= Q(group_id=one.group_id, organisation_id=one.organisation_id)
    return Owed.objects.with_names().filter(mine).prefetch_related(Prefetch("checks", checks))


def owed_of_office_or_404(
    memberships: Iterable[Membership], slug: str, pk: int
) -> tuple[Owed, Check]:
    """Give a row of an officer's organisations and its newest check, which is answered."""
    row = owed_by(memberships).filter(group__slug=slug, pk=pk).first()
    checks = list(row.checks.all()) if row else []
    if row is None or not checks:
        raise Http404
    return row, checks[0]
