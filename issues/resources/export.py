"""Filtered lists of issues as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from issues.queries import as_text

if TYPE_CHECKING:
    from datetime import datetime

    from issues.models import Issue


def headings() -> list[str]:
    """Give the first line, in the reader's language."""
    return [
        _("number"), _("group"), _("problem in one line"), _("sector"), _("category"),
        _("service point"), _("place code"), _("state"), _("responsible organisation"),
        _("logged"), _("problem verified"), _("due"), _("fix claimed"), _("fix verified"),
    ]  # fmt: skip


def cells(issue: Issue) -> list[object]:
    """Give the line of one issue; days are in the group's zone, as year-month-day."""
    days = [_day(issue, moment) for moment in (issue.logged_at, issue.verified_at)]
    ends = [_day(issue, moment) for moment in (issue.claimed_at, issue.fixed_at)]
    row: list[object] = [
        issue.code, issue.group.name, issue.title, issue.get_sector_display(), issue.category,
        issue.service_point, issue.unit.code if issue.unit else "", issue.get_state_display(),
        issue.responsible, *days, issue.due_date.isoformat() if issue.due_date else "", *ends,
    ]  # fmt: skip
    return row


def desk_headings() -> list[str]:
    """Give the first line of the desk's own file: with what the group marked issues by."""
    return [*headings(), _("priority"), _("tags"), _("me too"), _("questions")]


def desk_cells(issue: Issue) -> list[object]:
    """Give the line of an issue that came `marked` and `with_particulars`."""
    level = issue.priority.level if hasattr(issue, "priority") else ""
    tags = ", ".join(row["tag__name"] for row in issue.tags)  # type: ignore[attr-defined]
    echoes = issue.echo.count if hasattr(issue, "echo") else 0
    return [*cells(issue), level, tags, echoes, as_text(issue.asked)]  # type: ignore[attr-defined]


def _day(issue: Issue, moment: datetime | None) -> str:
    return timezone.localtime(moment, issue.group.tz).date().isoformat() if moment else ""
