"""Agreements as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from groups.models import (
        Agreement,
    )


def agreements_head() -> list[str]:
    """Give the first line of the table of agreements, in the reader's language."""
    return [
        _("number"), _("number of the document"), _("agreement"), _("kind"), _("parties"),
        _("signed"), _("valid from"), _("valid until"), _("state"), _("commitments"),
        _("fulfilled"), _("Open Government commitment"),
    ]  # fmt: skip


def agreement_cells(agreement: Agreement) -> list[object]:
    """Give the line of an agreement of `agreements_of`."""
    row: Any = agreement
    return [
        row.number, row.reference, row.title, row.get_kind_display(), "; ".join(row.sides),
        row.signed_date, row.from_date, row.ended_date or row.to_date, row.standing_today.label,
        row.commitments_count, row.done_count, row.open_government,
    ]  # fmt: skip
