"""Issues from a spreadsheet: upload, match the columns, look at the rows, take them in, or back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from groups.gate import DeskForm, DeskPage
from issues.resources import (
    IssueTable,
    faults_sheet,
    issue_template,
    match_columns,
    progress_of,
    reread,
    rows_of,
    take_back,
    upload_issues,
)
from issues.tasks import wake_import, work_on_import
from masam.jobs.models import JobState
from masam.spreadsheets.actions import order_import
from masam.spreadsheets.forms import ColumnsForm, NoFields, OrderForm, RepairForm, TableForm
from masam.spreadsheets.models import Import, Stage
from masam.spreadsheets.queries import import_or_404, imports_of
from masam.spreadsheets.resources import kept_table, sentence
from masam.spreadsheets.serving import XLSX

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from issues.resources import Row
    from masam.spreadsheets.resources import Table

MOST_FAULTS = 100
SHOWN = 5  # rows of the preview
AT_ONCE = 100  # so few rows are taken in while the person waits
REFRESH_SECONDS = 2


class _Importing(DeskForm):
    permission = "issue.import"

    @cached_property
    def table(self) -> IssueTable:
        """What a row means, for this group and person."""
        return IssueTable(group=self.group, actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        name = "import_preview" if not self.table.missing(result.columns) else "import_columns"
        return reverse(f"issues:{name}", args=[self.group.slug, result.pk])


class IssueImport(_Importing):
    """Choose a file; earlier uploads stand below."""

    template_name = "issues/issue_import.html"
    form_class = TableForm

    def context(self) -> dict[str, Any]:
        return {
            "group": self.group,
            "columns": [self.table.label(field) for field in self.table.columns],
            "earlier": imports_of(self.group, IssueTable.kind)[:10],
        }

    def act(self, form: Any) -> Import:
        return upload_issues(form.cleaned_data["file"], self.table)


class _OneImport(_Importing):
    @cached_property
    def row(self) -> Import:
        """The uploaded file."""
        return import_or_404(self.group, IssueTable.kind, self.kwargs["pk"])

    @cached_property
    def read(self) -> Table:
        """The rows as they were read."""
        if not self.row.table:
            raise Http404
        return kept_table(self.row)

    @cached_property
    def meanings(self) -> list[tuple[str, str]]:
        """What a column may mean."""
        return [(field, self.table.label(field)) for field in self.table.columns]


class IssueImportColumns(_OneImport):
    """`.../columns/`: which column means what, with some of its cells; the sheet and the head."""

    template_name = "issues/issue_import_columns.html"
    form_class = ColumnsForm

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "headers": self.read.headers,
            "samples": [self._sample(place) for place in range(len(self.read.headers))],
            "fields": self.meanings,
            "needed": self.table.required,
            "sheets": [(name, self._said(name)) for name in self.row.reading.get("sheets", [])],
            "initial": {"sheet": self.row.reading.get("sheet", ""), "head": self.read.head},
        }

    def _said(self, name: str) -> str:
        hidden = name in self.row.reading.get("hidden", [])
        return _("%(name)s (hidden)") % {"name": name} if hidden else name

    def _sample(self, place: int) -> str:
        """Give the first different cells of a column."""
        cells = dict.fromkeys(line[place] for _number, line in self.read.rows[:50] if line[place])
        return " · ".join(cell[:60] for cell in list(cells)[:3])

    def initial(self) -> dict[str, Any]:
        return {f"column_{place}": field for place, field in enumerate(self.row.columns)}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "row": self.row}

    def act(self, form: Any) -> Import:
        place = {
            name: form.cleaned_data[name] for name in ("sheet", "head") if name in form.cleaned_data
        }
        if any(value != form.initial.get(name) for name, value in place.items()):
            if place.get("sheet", "") != form.initial.get("sheet", ""):
                place["head"] = 0  # found anew
            self.is_read_anew = True
            return reread(self.row, self.table, **place)
        return match_columns(self.row, self.table, form.columns)

    is_read_anew = False

    def success_url(self, result: Any) -> str:
        if self.is_read_anew:
            return reverse("issues:import_columns", args=[self.group.slug, result.pk])
        return super().success_url(result)


class IssueImportPreview(_OneImport):
    """`/<group>/desk/issues/import/<id>/`: the rows as they would become, what is wrong, the
    choice; then how far it is, then what became of it."""

    template_name = "issues/issue_import_preview.html"
    form_class = OrderForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"has_faults": self.row.bad_rows > 0}

    def context(self) -> dict[str, Any]:
        row, is_open = self.row, self.row.stage == Stage.PREVIEWED
        faults = [self._fault(fault) for fault in row.faults[:MOST_FAULTS]] if is_open else []
        return {
            "group": self.group,
            "row": row,
            "is_open": is_open,
            "is_underway": row.stage == Stage.ORDERED,
            "is_failed": row.state == JobState.FAILED,
            "asks": is_open and bool(row.reading.get("samples")) and row.is_repaired is None,
            "percent": progress_of(row),
            "refresh": REFRESH_SECONDS,
            "faults": faults,
            "more": max(row.bad_rows - len({fault[0] for fault in faults}), 0) if is_open else 0,
            "fresh": row.good_rows - row.known_rows,
            "missing": self.table.missing(row.columns) if row.columns else [],
            "heads": [label for _field, label in self.meanings],
            "lines": self._lines() if is_open and row.table else [],
            "repair": RepairForm(),
            "can_undo": row.stage == Stage.CONFIRMED and row.taken_rows > 0,
        }

    def _fault(self, fault: list[Any]) -> tuple[int, str, str]:
        if len(fault) == 3:  # kept before the sentences followed the reader's language
            return fault[0], fault[1], fault[2]
        number, field, code, words = fault
        return number, self.table.label(field), sentence(code, words, self.table.words_of)

    def _lines(self) -> list[tuple[int, list[str]]]:
        """Give the first good rows as they would become."""
        _read, good, _faults = rows_of(self.row, self.table)
        return [(each.number, self._cells(each)) for each in good[:SHOWN]]

    def _cells(self, each: Row) -> list[str]:
        words = {field: each.values[field] for field in self.table.columns}
        for name in ("sector", "reporter_class"):
            choices = dict(self.table.fields[name].widget.choices)
            words[name] = choices.get(words[name], "")
        day, unit = words["logged_date"], words["unit"]
        words["logged_date"] = day.isoformat() if day else _("today")
        words["unit"] = unit.name if unit else ""
        return ["" if value is None else str(value)[:160] for value in words.values()]

    def act(self, form: Any) -> Import:
        row = order_import(self.row, actor=self.gate.user, mode=form.cleaned_data["mode"])
        if row.state == JobState.QUEUED:
            if row.total_rows <= AT_ONCE:
                work_on_import(self.group.pk, row.pk)
            else:
                transaction.on_commit(partial(wake_import, self.group.pk, row.pk))
        return row

    def success_url(self, result: Any) -> str:
        return reverse("issues:import_preview", args=[self.group.slug, result.pk])


class IssueImportRepair(_OneImport):
    """`.../repair/`: the answer to the question about old letters."""

    template_name = "issues/issue_import_repair.html"
    form_class = RepairForm

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "row": self.row}

    def act(self, form: Any) -> Import:
        return reread(self.row, self.table, repair=form.cleaned_data["repair"])


class IssueImportUndo(_OneImport):
    """`.../undo/`: take back what was logged, while nothing has happened to it."""

    template_name = "issues/issue_import_undo.html"
    form_class = NoFields

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "row": self.row}

    def act(self, form: Any) -> Import:
        return take_back(self.row, actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        return reverse("issues:import_preview", args=[self.group.slug, result.pk])


class IssueImportFaults(DeskPage):
    """`.../errors.xlsx`: the faulty rows as they came, with a column that says what is wrong."""

    permission = "issue.import"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        row = import_or_404(self.group, IssueTable.kind, kwargs["pk"])
        if not row.table:
            raise Http404
        table = IssueTable(group=self.group, actor=self.gate.user)
        read, _good, faults = rows_of(row, table)
        return _book(faults_sheet(table, read, faults), f"errors-{row.pk}.xlsx")


class IssueTemplate(DeskPage):
    """`/<group>/desk/issues/import/template.xlsx`: the empty table to fill in."""

    permission = "issue.import"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        table = IssueTable(group=self.group, actor=self.gate.user)
        return _book(issue_template(table), f"issues-{self.group.slug}.xlsx")


def _book(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
