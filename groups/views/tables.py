"""Lists as files: the filtered rows as CSV or XLSX."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groups.gate import DeskPage
from masam.spreadsheets.serving import table_response

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest, HttpResponseBase


class TablePage(DeskPage):
    """A list as a file; the address says which: `ending` is "csv" or "xlsx"."""

    noun = ""  # what the file is called, before the group's slug

    def head(self) -> Sequence[object]:
        """Give the first line."""
        raise NotImplementedError

    def rows(self) -> Iterable[Sequence[object]]:
        """Give the lines."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = f"{self.noun}-{self.group.slug}"
        return table_response(kwargs["ending"], name, self.head(), self.rows())
