"""Issues from a spreadsheet: upload, look at the faults of each row, take in all or nothing."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from groups.gate import DeskForm
from issues.resources import IssueResource
from masam.spreadsheets.forms import TableForm, TakeInForm
from masam.spreadsheets.models import Import
from masam.spreadsheets.queries import import_or_404, imports_of
from masam.spreadsheets.resources import CannotConfirm, confirm, upload

MOST_FAULTS = 100


class _Importing(DeskForm):
    permission = "issue.import"

    def resource(self) -> IssueResource:
        """Give what a row means, for this group and person."""
        return IssueResource(group=self.group, actor=self.gate.user)


class IssueImport(_Importing):
    """Choose a file; earlier uploads stand below."""

    template_name = "issues/issue_import.html"
    form_class = TableForm

    def context(self) -> dict[str, Any]:
        resource = self.resource()
        return {
            "columns": [resource.label(field) for field in resource.columns],
            "earlier": imports_of(self.group, IssueResource.kind)[:10],
        }

    def act(self, form: Any) -> Import:
        return upload(form.cleaned_data["file"], self.resource())

    def success_url(self, result: Any) -> str:
        return reverse("issues:import_preview", args=[self.group.slug, result.pk])


class IssueImportPreview(_Importing):
    """The faults of each row; one button takes in all rows."""

    template_name = "issues/issue_import_preview.html"
    form_class = TakeInForm

    @cached_property
    def row(self) -> Import:
        return import_or_404(self.group, IssueResource.kind, self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "faults": self.row.faults[:MOST_FAULTS],
            "more": max(len(self.row.faults) - MOST_FAULTS, 0),
        }

    def act(self, form: Any) -> Import:
        if self.row.faults:
            raise CannotConfirm(_("Please put the rows right and send the file again."))
        return confirm(self.row, self.resource())

    def success_url(self, result: Any) -> str:
        return reverse("issues:import_preview", args=[self.group.slug, result.pk])
