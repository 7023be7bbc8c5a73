"""The shelf of teaching materials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groups.models import Material, MaterialFile
from masam.attachments.actions import attach
from masam.audit.actions import record
from masam.search.sortkey import sort_key
from masam.wire.errors import DomainError, StaleVersion

if TYPE_CHECKING:
    from groups.models import Group
    from masam.attachments.checks import CleanFile

COLUMNS = (
    "title_mn", "title_en", "kind", "tool", "language", "about", "address", "edition",
    "is_shared", "is_current",
)  # fmt: skip
TOLD = ("title_mn", "title_en", "about", "address", "edition")


class BadMaterial(DomainError):
    """A rule about the shelf says no."""


@transaction.atomic
def shelve_material(
    group: Group, *, actor: Any, file: CleanFile | None = None, **values: Any
) -> Material:
    """Put a material on the shelf: a file, or an address on the web (https only).

    Raises `BadMaterial` when there is neither, or the address is no https.
    """
    material = Material(group=group, added_by=actor)
    _fill(material, values, has_file=file is not None)
    material.save()
    _add(material, file, actor)
    data = {"is_shared": material.is_shared}
    record("material.shelved", actor=actor, target=material, data=data)
    return material


@transaction.atomic
def edit_material(
    material: Material, *, actor: Any, version: int, file: CleanFile | None = None, **values: Any
) -> Material:
    """Correct a material, put a newer file there, share it or take it off the shelf.

    Raises `StaleVersion` when somebody else changed it meanwhile, else as `shelve_material`.
    """
    group = material.group
    material = Material.objects.select_for_update(of=("self",)).get(pk=material.pk)
    material.group = group
    if material.version != version:
        sentence = _("Somebody else changed this entry meanwhile. Both texts stand below.")
        theirs = {name: str(getattr(material, name)) for name in TOLD}
        raise StaleVersion(sentence, theirs=theirs)
    was_shared = material.is_shared
    stands = MaterialFile.objects.filter(material=material).exists()
    _fill(material, values, has_file=file is not None or stands)
    material.version += 1
    material.save()
    _add(material, file, actor)
    data = {"is_shared": material.is_shared, "was_shared": was_shared, "file": file is not None}
    record("material.edited", actor=actor, target=material, data=data)
    return material


def _fill(material: Material, values: dict[str, Any], *, has_file: bool) -> None:
    for name in COLUMNS:
        if name in values:
            setattr(material, name, values[name])
    if not material.title_mn:
        raise BadMaterial(_("Please write the title in Mongolian."), field="title_mn")
    if material.address and not material.address.startswith("https://"):
        raise BadMaterial(
            _("The address must begin with https://, so that nobody reads along."), field="address"
        )
    if not material.address and not has_file:
        raise BadMaterial(
            _("Please add a file, or write the address where the material is."), field="file"
        )
    material.sort_key = sort_key(material.title_mn)


def _add(material: Material, file: CleanFile | None, actor: Any) -> None:
    if file is not None:
        attach(MaterialFile, file, group=material.group, actor=actor, material=material)
