"""Places for system staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from masam.places.actions import correct_unit
from masam.places.models import Unit

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    """Units come from the official list; here single corrections are made."""

    list_display = ("code", "name_mn", "name_en", "kind", "place_class")
    list_filter = ("level", "kind", "place_class")
    search_fields = ("code", "name_mn", "name_en")
    readonly_fields = ("code", "level", "kind", "parent", "iso_3166_2")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A new unit has an official code and comes with the list."""
        return False

    def save_model(self, request: HttpRequest, obj: Unit, form: Any, change: Any) -> None:
        """Save with keys and an audit entry."""
        correct_unit(obj, actor=request.user)
