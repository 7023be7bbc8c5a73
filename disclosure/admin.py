"""The catalogue of duties, for system staff to read. Terms are changed in the legal rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from disclosure.models import Duty

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(Duty)
class DutyAdmin(admin.ModelAdmin):
    """A new duty comes with a migration, so that every database has the same catalogue."""

    list_display = ("key", "name_mn", "period", "rule", "position")
    list_select_related = ("rule",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes."""
        return False
