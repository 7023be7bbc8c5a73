"""Trainers and mentors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.filters.words import ALL, ByPeriod
from groups.models import (
    TrainerSide,
    TrainerWork,
)
from masam.search.folding import saying

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Trainer


class TrainerFilter(ByPeriod):
    """Trainers by name or topic, side, work, and whether they work now."""

    q = forms.CharField(label=_("Name or topic"), required=False, max_length=100)
    side = forms.ChoiceField(label=_("Side"), required=False, choices=[ALL, *TrainerSide.choices])
    work = forms.ChoiceField(
        label=_("What they do"), required=False, choices=[ALL, *TrainerWork.choices]
    )
    active = forms.ChoiceField(
        label=_("Works now"), required=False, choices=[ALL, ("on", _("yes")), ("off", _("no"))]
    )

    def apply(self, rows: QuerySet[Trainer]) -> QuerySet[Trainer]:
        """Narrow the register down."""
        side, work, active = self.wants("side"), self.wants("work"), self.wants("active")
        rows = rows.filter(side=side) if side else rows
        # Who does both is found under either.
        rows = rows.filter(work__in=[work, TrainerWork.BOTH]) if work else rows
        rows = rows.filter(is_active=active == "on") if active else rows
        words = self.wants("q")
        return rows.filter(saying(words, "name", "topics", "organisation"))
