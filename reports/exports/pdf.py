"""A document as PDF/UA: typst with Noto Sans and nothing else of the machine's fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from masam.ui import wording
from masam.ui.pdf import typeset

if TYPE_CHECKING:
    from reports.exports.document import Document, Table

SOURCE = settings.ROOT / "templates" / "reports" / "typst" / "report.typ"


def draw_pdf(document: Document) -> bytes:
    """Give the document as PDF/UA-1; a missing glyph or alternative text raises."""
    return typeset(SOURCE, _plain(document))


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
