"""Members as a spreadsheet: the filtered list, and the empty table people fill in.

What members told about themselves is in neither: it leaves the group as counts only.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from groups.models import AgeBand, Role, Sex, Stakeholder, Vulnerability
from masam.spreadsheets.serving import harmless

if TYPE_CHECKING:
    from groups.models import Membership


def headings() -> list[str]:
    """Give the first line, in the reader's language; the import knows every name of it."""
    return [
        str(label)
        for label in (
            _("name"), _("stakeholder"), _("organisation"), _("position"), _("role"), _("e-mail"),
            _("from"), _("to"),
        )
    ]  # fmt: skip


def cells(member: Membership) -> list[object]:
    """Give the line of one term."""
    return [
        member.name, str(member.get_stakeholder_display()), member.organisation_name,
        member.position, str(member.get_role_display()), member.email, member.from_date,
        member.to_date,
    ]  # fmt: skip


def member_template() -> bytes:
    """Give the empty table to fill in, with a second sheet that says which words may stand where."""
    book = Workbook(write_only=True)
    told = [_("sex"), _("age"), _("vulnerability")]
    _sheet(book, _("Members"), [*headings(), *told])
    words = _sheet(book, _("Words"), [_("stakeholder"), _("role"), *told])
    columns = [Stakeholder, Role, [Sex.FEMALE, Sex.MALE, Sex.OTHER], AgeBand, Vulnerability]
    lists = [[str(choice.label) for choice in column] for column in columns]
    for place in range(max(map(len, lists))):
        words.append([column[place] if place < len(column) else "" for column in lists])
    return _saved(book)


def _sheet(book: Workbook, title: str, head: list[str]) -> Any:
    sheet: Any = book.create_sheet(title[:31])
    for letter in "ABCDEFGHIJK"[: len(head)]:
        sheet.column_dimensions[letter].width = 22
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, text) for text in head])
    return sheet


def _bold(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=harmless(text))
    cell.font = Font(bold=True)
    return cell


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
