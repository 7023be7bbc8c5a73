"""Lists as files: the filtered rows as CSV or XLSX."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from groups.gate import DeskPage
from masam.spreadsheets.resources import csv_of, xlsx_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TablePage(DeskPage):
    """A list as a file; the address says which: `ending` is "csv" or "xlsx"."""

    noun = ""  # what the file is called, before the group's slug

    def head(self) -> Sequence[object]:
        """Give the first line."""
        raise NotImplementedError

    def rows(self) -> Iterable[Sequence[object]]:
        """Give the lines; they are read before the answer begins, inside the scope."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = list(self.rows())
        name = f"{self.noun}-{self.group.slug}-{timezone.localdate():%Y%m%d}.{kwargs['ending']}"
        if kwargs["ending"] == "xlsx":
            book = xlsx_of(self.noun, self.head(), rows)
            return FileResponse(book, as_attachment=True, filename=name, content_type=XLSX)
        response = StreamingHttpResponse(
            csv_of(self.head(), rows), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
