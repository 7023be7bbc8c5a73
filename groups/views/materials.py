"""The shelf of teaching materials at the desk."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404

from groups.actions import edit_material, shelve_material
from groups.actions.material import COLUMNS
from groups.filters import MaterialFilter
from groups.forms import MaterialEditForm, MaterialForm
from groups.gate import DeskForm, DeskPage
from groups.models import MaterialKind, MaterialLanguage
from groups.queries import material_or_404, own_shelf, shared_shelf, shelved_or_404
from groups.resources import material_cells, materials_head
from groups.views.conflict import ShowsBoth
from groups.views.tables import TablePage
from groups.views.trainings import rooms
from masam.attachments.serving import file_response
from masam.tenancy import national_read
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest, HttpResponseBase

    from groups.models import Material
    from groups.queries.material import Shelved


class MaterialList(DeskPage):
    """`/<group>/desk/trainings/materials/`: what all groups share; `?shelf=own` the own shelf."""

    permission = "training.read"
    template_name = "groups/material_list.html"

    def context(self) -> dict[str, Any]:
        chosen = MaterialFilter(self.request.GET)
        after = self.request.GET.get("after", "")
        if chosen.is_own:
            page = slice_after(chosen.apply(own_shelf(self.group)), after, order=chosen.order)
        else:
            with national_read():
                page = slice_after(chosen.apply(shared_shelf()), after, order=chosen.order)
        tabs = rooms(self.group.slug, "materials")
        return {"group": self.group, "filter": chosen, "page": page, "tabs": tabs}


class MaterialExport(TablePage):
    """`/<group>/desk/trainings/materials.csv`, `.xlsx`: exactly the filtered shelf."""

    permission = "training.read"
    noun = "materials"

    def head(self) -> Sequence[object]:
        return materials_head()

    def rows(self) -> Iterable[Sequence[object]]:
        chosen = MaterialFilter(self.request.GET)
        if chosen.is_own:
            rows = chosen.apply(own_shelf(self.group)).order_by(*chosen.order)
            return [material_cells(row) for row in rows]
        with national_read():
            rows = chosen.apply(shared_shelf()).order_by(*chosen.order)
            return [material_cells(row) for row in rows]


class _OneMaterial:
    """Finds the material of the address, the group's own or a shared one."""

    gate: Any
    group: Any
    kwargs: dict[str, Any]

    @cached_property
    def shelved(self) -> Shelved:
        """The material with its file."""
        return shelved_or_404(self.gate, self.kwargs["material"])


class MaterialPage(_OneMaterial, DeskPage):
    """`/<group>/desk/trainings/materials/<id>/`."""

    permission = "training.read"
    template_name = "groups/material_detail.html"

    def context(self) -> dict[str, Any]:
        found = self.shelved
        return {"group": self.group, "material": found.material, "shelved": found}


class MaterialFilePage(_OneMaterial, DeskPage):
    """`/<group>/desk/trainings/materials/<id>/file/`: the newest file, to whom may read it."""

    permission = "training.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.shelved.file is None:
            raise Http404
        return file_response(self.shelved.file, download=True)


class MaterialShelve(DeskForm):
    """`/<group>/desk/trainings/materials/new/`: something for the shelf."""

    permission = "training.log"
    template_name = "groups/material_shelve.html"
    form_class = MaterialForm

    def initial(self) -> dict[str, Any]:
        return {
            "kind": MaterialKind.GUIDE,
            "language": MaterialLanguage.MN,
            "is_shared": True,
            "is_current": True,
        }

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Any:
        return shelve_material(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "trainings", "materials", result.pk)


class MaterialEdit(ShowsBoth, MaterialShelve):
    """`/<group>/desk/trainings/materials/<id>/edit/`: a correction, a newer file, off the shelf."""

    template_name = "groups/material_edit.html"
    form_class = MaterialEditForm

    @cached_property
    def material(self) -> Material:
        """The material; only the own group changes it."""
        return material_or_404(self.gate, self.kwargs["material"])

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.material, name) for name in (*COLUMNS, "version")}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "material": self.material}

    def act(self, form: Any) -> Any:
        return edit_material(self.material, actor=self.gate.user, **form.cleaned_data)

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        return {"version": material_or_404(self.gate, self.kwargs["material"]).version}
