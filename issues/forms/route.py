"""A line of the table of who answers for what (I7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from masam.organisations.models import PointType, Sector

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from issues.models import Category
    from masam.organisations.models import Organisation
    from masam.places.models import Unit

ANY: tuple[str, Any] = ("", _("any"))


class RouteForm(forms.Form):
    """What is left empty fits everything."""

    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[ANY, *Sector.choices])
    category: Any = forms.ModelChoiceField(
        label=_("Category"), required=False, queryset=None, empty_label=_("any")
    )
    point_type = forms.ChoiceField(
        label=_("Type of service point"), required=False, choices=[ANY, *PointType.choices]
    )
    unit: Any = forms.ModelChoiceField(
        label=_("Place"), required=False, queryset=None, empty_label=_("everywhere")
    )
    organisation: Any = forms.ModelChoiceField(
        label=_("Who answers"), queryset=None, empty_label=_("choose")
    )

    def __init__(
        self,
        *args: Any,
        categories: QuerySet[Category],
        units: QuerySet[Unit],
        organisations: QuerySet[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("category", categories), ("unit", units), ("organisation", organisations),
        ):  # fmt: skip
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["category"].label_from_instance = (  # type: ignore[attr-defined]
            lambda row: f"{row.get_sector_display()}: {row}"
        )
