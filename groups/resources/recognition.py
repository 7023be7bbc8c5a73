"""Certificates as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from groups.models import (
        Recognition,
    )


def recognition_headings() -> list[str]:
    """Give the first line of the register of certificates."""
    return [
        _("number"), _("date"), _("organisation"), _("for what"), _("behind it"), _("taken back"),
        _("reason"),
    ]  # fmt: skip


def recognition_cells(row: Recognition) -> list[object]:
    """Give the line of one certificate."""
    revoked = row.revoked_at.astimezone(row.group.tz).date() if row.revoked_at else None
    return [
        f"{row.group.code}-{row.number}", row.awarded_date, row.organisation.name, row.reason,
        row.deed_label, revoked, row.revoked_reason,
    ]  # fmt: skip
