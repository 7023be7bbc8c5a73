"""A document as PDF/UA: typst with Noto Sans and nothing else of the machine's fonts."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fontpkg_noto_sans
import typst
from django.conf import settings
from django.utils.translation import gettext as _

from masam.ui import wording

if TYPE_CHECKING:
    from reports.exports.document import Document, Table

SOURCE = Path(settings.ROOT) / "templates" / "reports" / "typst"


@cache
def _fonts() -> list[str]:
    folder = Path(fontpkg_noto_sans.__file__).parent
    return sorted({str(path.parent) for path in folder.rglob("*.ttf")})


def draw_pdf(document: Document) -> bytes:
    """Give the document as PDF/UA-1; a missing glyph or alternative text raises."""
    return typst.compile(
        str(SOURCE / "report.typ"),
        root=str(SOURCE),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(_plain(document), ensure_ascii=False)},
    )


def _plain(document: Document) -> dict[str, Any]:
    return {
        "language": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "made": document.made,
        "link": document.link,
        "figure": _("Figure"),
        "table": _("Table"),
        "page": _("page"),
        "sections": [
            {
                "title": section.title,
                "words": section.words,
                "chart": str(section.chart),
                "alt": section.alt,
                "table": _plain_table(section.table) if section.table else None,
            }
            for section in document.sections
        ],
    }


def _plain_table(table: Table) -> dict[str, Any]:
    numeric = [
        any(not isinstance(row[at], str) for row in table.rows) for at in range(len(table.head))
    ]
    return {
        "head": list(table.head),
        "rows": [[_words(cell) for cell in row] for row in table.rows],
        "numeric": numeric,
        "words": len(table.head) == 3 and not any(numeric),
    }


def _words(cell: Any) -> str:
    return cell if isinstance(cell, str) else wording.number(cell)
