"""`GroupOwned`: the base of every row that belongs to one group, and its refusing manager."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models.expressions import Expression

from masam.tenancy.scope import Unscoped, current_groups, in_national_read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound="GroupOwned")


class Refusal(Expression):
    """A where-clause that cannot become SQL: it marks a queryset made outside any scope.

    Because the refusal sits in the query itself, `exists()`, `explain()`, aggregates, unions,
    sub-queries, updates and deletes refuse alike.
    """

    conditional = True
    output_field = models.BooleanField()

    def __init__(self, label: str) -> None:
        super().__init__(output_field=models.BooleanField())
        self.label = label

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        message = f"{self.label}: no group in scope. Enter in_group(group) before asking."
        raise Unscoped(message)


class GroupOwnedQuerySet(models.QuerySet[M]):
    """Rows of the groups in scope; writing a row of another group raises `Unscoped`."""

    def create(self, **kwargs: Any) -> M:
        _check_owner(self.model, kwargs.get("group_id") or getattr(kwargs.get("group"), "pk", None))
        return super().create(**kwargs)

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        rows = list(objs)
        for row in rows:
            _check_owner(self.model, row.group_id)
        return super().bulk_create(rows, *args, **kwargs)


class _ScopedBase(models.Manager[M]):
    def get_queryset(self) -> models.QuerySet[M]:
        rows = super().get_queryset()
        if in_national_read():
            return rows  # the national role's own policies decide what is visible
        groups = current_groups()
        if groups is None:
            return rows.filter(Refusal(self.model._meta.label))
        if len(groups) == 1:
            return rows.filter(group_id=groups[0])
        return rows.filter(group_id__in=groups)


class GroupOwnedManager(_ScopedBase.from_queryset(GroupOwnedQuerySet)):  # type: ignore[misc]
    """The manager of every owned table. `GroupOwnedManager.from_queryset(...)` adds verbs."""


class GroupOwned(models.Model):
    """A row of one group. Indexes of a child begin with `group`.

    The table gets row-level security and composite keys from `Protect` in a migration
    (`masam/tenancy/operations.py`); a house test fails when that was forgotten.
    """

    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = GroupOwnedManager()  # apps put a manager of their own verbs here

    class Meta:
        abstract = True

    @classmethod
    def owned_models(cls) -> list[type[Self]]:
        """Give every concrete model that belongs to a group."""
        from django.apps import apps  # noqa: PLC0415 - reason: the registry is ready only later

        return [model for model in apps.get_models() if issubclass(model, cls)]


def _check_owner(model: type[models.Model], group_id: int | None) -> None:
    groups = current_groups()
    if groups is None or group_id not in groups:
        message = f"{model._meta.label}: group {group_id} is not in scope {groups}"
        raise Unscoped(message)
