"""Lines that belong to something: replaced as a whole, those that stay keep their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def set_lines(
    model: Any, lines: Sequence[Mapping[str, Any]], columns: Sequence[str], **parent: Any
) -> dict[str, list[str]]:
    """Make the lines of a parent exactly these, in this order.

    A line with `pk` keeps its row; one that somebody else took away meanwhile is written anew.
    Gives what changed for the audit entry: texts `before` and `after`.
    """
    known = {row.pk: row for row in model.objects.filter(**parent)}
    before = {said(row, columns) for row in known.values()}
    after = []
    for position, line in enumerate(lines, start=1):
        row = known.pop(line.get("pk"), None) or model(**parent)
        for column in columns:
            setattr(row, column, line[column])
        row.position = position
        row.save()
        after.append(said(row, columns))
    model.objects.filter(pk__in=list(known)).delete()
    return {
        "before": sorted(before - set(after)),
        "after": [text for text in after if text not in before],
    }


def said(row: Any, columns: Sequence[str]) -> str:
    """Give a line as one text."""
    values = (getattr(row, column) for column in columns)
    return " | ".join("" if value is None else str(value) for value in values)
