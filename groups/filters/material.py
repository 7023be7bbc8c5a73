"""The shelf of teaching materials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.filters.words import ALL, ByPeriod
from groups.models import (
    MaterialKind,
    MaterialLanguage,
    Tool,
)
from masam.search.folding import saying

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Material


class MaterialFilter(ByPeriod):
    """Materials by words, kind, tool and language; `shelf` is "own" or, empty, of all groups."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *MaterialKind.choices])
    tool = forms.ChoiceField(label=_("Tool"), required=False, choices=[ALL, *Tool.choices])
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[ALL, *MaterialLanguage.choices]
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("by title")), ("newest", _("newest first"))],
    )
    shelf = forms.ChoiceField(
        required=False, choices=[("", ""), ("own", "")], widget=forms.HiddenInput
    )

    def apply(self, rows: QuerySet[Material]) -> QuerySet[Material]:
        """Narrow the shelf down."""
        chosen = {name: self.wants(name) for name in ("kind", "tool", "language")}
        rows = rows.filter(**{name: value for name, value in chosen.items() if value})
        words = self.wants("q")
        columns = ("title_mn", "title_en", "about")
        return rows.filter(saying(words, *columns))

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        return ("-added_at", "-id") if self.wants("sort") == "newest" else ("sort_key", "id")

    @property
    def is_own(self) -> bool:
        """Whether only the group's own shelf is wanted."""
        return bool(self.wants("shelf") == "own")
