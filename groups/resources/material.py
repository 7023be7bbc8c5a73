"""The shelf of materials as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from groups.models import Material


def materials_head() -> list[str]:
    """Give the first line of the table of materials, in the reader's language."""
    return [
        _("title in Mongolian"), _("title in English"), _("kind"), _("tool"), _("language"),
        _("in one sentence"), _("edition"), _("group"), _("address on the web"),
    ]  # fmt: skip


def material_cells(material: Material) -> list[object]:
    """Give the line of a material of a shelf."""
    row: Any = material
    return [
        row.title_mn, row.title_en, row.get_kind_display(), row.get_tool_display(),
        row.get_language_display(), row.about, row.edition, row.group.name, row.address,
    ]  # fmt: skip
