"""A workbook that is written while it is sent: any number of rows costs the same memory."""

from __future__ import annotations

import zipfile
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from masam.spreadsheets.serving import CONTROL, MOST_XLSX, NOT_IN_NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

EPOCH = date(1899, 12, 30).toordinal()  # day 0 of a workbook
OPEN, CLOSE = '<c t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
BOLD, DAY = '<c s="1" t="inlineStr"><is><t>', '<c s="2"><v>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{SPREADSHEET}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SPREADSHEET}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
        'formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font/><font><b/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill '
        'patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
        '<xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    ),
}  # fmt: skip


class _Outlet:
    """Takes what the archive writes, and gives it away at once."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take bytes."""
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """Give what came since the last time."""
        data = b"".join(self.waiting)
        self.waiting.clear()
        return data


def xlsx_chunks(
    head: Sequence[str], chunks: Iterable[Sequence[Sequence[str]]], *, title: str,
    days: Collection[int] = (),
) -> Iterator[bytes]:  # fmt: skip
    """Give a workbook of one sheet piece by piece; a chunk of rows is in memory at a time.

    Cells are texts; those of the columns `days` are year-month-day and become days. A text never
    runs as a formula: it is written as one. What a sheet cannot hold is left out.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:  # type: ignore[call-overload]
        for name, content in PARTS.items():
            archive.writestr(name, XML + content)
        archive.writestr("xl/workbook.xml", XML + _workbook(title))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write((XML + _beginning(head, days)).encode())
            left = MOST_XLSX
            for chunk in chunks:
                rows = list(islice(chunk, left))
                left -= len(rows)
                sheet.write("".join(_row(row, days) for row in rows).encode())
                yield outlet.taken()
            sheet.write(b"</sheetData></worksheet>")
    yield outlet.taken()


def _workbook(title: str) -> str:
    name = quoteattr(NOT_IN_NAMES.sub(" ", title)[:31].strip() or "1")
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        f'<sheet name={name} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _beginning(head: Sequence[str], days: Collection[int]) -> str:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{12 if place - 1 in days else 24}" '
        'customWidth="1"/>'
        for place in range(1, len(head) + 1)
    )
    cells = "".join(f"{BOLD}{escape(CONTROL.sub('', name))}{CLOSE}" for name in head)
    return (
        f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData><row>{cells}</row>"
    )


def _row(cells: Sequence[str], days: Collection[int]) -> str:
    return (
        "<row>"
        + "".join(
            "<c/>"
            if not cell
            else f"{DAY}{_serial(cell)}</v></c>"
            if place in days
            else f"{OPEN}{escape(cell)}{CLOSE}"
            for place, cell in enumerate(cells)
        )
        + "</row>"
    )


def _serial(day: str) -> int:
    return date.fromisoformat(day).toordinal() - EPOCH
