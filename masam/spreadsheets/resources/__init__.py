"""Reading tables as people's programs write them, and what their columns mean."""

from masam.spreadsheets.resources.bad import BadTable
from masam.spreadsheets.resources.faults import ERRORS, CellFault, Wrong, sentence
from masam.spreadsheets.resources.kept import kept_table, packed
from masam.spreadsheets.resources.letters import repaired
from masam.spreadsheets.resources.reading import Manner, Table, read_table, refuse_large
from masam.spreadsheets.resources.taking import CannotConfirm, TableResource, shape_of

__all__ = [
    "ERRORS",
    "BadTable",
    "CannotConfirm",
    "CellFault",
    "Manner",
    "Table",
    "TableResource",
    "Wrong",
    "kept_table",
    "packed",
    "read_table",
    "refuse_large",
    "repaired",
    "sentence",
    "shape_of",
]
