"""What may come in as a file."""

from masam.places.resources.table import FileRefused, Row, read_table
from masam.places.resources.units import MINIMUM, load_minimum, load_places, read_units

__all__ = [
    "MINIMUM",
    "FileRefused",
    "Row",
    "load_minimum",
    "load_places",
    "read_table",
    "read_units",
]
