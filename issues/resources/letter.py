"""The register of formal letters as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from issues.models import Letter


def letter_headings() -> list[str]:
    """Give the first line of a register of letters, in the reader's language."""
    return [
        _("number"), _("state"), _("sent"), _("issue"), _("organisation written to"),
        _("subject"), _("drafted"), _("answered since"),
    ]  # fmt: skip


def letter_cells(letter: Letter) -> list[object]:
    """Give the line of one letter; days are in the group's zone."""
    made = timezone.localtime(letter.made_at, letter.group.tz).date()
    answered = (_("yes") if letter.is_answered else _("no")) if letter.is_sent else ""  # type: ignore[attr-defined]
    return [
        letter.code, letter.get_state_display(), letter.sent_date, letter.issue.code,
        letter.addressee.name, letter.subject_mn, made, answered,
    ]  # fmt: skip
