"""All files of a report, from its one snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone, translation

from masam.ui.addresses import address
from reports.actions import MadeFile
from reports.exports.document import build
from reports.exports.pdf import draw_pdf
from reports.exports.sheets import draw_csv, draw_xlsx

if TYPE_CHECKING:
    from reports.models import Report

DRAWN = {"pdf": draw_pdf, "xlsx": draw_xlsx, "csv": draw_csv}


def make_files(report: Report) -> list[MadeFile]:
    """Draw every format in every language of the report."""
    return [made for language in report.languages.split(",") for made in _drawn(report, language)]


def _drawn(report: Report, language: str) -> list[MadeFile]:
    with translation.override(language), timezone.override(report.group.tz):
        link = settings.BASE_URL + address(report.group.slug)
        document = build(report, language, link)
        return [MadeFile(language, name, draw(document)) for name, draw in DRAWN.items()]
