"""What a group promises citizens: how fast problems of a kind move (I8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from issues.actions.refusals import CannotPromise
from issues.models import Category, ClockKind, Promise
from masam.audit.actions import record
from masam.calendars.models import DayUnit
from masam.wire.errors import StaleVersion

if TYPE_CHECKING:
    from groups.models import Group

# What every group begins with (domain.md 2.4); by when problems are fixed it settles itself.
ACKNOWLEDGE_DAYS = 2


@transaction.atomic
def make_promise(
    group: Group, *, actor: Any, kind: str, days: int, unit: str, sector: str = "",
    category: Category | None = None,
) -> Promise:  # fmt: skip
    """Promise a term for one category, one sector, or everything; clocks that run do not move.

    Raises `CannotPromise` when the same was promised already.
    """
    row = Promise(group=group, kind=kind)
    _fill(row, days=days, unit=unit, sector=sector, category=category)
    row.save()
    record("promise.made", actor=actor, target=row, data=_said(row))
    return row


@transaction.atomic
def edit_promise(
    promise: Promise, *, actor: Any, version: int, kind: str, days: int, unit: str,
    sector: str = "", category: Category | None = None,
) -> Promise:  # fmt: skip
    """Change what is promised from now on. Raises `StaleVersion` with what now stands."""
    row = (
        Promise.objects.select_for_update(of=("self",))
        .select_related("category")
        .get(pk=promise.pk)
    )
    if row.version != version:
        raise StaleVersion(
            _("Somebody else changed this promise meanwhile. Both stand below."), theirs=_said(row)
        )
    was = _said(row)
    row.kind, row.version = kind, row.version + 1
    _fill(row, days=days, unit=unit, sector=sector, category=category)
    row.save()
    record("promise.changed", actor=actor, target=row, data=_said(row) | {"was": was})
    return row


@transaction.atomic
def drop_promise(promise: Promise, *, actor: Any) -> None:
    """Promise it no longer; clocks that run do not move."""
    record("promise.dropped", actor=actor, target=promise, data=_said(promise))
    promise.delete()


def _fill(row: Promise, *, days: int, unit: str, sector: str, category: Category | None) -> None:
    row.days, row.unit, row.category = days, unit, category
    row.sector = category.sector if category is not None else sector
    twins = Promise.objects.filter(
        group=row.group_id, kind=row.kind, sector=row.sector, category=category
    )
    if twins.exclude(pk=row.pk).exists():
        raise CannotPromise(
            _("This was promised already. Please change the promise that stands."), field="days"
        )


def _said(row: Promise) -> dict[str, str]:
    """Give a promise in words, for the audit and for whoever meets a newer one."""
    about = str(row.category or (row.get_sector_display() if row.sector else _("everything")))
    return {
        "kind": str(row.get_kind_display()),
        "about": about,
        "days": f"{row.days} ({row.get_unit_display()})",
    }


def seed_promises(group: Group) -> None:
    """Give a new group the promise that every group begins with. Needs its scope."""
    Promise.objects.get_or_create(
        group=group, kind=ClockKind.ACKNOWLEDGE, sector="", category=None,
        defaults={"days": ACKNOWLEDGE_DAYS, "unit": DayUnit.WORKING},
    )  # fmt: skip


def copy_promises(group: Group, model: Group) -> int:
    """Give a new group the model's promises, as far as it has the categories; give how many.

    Needs a scope that holds both.
    """
    own = {(row.sector, row.key): row for row in Category.objects.filter(group=group)}
    rows = []
    for row in Promise.objects.filter(group=model).select_related("category").order_by("id"):
        category = row.category and own.get((row.category.sector, row.category.key))
        if category or row.category is None:
            rows.append(
                Promise(
                    group=group, kind=row.kind, sector=row.sector, category=category,
                    days=row.days, unit=row.unit,
                )
            )  # fmt: skip
    return len(Promise.objects.bulk_create(rows))
