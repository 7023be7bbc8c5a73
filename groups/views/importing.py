"""Members from a spreadsheet: upload, look at what becomes of each row, take in all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.actions import keep_members_table, take_in_members
from groups.exports import member_template
from groups.gate import DeskForm, DeskPage
from groups.queries.member_table import NEW, SAME, UNCLEAR, plan_members
from groups.resources import MemberTable
from masam.spreadsheets.forms import TableForm
from masam.spreadsheets.models import Import, Stage
from masam.spreadsheets.queries import import_or_404, imports_of
from masam.spreadsheets.resources import CannotConfirm, read_table
from masam.spreadsheets.serving import XLSX
from masam.ui.addresses import address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from groups.queries.member_table import Planned, TableRow
    from masam.spreadsheets.actions import Fault

MOST_FAULTS = 100


class _Importing(DeskForm):
    permission = "member.import"

    def table(self) -> MemberTable:
        """Give what a row means, for this group and person."""
        return MemberTable(group=self.group, actor=self.gate.user)


class MemberImport(_Importing):
    """`/<group>/desk/people/import/`: choose a file; earlier ones stand below."""

    template_name = "groups/member_import.html"
    form_class = TableForm

    def context(self) -> dict[str, Any]:
        table = self.table()
        return {
            "group": self.group,
            "columns": [table.label(field) for field in table.columns],
            "earlier": imports_of(self.group, MemberTable.kind)[:10],
        }

    def act(self, form: Any) -> Import:
        file, table = form.cleaned_data["file"], self.table()
        data = file.read()
        read = read_table(data)
        good, faults = table.rows(data)
        return keep_members_table(
            self.group, actor=self.gate.user, kind=table.kind, name=file.name or "", data=data,
            encoding=read.encoding, ignored_columns=table.ignored(read), total=len(read.rows),
            good=len(good), faults=faults,
        )  # fmt: skip

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "people", "import", result.pk)


class ChoicesForm(forms.Form):
    """For every unclear row: somebody who is here, or a new person."""

    is_inviting = forms.BooleanField(
        label=gettext_lazy(
            "Send an invitation to sign in to everybody new who has an e-mail address"
        ),
        required=False,
    )

    def __init__(self, *args: Any, planned: list[Planned], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in planned:
            if each.outcome == UNCLEAR and not each.fault:
                self.fields[each.field_name] = _choice_of(each)
        self.order_fields([*(name for name in self.fields if name != "is_inviting"), "is_inviting"])

    def choices(self) -> dict[int, str]:
        """Give what was chosen, by the number of the row."""
        given = self.cleaned_data.items()
        return {int(name[4:]): value for name, value in given if name.startswith("row_")}


def _choice_of(each: Planned) -> forms.ChoiceField:
    row = each.row
    known = [
        (str(term.pk), _("the same as %(who)s") % {"who": _who(term.name, term.organisation_name)})
        for term in each.candidates
    ]
    said = row.organisation.name if row.organisation else row.said
    return forms.ChoiceField(
        label=_("Row %(row)d: %(who)s") % {"row": row.number, "who": _who(row.name, said)},
        choices=[*known, (NEW, _("somebody new"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose who is meant.")},
    )


def _who(name: str, organisation: str) -> str:
    return f"{name}, {organisation}" if organisation else name


class MemberImportPreview(_Importing):
    """`/<group>/desk/people/import/<id>/`: what becomes of every row; one button takes all in."""

    template_name = "groups/member_import_preview.html"
    form_class = ChoicesForm

    @cached_property
    def upload(self) -> Import:
        """The uploaded file."""
        return import_or_404(self.group, MemberTable.kind, self.kwargs["pk"])

    @cached_property
    def read(self) -> tuple[list[TableRow], list[Fault]]:
        """The rows and their faults; nothing once they were taken in or the file is gone."""
        if self.upload.stage == Stage.CONFIRMED or not self.upload.file:
            return [], []
        with self.upload.file.open("rb") as file:
            return self.table().rows(file.read())

    @cached_property
    def planned(self) -> list[Planned]:
        """What would become of the rows."""
        return plan_members(self.group, self.read[0]) if self.read[0] else []

    @cached_property
    def faults(self) -> list[Fault]:
        """What is wrong with the file's rows, and with rows against those who are here."""
        found = [(each.row.number, "", each.fault) for each in self.planned if each.fault]
        return sorted([*self.read[1], *found])

    def form_kwargs(self) -> dict[str, Any]:
        return {"planned": self.planned}

    def context(self) -> dict[str, Any]:
        outcomes = [each.outcome for each in self.planned if not each.fault]
        return {
            "group": self.group,
            "row": self.upload,
            "is_gone": not self.upload.file,
            "planned": [(each, _who(each.row.name, _said(each))) for each in self.planned],
            "faults": self.faults[:MOST_FAULTS],
            "more": max(len(self.faults) - MOST_FAULTS, 0),
            "fresh": outcomes.count(NEW),
            "same": outcomes.count(SAME),
            "unclear": outcomes.count(UNCLEAR),
            "renewed": len(outcomes) - sum(outcomes.count(each) for each in (NEW, SAME, UNCLEAR)),
        }

    def act(self, form: Any) -> Import:
        if self.faults:
            raise CannotConfirm(_("Please put the rows right and send the file again."))
        return take_in_members(
            self.upload,
            actor=self.gate.user,
            rows=self.read[0],
            choices=form.choices(),
            is_inviting=form.cleaned_data["is_inviting"],
        )

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "people", "import", result.pk)


def _said(each: Planned) -> str:
    return each.row.organisation.name if each.row.organisation else each.row.said


class MemberTemplate(DeskPage):
    """`/<group>/desk/people/import/template.xlsx`: the empty table to fill in."""

    permission = "member.import"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = HttpResponse(member_template(), content_type=XLSX)
        response["Content-Disposition"] = 'attachment; filename="members.xlsx"'
        return response
