"""Teams as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from groups.models import (
        Team,
    )


def teams_head() -> list[str]:
    """Give the first line of the table of teams, in the reader's language."""
    return [
        _("number"), _("team"), _("kind"), _("mandate"), _("who gave the mandate"), _("lead"),
        _("people"), _("first day"), _("last day"),
    ]  # fmt: skip


def team_cells(team: Team) -> list[object]:
    """Give the line of a team of `teams_with_counts`."""
    row: Any = team
    return [
        row.number, row.name, row.get_kind_display(), row.mandate, row.approved_by,
        row.lead_name, row.count, row.from_date, row.to_date,
    ]  # fmt: skip
