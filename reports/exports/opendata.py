"""Open data: the CSV with its HXL row, and the Data Package that describes it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from reports.indicators import INDICATORS
from reports.queries import open_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

# name, HXL tag, type, what it says
COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("group", "#org+group+code", "string", "slug of the group, as in addresses"),
    ("unit_code", "#adm1+code", "string", "NSO code of the aimag or district"),
    ("group_name", "#org+group+name", "string", "name of the group"),
    ("sector", "#sector", "string", "health or education"),
    ("state", "#status", "string", "state of the issues now"),
    ("month", "#date+month", "yearmonth", "month, in the group's own time zone"),
    ("recorded", "#meta+count+recorded", "integer",
     "published issues recorded in the month and now in the state"),
    ("verified_fixed", "#meta+count+fixed", "integer",
     "published issues whose fix was verified in the month"),
)  # fmt: skip


class _Echo:
    """A file that gives back each line instead of keeping it."""

    def write(self, value: str) -> str:
        return value


def issues_csv() -> Iterator[bytes]:
    """Give the lines of the CSV: headings, HXL tags, rows."""
    writer: Any = csv.writer(_Echo())
    yield b"\xef\xbb\xbf"
    yield writer.writerow([name for name, _tag, _type, _says in COLUMNS]).encode()
    yield writer.writerow([tag for _name, tag, _type, _says in COLUMNS]).encode()
    for *words, day, recorded, fixed in open_rows():
        yield writer.writerow([*words, f"{day:%Y-%m}", recorded, fixed]).encode()


def data_package(base: str) -> dict[str, Any]:
    """Give the Data Package (frictionless v1) of the open data; `base` is the site's address."""
    fields = [
        {"name": name, "type": kind, "description": says, "rdf:type": tag}
        for name, tag, kind, says in COLUMNS
    ]
    return {
        "profile": "tabular-data-package",
        "name": "masam-issues",
        "title": "MASAM: issues of health and education services in Mongolia",
        "homepage": f"{base}/data/",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "sources": [{"title": "What the groups recorded and published", "path": base}],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "issues",
                "path": f"{base}/data/issues.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"headerRowCount": 1, "commentChar": "#"},
                "schema": {"fields": fields, "missingValues": [""],
                           "primaryKey": ["group", "sector", "state", "month"]},
            }
        ],
        "indicators": [
            {"name": item.key, "title": str(item.name), "description": str(item.sentence),
             "numerator": str(item.numerator), "denominator": str(item.denominator),
             "exclusions": str(item.exclusions)}
            for item in INDICATORS
        ],
    }  # fmt: skip
