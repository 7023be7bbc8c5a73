"""The register of agreements at the desk, and its public page (G7)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groups.actions import (
    attach_scan,
    edit_agreement,
    end_agreement,
    log_agreement,
    publish_agreement,
    remove_scan,
    set_commitments,
    unpublish_agreement,
)
from groups.filters import AgreementFilter
from groups.forms import (
    AgreementEditForm,
    AgreementEndForm,
    AgreementLogForm,
    ButtonForm,
    CommitmentsForm,
    NoteForm,
    ScanForm,
)
from groups.gate import DeskForm, DeskPage, PublicGroupPage
from groups.models import Agreement
from groups.queries import (
    agreement_file_or_404,
    agreement_history,
    agreement_or_404,
    agreements_of,
    commitments_of,
    follow_ups_of,
    known_names,
    published_agreements,
    roster,
    who_may_commit,
)
from groups.resources import agreement_cells, agreements_head
from groups.views.conflict import ShowsBoth
from groups.views.lines import LinesPage
from groups.views.tables import TablePage
from masam.attachments.serving import file_response
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest, HttpResponseBase

    from groups.models import AgreementFile


class AgreementList(DeskPage):
    """`/<group>/desk/agreements/`: the register, by the filters."""

    permission = "agreement.read"
    template_name = "groups/agreement_list.html"

    def context(self) -> dict[str, Any]:
        query = self.request.GET
        chosen = AgreementFilter(query)
        rows = chosen.apply(agreements_of(self.group), self.group.today())
        return {
            "group": self.group,
            "page": slice_after(rows, query.get("after", ""), order=chosen.order),
            "filter": chosen,
            "is_narrow": any(query.get(name) for name in ("q", "kind", "state")),
        }


class AgreementExport(TablePage):
    """`/<group>/desk/agreements.csv`, `.xlsx`: exactly the filtered list."""

    permission = "agreement.read"
    noun = "agreements"

    def head(self) -> Sequence[object]:
        return agreements_head()

    def rows(self) -> Iterable[Sequence[object]]:
        chosen = AgreementFilter(self.request.GET)
        rows = chosen.apply(agreements_of(self.group), self.group.today())
        return (agreement_cells(row) for row in rows.order_by(*chosen.order))


class AgreementLog(DeskForm):
    """`/<group>/desk/agreements/new/`: an agreement into the register."""

    permission = "agreement.manage"
    template_name = "groups/agreement_log.html"
    form_class = AgreementLogForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"roster": roster(self.group), "names": known_names(self.group)}

    def initial(self) -> dict[str, Any]:
        return {"kind": "mou", "from_date": self.group.today()}

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Agreement:
        return log_agreement(self.group, actor=self.gate.user, **self.words(form))

    def words(self, form: Any) -> dict[str, Any]:
        """Give what `log_agreement` takes, of a valid form."""
        words = dict(form.cleaned_data)
        scan = words.pop("scan")
        return words | {"scans": [scan] if scan else []}

    def success_url(self, result: Agreement) -> str:
        return address(self.group.slug, "desk", "agreements", result.number)


class _OneAgreement:
    """Finds the agreement of the address."""

    gate: Any
    group: Any
    kwargs: dict[str, Any]

    @cached_property
    def agreement(self) -> Agreement:
        """The agreement."""
        return agreement_or_404(self.gate, self.kwargs["number"])

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "agreements", self.agreement.number)


class AgreementPage(_OneAgreement, DeskPage):
    """`/<group>/desk/agreements/<no>/`: what it says, what it commits to, what rests on it."""

    permission = "agreement.read"
    template_name = "groups/agreement_detail.html"

    def context(self) -> dict[str, Any]:
        today = self.group.today()
        return {
            "group": self.group,
            "agreement": self.agreement,
            "standing": self.agreement.standing_today,
            "commitments": [
                (row, not row.is_done and row.due_date is not None and row.due_date < today)
                for row in commitments_of(self.agreement)
            ],
            "follow_ups": follow_ups_of(self.agreement),
            "steps": agreement_history(self.agreement),
        }


class AgreementRenew(_OneAgreement, AgreementLog):
    """`.../renew/`: another agreement takes its place; filled in from the old one."""

    template_name = "groups/agreement_renew.html"

    def initial(self) -> dict[str, Any]:
        old = self.agreement
        names = ("kind", "title", "remind_days", "open_government")
        return {
            **{name: getattr(old, name) for name in names},
            "parties": "\n".join(old.sides),  # type: ignore[attr-defined]
            "responsible": old.responsible_id,
            "from_date": old.to_date or self.group.today(),
        }

    def context(self) -> dict[str, Any]:
        return super().context() | {"agreement": self.agreement}

    def words(self, form: Any) -> dict[str, Any]:
        return super().words(form) | {"replaces": self.agreement}

    def success_url(self, result: Agreement) -> str:
        return AgreementLog.success_url(self, result)


class _AgreementStep(_OneAgreement, DeskForm):
    """A form about the agreement of the address."""

    permission = "agreement.manage"

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "agreement": self.agreement, "back": self.success_url(None)}


class AgreementEdit(ShowsBoth, _AgreementStep):
    """`.../edit/`: a correction; two at once see both texts."""

    template_name = "groups/agreement_edit.html"
    form_class = AgreementEditForm

    def form_kwargs(self) -> dict[str, Any]:
        people, keeper = roster(self.group), self.agreement.responsible
        if keeper is not None and keeper not in people:
            people.append(keeper)
        return {"roster": people, "names": known_names(self.group)}

    def initial(self) -> dict[str, Any]:
        row: Any = self.agreement
        names = AgreementEditForm.base_fields.keys() - {"parties", "responsible"}
        return {
            **{name: getattr(row, name) for name in names},
            "parties": "\n".join(row.sides),
            "responsible": row.responsible_id,
        }

    def act(self, form: Any) -> Agreement:
        return edit_agreement(self.agreement, actor=self.gate.user, **form.cleaned_data)

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        self.agreement.refresh_from_db(fields=["version"])
        return {"version": self.agreement.version}


class AgreementCommitments(_OneAgreement, LinesPage):
    """`.../commitments/`: what it commits to, whom, by when."""

    permission = "agreement.manage"
    form_class = CommitmentsForm
    heading = _("What it commits to")
    lead = _("One line, one commitment. Write the day when it was fulfilled.")

    def target(self) -> Agreement:
        return self.agreement

    def standing(self) -> Sequence[Any]:
        return commitments_of(self.agreement)

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"organisations": who_may_commit(self.agreement)}

    def act(self, form: Any) -> Agreement:
        version = form.cleaned_data["version"]
        return set_commitments(
            self.agreement, actor=self.gate.user, version=version, lines=form.lines()
        )


class AgreementEnd(_AgreementStep):
    """`.../end/`: it ended before its time."""

    template_name = "groups/agreement_end.html"
    form_class = AgreementEndForm

    def initial(self) -> dict[str, Any]:
        return {"ended_date": self.group.today()}

    def act(self, form: Any) -> Agreement:
        return end_agreement(self.agreement, actor=self.gate.user, **form.cleaned_data)


class AgreementPublish(_AgreementStep):
    """`.../publish/`: shows what becomes public, then makes it so."""

    template_name = "groups/agreement_publish.html"
    form_class = ButtonForm

    def context(self) -> dict[str, Any]:
        return super().context() | {"commitments": commitments_of(self.agreement)}

    def act(self, form: Any) -> Agreement:
        return publish_agreement(self.agreement, actor=self.gate.user)


class AgreementUnpublish(_AgreementStep):
    """`.../unpublish/`: takes it back from the public page."""

    template_name = "groups/agreement_unpublish.html"
    form_class = NoteForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_required": False}

    def act(self, form: Any) -> Agreement:
        note = form.cleaned_data["note"]
        return unpublish_agreement(self.agreement, actor=self.gate.user, note=note)


class AgreementAttach(_AgreementStep):
    """`.../attach/`: a scan of the paper."""

    template_name = "groups/agreement_attach.html"
    form_class = ScanForm

    def act(self, form: Any) -> AgreementFile:
        return attach_scan(self.agreement, actor=self.gate.user, clean=form.cleaned_data["file"])


class AgreementFilePage(_OneAgreement, DeskPage):
    """`.../files/<id>/`: one scan, to members of the group."""

    permission = "agreement.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return file_response(agreement_file_or_404(self.agreement, kwargs["file"]))


class AgreementFileRemove(_AgreementStep):
    """`.../files/<id>/remove/`: take a scan away."""

    template_name = "groups/file_remove.html"
    form_class = ButtonForm

    @cached_property
    def file(self) -> AgreementFile:
        """The scan."""
        found = agreement_file_or_404(self.agreement, self.kwargs["file"])
        found.agreement = self.agreement
        return found

    def context(self) -> dict[str, Any]:
        return super().context() | {"file": self.file, "title": str(self.agreement)}

    def act(self, form: Any) -> None:
        remove_scan(self.file, actor=self.gate.user)


class PublicAgreements(PublicGroupPage):
    """`/<group>/agreements/`: the published part of the register; no person is named."""

    template_name = "groups/agreement_public_list.html"

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "agreements": published_agreements(self.group)}
