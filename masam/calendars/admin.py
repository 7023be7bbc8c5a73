"""Exceptional days and legal rules for system staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from masam.calendars.actions import remove_exception, save_exception, save_rule
from masam.calendars.models import CalendarException, LegalRule

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(CalendarException)
class CalendarExceptionAdmin(admin.ModelAdmin):
    """Saving goes through the action, as everywhere."""

    list_display = ("date", "is_working", "unit", "reason")
    list_select_related = ("unit__parent__parent",)
    autocomplete_fields = ("unit",)
    date_hierarchy = "date"

    def save_model(
        self, request: HttpRequest, obj: CalendarException, form: Any, change: Any
    ) -> None:
        """Save with an audit entry."""
        save_exception(obj, actor=request.user)

    def delete_model(self, request: HttpRequest, obj: CalendarException) -> None:
        """Remove with an audit entry."""
        remove_exception(obj, actor=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[CalendarException]) -> None:
        """Remove several, each with its entry."""
        for row in queryset:
            remove_exception(row, actor=request.user)


@admin.register(LegalRule)
class LegalRuleAdmin(admin.ModelAdmin):
    """A changed law is a new row; the old one gets its last day."""

    list_display = ("key", "title_mn", "days", "unit", "valid_from", "certainty", "checked_by")
    list_filter = ("certainty", "timing", "is_target")
    search_fields = ("key", "title_mn", "title_en")

    def save_model(self, request: HttpRequest, obj: LegalRule, form: Any, change: Any) -> None:
        """Save with an audit entry."""
        save_rule(obj, actor=request.user)
