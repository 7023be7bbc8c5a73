"""What the rows of a kind of table mean: the names of its columns, the fields behind them."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from import_export.resources import ModelResource
from tablib import Dataset

from masam.search.folding import fold
from masam.spreadsheets.resources.bad import BadTable
from masam.spreadsheets.resources.letters import repaired
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from masam.spreadsheets.resources.reading import Table

ROW = "row_number"
ORNAMENT = re.compile(r"[*:;.,!()\[\]«»\"“”/\\_]+|^\s*(?:№|\d+[.)]?)\s+")
LEAST = 5  # a shorter name of a column is not looked for inside a longer heading


class CannotConfirm(DomainError):
    """The table cannot be taken in."""


class TableResource(ModelResource):
    """A resource whose columns people may name in either language.

    `kind` names what a row is. `columns` maps a field to the names its column may have; the
    first one is shown in sentences. `required` are the columns that must be there.
    """

    kind: ClassVar[str] = ""
    columns: ClassVar[dict[str, tuple[Any, ...]]] = {}
    required: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *, group: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.group, self.actor = group, actor

    def label(self, field: str) -> str:
        """Give the name of a column in the reader's language."""
        names = self.columns.get(field)
        return str(names[0]) if names else field

    @cached_property
    def names(self) -> dict[str, str]:
        """The field behind each folded name of a column, in either language."""
        known = {fold(field): field for field in self.columns}
        for language, _name in settings.LANGUAGES:  # a file may come from the other language
            with translation.override(language):
                known |= {
                    fold(str(name)): field
                    for field, names in self.columns.items()
                    for name in names
                }
        return known

    def _fields(self, table: Table) -> list[str]:
        return [self.names.get(fold(header), "") for header in table.headers]

    def ignored(self, table: Table) -> list[str]:
        """Give the columns of a file that mean nothing here."""
        pairs = zip(table.headers, self._fields(table), strict=True)
        return [header for header, field in pairs if header and not field]

    def guess(self, headers: Sequence[str]) -> list[str]:
        """Guess the field of each column, each field once: by the whole name, then by a part."""
        plain = [fold(ORNAMENT.sub(" ", repaired(header))) for header in headers]
        found = [self.names.get(name, "") for name in plain]
        found = [field if field not in found[:place] else "" for place, field in enumerate(found)]
        for place, name in enumerate(plain):
            if not found[place]:
                field = self._inside(name)
                found[place] = field if field not in found else ""
        return found

    def _inside(self, name: str) -> str:
        """Give the field whose longest name stands inside a heading, or ""."""
        inside = [
            known for known in self.names if len(known) >= LEAST and f" {known} " in f" {name} "
        ]
        return self.names[max(inside, key=len)] if inside else ""

    def missing(self, fields: Sequence[str]) -> list[str]:
        """Give the names of the columns that must be there and are not."""
        return [self.label(field) for field in self.required if field not in fields]

    def dataset(self, table: Table) -> Dataset:
        """Give the rows under the names of the fields. Raises `BadTable` for columns that lack."""
        fields = self._fields(table)
        missing = self.missing(fields)
        if missing:
            raise BadTable(
                _("The first row lacks these columns: %(names)s.") % {"names": ", ".join(missing)}
            )
        places = [(place, field) for place, field in enumerate(fields) if field]
        found = Dataset(headers=[ROW, *(field for _place, field in places)])
        for number, line in table.rows:
            found.append([number, *(line[place] for place, _field in places)])
        return found


def shape_of(headers: Sequence[str]) -> str:
    """Give what tables with the same headings share."""
    return sha256("\n".join(fold(repaired(header)) for header in headers).encode()).hexdigest()
