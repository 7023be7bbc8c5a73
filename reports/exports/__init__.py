"""What goes out as a file: a report's files, open data, pictures."""

from reports.exports.document import Document, Section, Table, build
from reports.exports.opendata import data_package, issues_csv
from reports.exports.pdf import draw_pdf
from reports.exports.report import make_files
from reports.exports.sheets import draw_csv, draw_xlsx

__all__ = [
    "Document",
    "Section",
    "Table",
    "build",
    "data_package",
    "draw_csv",
    "draw_pdf",
    "draw_xlsx",
    "issues_csv",
    "make_files",
]
