"""Tasks that work inside one group: ids in, the scope entered, one call made."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from masam.tenancy.scope import in_group

if TYPE_CHECKING:
    from collections.abc import Callable
from typing import Concatenate

P = ParamSpec("P")
R = TypeVar("R")


def group_task(work: Callable[Concatenate[int, P], R]) -> Callable[Concatenate[int, P], R]:
    """Run `work(group_id, ...)` inside the scope of that group. Goes under `@shared_task`."""

    @wraps(work)
    def scoped(group_id: int, *args: P.args, **kwargs: P.kwargs) -> R:
        with in_group(group_id):
            return work(group_id, *args, **kwargs)

    return scoped
