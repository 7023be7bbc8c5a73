"""Pages of a long list, cut by the last row shown (`after`), so that page 900 costs as much as page 1."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Slice(Generic[M]):
    """The rows of one page. `next_after` is the address part of the next page, empty on the last."""

    rows: Sequence[M]
    next_after: str
    is_first: bool

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def has_other_pages(self) -> bool:
        """True when there is something before or behind this page."""
        return bool(self.next_after) or not self.is_first


def slice_after(
    queryset: QuerySet[M], after: str, *, order: Sequence[str], size: int = 50
) -> Slice[M]:
    """Return the page of `size` rows behind the mark `after` (empty or broken: the first page).

    `order` are field names, `-` in front for falling; the last must be unique (`"id"`) and none may be
    empty in a row. Costs one query.
    """
    marks = _read(after, len(order))
    rows = queryset.order_by(*order)
    try:
        found = list((rows.filter(_behind(order, marks)) if marks else rows)[: size + 1])
    except (ValidationError, ValueError, TypeError):
        marks, found = None, list(rows[: size + 1])
    return cut(found, order=order, size=size, is_first=marks is None)


def cut(found: list[M], *, order: Sequence[str], size: int, is_first: bool = True) -> Slice[M]:
    """Return the page of `size` rows of what was found, one row more than fits if there is one."""
    more = len(found) > size
    return Slice(found[:size], _write(found[size - 1], order) if more else "", is_first)


def _behind(order: Sequence[str], marks: Sequence[Any]) -> Q:
    """Rows behind the mark: (a > x) or (a = x and b > y) or ..."""
    condition, same = Q(), Q()
    for name, mark in zip(order, marks, strict=True):
        field = name.lstrip("-")
        side = "lt" if name.startswith("-") else "gt"
        condition |= same & Q(**{f"{field}__{side}": mark})
        same &= Q(**{field: mark})
    return condition


def _value(row: Model, name: str) -> Any:
    value: Any = row
    for step in name.lstrip("-").split("__"):
        value = getattr(value, step)
    return value


def _write(row: Model, order: Sequence[str]) -> str:
    values = json.dumps([_value(row, name) for name in order], default=str, ensure_ascii=False)
    return base64.urlsafe_b64encode(values.encode()).decode().rstrip("=")


def _read(after: str, count: int) -> list[Any] | None:
    try:
        text = base64.urlsafe_b64decode(after.encode() + b"=" * (-len(after) % 4))
        values = json.loads(text)
    except (ValueError, binascii.Error):
        return None
    good = isinstance(values, list) and len(values) == count
    return values if good and all(isinstance(v, str | int | float) for v in values) else None
