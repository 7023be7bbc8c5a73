"""Sub-projects as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from groups.models import (
        Project,
    )


def projects_head() -> list[str]:
    """Give the first line of the table of sub-projects, in the reader's language."""
    return [
        _("number"), _("sub-project"), _("lead organisation"), _("mentor"), _("tools"),
        _("sector"), _("first day"), _("last day"), _("state"), _("planned, MNT"), _("spent, MNT"),
    ]  # fmt: skip


def project_cells(project: Project) -> list[object]:
    """Give the line of a sub-project of `projects_with_sums`."""
    row: Any = project
    return [
        row.number, row.title, row.lead, row.mentor or row.mentor_name,
        "; ".join(row.tool_names), row.get_sector_display(), row.from_date, row.to_date,
        row.get_state_display(), int(row.planned), int(row.spent),
    ]  # fmt: skip
