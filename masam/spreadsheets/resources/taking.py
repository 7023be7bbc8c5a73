"""Upload -> preview with the faults of each row -> confirm, all rows or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from import_export.resources import ModelResource
from tablib import Dataset

from masam.places.models.names import fold
from masam.spreadsheets.actions import keep_upload, note_confirmed, note_preview
from masam.spreadsheets.models import Import, Stage
from masam.spreadsheets.resources.reading import BadTable, read_table
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.uploadedfile import UploadedFile
    from import_export.results import Result

    from masam.spreadsheets.actions import Fault
    from masam.spreadsheets.resources.reading import Table

ROW = "row_number"


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
        self.source: Import | None = None

    def label(self, field: str) -> str:
        """Give the name of a column in the reader's language."""
        names = self.columns.get(field)
        return str(names[0]) if names else field

    def _fields(self, table: Table) -> list[str]:
        known = {fold(field): field for field in self.columns}
        for language, _name in settings.LANGUAGES:  # a file may come from the other language
            with translation.override(language):
                known |= {
                    fold(str(name)): field
                    for field, names in self.columns.items()
                    for name in names
                }
        return [known.get(fold(header), "") for header in table.headers]

    def ignored(self, table: Table) -> list[str]:
        """Give the columns of a file that mean nothing here."""
        pairs = zip(table.headers, self._fields(table), strict=True)
        return [header for header, field in pairs if header and not field]

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[Any, bool]:
        """Every row is a new thing."""
        return self.init_instance(row), True

    def key_of(self, row: Any) -> UUID:
        """Give the identity of a row: the same row of the same file is the same thing."""
        content = self.source.sha256 if self.source else ""
        return uuid5(NAMESPACE_URL, f"{self.kind}:{self.group.pk}:{content}:{row[ROW]}")

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Leave the id sequence alone: the library would set it to the highest id it can see.

        Row-level security shows one group only, and the app's role may not do it.
        """

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:  # noqa: FBT001 - reason: the library's signature
        """Save one row behind a savepoint, so that a fault of it spoils no other."""
        with transaction.atomic():
            super().save_instance(instance, is_create, row, **kwargs)

    def dataset(self, table: Table) -> Dataset:
        """Give the rows under the names of the fields. Raises `BadTable` for columns that lack."""
        fields = self._fields(table)
        missing = [self.label(field) for field in self.required if field not in fields]
        if missing:
            raise BadTable(
                _("The first row lacks these columns: %(names)s.") % {"names": ", ".join(missing)}
            )
        places = [(place, field) for place, field in enumerate(fields) if field]
        found = Dataset(headers=[ROW, *(field for _place, field in places)])
        for number, line in table.rows:
            found.append([number, *(line[place] for place, _field in places)])
        return found


def upload(file: UploadedFile, resource: TableResource) -> Import:
    """Keep an uploaded file and preview it. Raises `BadTable` when it cannot be read."""
    file.seek(0)
    data = file.read()
    table = read_table(data)
    dataset = resource.dataset(table)
    with transaction.atomic():
        row = keep_upload(
            resource.group, actor=resource.actor, kind=resource.kind, name=file.name or "",
            data=data, encoding=table.encoding, ignored_columns=resource.ignored(table),
        )  # fmt: skip
        return preview(row, resource, dataset)


def preview(row: Import, resource: TableResource, dataset: Dataset | None = None) -> Import:
    """Try every row, take none in, and note the faults in the reader's language."""
    resource.source = row
    dataset = dataset if dataset is not None else _dataset_of(row, resource)
    faults = list(_faults(_tried(resource, dataset, dry=True), resource, dataset))
    bad = {fault[0] for fault in faults}
    return note_preview(row, total=len(dataset), good=len(dataset) - len(bad), faults=faults)


@transaction.atomic
def confirm(row: Import, resource: TableResource) -> Import:
    """Take every row in, or none. Again: nothing happens twice."""
    row = Import.objects.select_for_update().get(pk=row.pk)
    if row.stage == Stage.CONFIRMED:
        return row
    resource.source = row
    dataset = _dataset_of(row, resource)
    faults = list(_faults(_tried(resource, dataset, dry=False), resource, dataset))
    if faults:
        raise CannotConfirm(
            _("Row %(row)d: %(sentence)s Nothing was taken in.")
            % {"row": faults[0][0], "sentence": faults[0][2]}
        )
    return note_confirmed(row, actor=resource.actor)


def _tried(resource: TableResource, dataset: Dataset, *, dry: bool) -> Result:
    return resource.import_data(
        dataset,
        dry_run=dry,
        use_transactions=True,
        raise_errors=False,
        rollback_on_validation_errors=True,
    )


def _dataset_of(row: Import, resource: TableResource) -> Dataset:
    with row.file.open("rb") as file:
        return resource.dataset(read_table(file.read()))


def _faults(result: Result, resource: TableResource, dataset: Dataset) -> Iterator[Fault]:
    """Give (row, column, sentence), in the order of the rows."""
    found = [*_invalid(result, resource, dataset), *_refused(result, resource, dataset)]
    yield from sorted(found)


def _invalid(result: Result, resource: TableResource, dataset: Dataset) -> Iterator[Fault]:
    for bad in result.invalid_rows:
        for field, sentences in bad.error_dict.items():
            column = resource.label(field) if field in resource.columns else ""
            for sentence in sentences:
                yield _number(dataset, bad.number), column, str(sentence)


def _refused(result: Result, resource: TableResource, dataset: Dataset) -> Iterator[Fault]:
    for error in result.base_errors:
        yield 1, "", str(error.error)
    for number, errors in result.row_errors():
        for error in errors:
            field = getattr(error.error, "field", None) or ""
            yield _number(dataset, number), resource.label(field), _sentence(error.error)


def _sentence(error: Exception) -> str:
    if isinstance(error, DomainError):
        return str(error)
    return _("This row cannot be taken in.")


def _number(dataset: Dataset, place: int) -> int:
    """Give the row's number in the file; `place` counts the data rows from 1."""
    return int(dataset[ROW][place - 1])
