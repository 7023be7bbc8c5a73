"""Arithmetic of figures: medians from tallies, and small counts that are never shown (R8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LEAST = 5  # smaller counts of persons or of feedback are not published


def median_of(buckets: Iterable[tuple[int, int]]) -> float | None:
    """Give the exact median of values given as (value, how often); None when there is none."""
    rows = sorted((value, n) for value, n in buckets if n > 0)
    count = sum(n for _value, n in rows)
    if not count:
        return None
    low, high = _nth(rows, (count - 1) // 2), _nth(rows, count // 2)
    return (low + high) / 2


def _nth(rows: list[tuple[int, int]], place: int) -> int:
    for value, n in rows:
        if place < n:
            return value
        place -= n
    return rows[-1][0]


def shown(count: int) -> int | None:
    """Give a count of persons fit for the public: None for 1 to 4. Nought says nothing of anybody."""
    return None if 0 < count < LEAST else count


def suppress(cells: Mapping[str, int]) -> dict[str, int | None]:
    """Give the cells of a table whose total is shown, with small ones hidden.

    When only one cell would be hidden, the total gives it away: the next smallest cell that is
    not nought is hidden with it. A total that is itself small hides all.
    """
    if shown(sum(cells.values())) is None:
        return dict.fromkeys(cells)
    hidden = {key for key, n in cells.items() if shown(n) is None}
    others = sorted((n, key) for key, n in cells.items() if n and key not in hidden)
    if others and hidden and _is_guessable(cells, hidden):
        hidden.add(others[0][1])
    return {key: None if key in hidden else n for key, n in cells.items()}


def _is_guessable(cells: Mapping[str, int], hidden: set[str]) -> bool:
    return len(hidden) == 1 or sum(cells[key] for key in hidden) < LEAST
