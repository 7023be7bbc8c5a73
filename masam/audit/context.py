"""What the entries of one request have in common: the name of its route."""

from __future__ import annotations

from contextvars import ContextVar

route: ContextVar[str] = ContextVar("masam_route", default="")
