"""Reading tables as people's programs write them, and taking their rows in."""

from masam.spreadsheets.resources.reading import BadTable, Table, read_table
from masam.spreadsheets.resources.taking import (
    CannotConfirm,
    TableResource,
    confirm,
    preview,
    upload,
)

__all__ = [
    "BadTable",
    "CannotConfirm",
    "Table",
    "TableResource",
    "confirm",
    "preview",
    "read_table",
    "upload",
]
