"""Reading tables as people's programs write them, taking their rows in, and writing tables."""

from masam.spreadsheets.resources.reading import BadTable, Table, read_table
from masam.spreadsheets.resources.taking import (
    CannotConfirm,
    TableResource,
    confirm,
    preview,
    upload,
)
from masam.spreadsheets.resources.writing import csv_of, harmless, xlsx_of

__all__ = [
    "BadTable",
    "CannotConfirm",
    "Table",
    "TableResource",
    "confirm",
    "csv_of",
    "harmless",
    "preview",
    "read_table",
    "upload",
    "xlsx_of",
]
