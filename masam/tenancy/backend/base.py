"""The database backend that tells PostgreSQL which groups are in scope.

The row policies read the setting `masam.groups`. We send it when, at the moment a statement
is executed, the connection's known value differs from the scope; never earlier, so a cursor
kept across a change of scope is right too. The known value is forgotten whenever PostgreSQL
may have forgotten it: connect, rollback, savepoint rollback, close.
"""

from __future__ import annotations

import select
from typing import TYPE_CHECKING, Any

from django.db.backends.postgresql import base

from masam.tenancy.scope import current_groups

if TYPE_CHECKING:
    from collections.abc import Callable


# Django writes joins in a good order, beginning at the rows that are asked for. To try all orders
# of seven tables takes PostgreSQL 9 ms of planning for 1 ms of work; of four at a time 2 ms.
# Compiling a plan (jit) pays for queries of seconds; ours take milliseconds.
PLANNING = "-c join_collapse_limit=4 -c jit=off"


class DatabaseWrapper(base.DatabaseWrapper):
    """A PostgreSQL connection that keeps the setting `masam.groups` equal to the scope."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sent: str | None = None
        self.is_national = False
        self.prepared: set[str] = set()  # names of statements (masam/tenancy/prepared.py)
        self.execute_wrappers.append(self._with_scope)

    def get_connection_params(self) -> dict[str, Any]:
        """Give what psycopg2 connects with: ours, and the planner's settings."""
        params: dict[str, Any] = super().get_connection_params()
        return params | {"options": f"{params.get('options', '')} {PLANNING}".strip()}

    def is_usable(self) -> bool:
        """Tell whether the connection still stands, without asking the server.

        Between two requests the server says nothing, unless it is closing: then there is
        something to read, and a new connection is made. This replaces a query per request.
        """
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN | select.POLLPRI)
        return not waiting.poll(0)

    def sync_scope(self) -> None:
        """Send the scope now. Needed only before raw psycopg2 calls such as COPY."""
        wanted = ",".join(str(key) for key in current_groups() or ())
        if wanted == self._sent:
            return
        self.ensure_connection()
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT set_config('masam.groups', %s, false)", [wanted])
        self._sent = wanted

    def _with_scope(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 - reason: Django calls its wrappers so
        context: dict[str, Any],
    ) -> Any:
        # A broken transaction accepts nothing but its rollback: leave the error to Django, also
        # where the scope ended between the error and the rollback to the savepoint.
        if not self.needs_rollback and not sql.startswith("ROLLBACK TO SAVEPOINT"):
            self.sync_scope()
        return execute(sql, params, many, context)

    def _forget(self) -> None:
        self._sent = None
        self.is_national = False

    def connect(self) -> None:
        self._forget()
        self.prepared = set()
        super().connect()

    def _rollback(self) -> None:
        self._forget()
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        # SET LOCAL ROLE made before the savepoint outlives it; set_config is asked anew.
        self._sent = None

    def _close(self) -> None:
        self._forget()
        super()._close()  # type: ignore[misc]
