"""Noting who took a list of issues out of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from masam.audit.actions import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groups.models import Group


def note_export(group: Group, *, actor: Any, kind: str, filters: Mapping[str, Any]) -> None:
    """Note that somebody took the issues that these filters let through as a file."""
    said = {name: str(value) for name, value in filters.items()}
    record("issue.exported", actor=actor, target=group, group=group, data={"kind": kind} | said)
