"""The rows of a table as they were read, packed: so that a workbook is read once."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from masam.spreadsheets.resources.reading import Table

if TYPE_CHECKING:
    from masam.spreadsheets.models import Import


def packed(table: Table) -> bytes:
    """Give the headings and rows as bytes."""
    content = {"headers": table.headers, "rows": table.rows}
    return gzip.compress(json.dumps(content, ensure_ascii=False).encode(), compresslevel=1)


def kept_table(row: Import) -> Table:
    """Give the table of an import as it was read last."""
    with row.table.open("rb") as file:
        content = json.loads(gzip.decompress(file.read()))
    lines = [(int(number), cells) for number, cells in content["rows"]]
    return Table(content["headers"], lines, row.encoding, head=row.reading.get("head", 1))
