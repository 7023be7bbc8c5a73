"""Organisations for system staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from masam.organisations.actions import save_organisation
from masam.organisations.models import Organisation

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    """Saving goes through the action, as everywhere."""

    list_display = ("name_mn", "kind", "sector", "type", "unit", "is_active")
    list_filter = ("kind", "sector", "type", "is_active")
    list_select_related = ("unit__parent__parent",)
    search_fields = ("name_mn", "name_en", "register_no")
    autocomplete_fields = ("unit", "parent")

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: Any) -> None:
        """Save with keys and an audit entry."""
        save_organisation(obj, actor=request.user)
