"""Running a scorecard round, and its scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.actions import NewRound
from feedback.models import ScoreKind
from masam.organisations.models import Organisation
from masam.ui.forms import DayInput, Lines

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet

    from feedback.models import Indicator, Score, Scorecard, ScoreGroup

MOST_PEOPLE = 500
MOST_INDICATORS = 20
# Who scores, and which sexes are counted there.
SCORED_BY = {
    ScoreKind.WOMEN: ("female",),
    ScoreKind.MEN: ("male",),
    ScoreKind.YOUTH: ("female", "male"),
    ScoreKind.PROVIDERS: ("female", "male"),
}


class RoundForm(forms.Form):
    """A new round: where, when, on which scale, what is scored, and how many took part."""

    service_point = forms.ModelChoiceField(
        label=gettext_lazy("Service point"), queryset=Organisation.objects.none()
    )
    held_date = forms.DateField(label=gettext_lazy("Day"), widget=DayInput(is_past=True))
    scale_max = forms.IntegerField(
        label=gettext_lazy("Highest score"), min_value=2, max_value=100, initial=5,
        help_text=gettext_lazy("Scores begin at 1. To compare with the last round, keep its scale."),
    )  # fmt: skip
    indicators = forms.CharField(
        label=gettext_lazy("Indicators"), widget=Lines(rows=6),
        help_text=gettext_lazy("One on a line, the same for every group. English after a slash: Хүлээх хугацаа / Waiting time"),
    )  # fmt: skip

    def __init__(self, *args: Any, points: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service_point"].queryset = points  # type: ignore[attr-defined]
        words = {"female": _("women"), "male": _("men")}
        for kind, sexes in SCORED_BY.items():
            for sex in sexes:
                label = f"{kind.label}: {words[sex]}" if len(sexes) > 1 else str(kind.label)
                self.fields[f"{kind}_{sex}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=MOST_PEOPLE, initial=0, required=False,
                    help_text=_("how many took part"),
                )  # fmt: skip

    def clean_indicators(self) -> list[tuple[str, str]]:
        """Read one indicator a line."""
        lines = [line.strip() for line in self.cleaned_data["indicators"].splitlines()]
        pairs = [line.partition("/")[::2] for line in lines if line]
        if len(pairs) > MOST_INDICATORS:
            raise ValidationError(_("At most %(most)d indicators.") % {"most": MOST_INDICATORS})
        return [(name_mn.strip()[:160], name_en.strip()[:160]) for name_mn, name_en in pairs]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one group of people."""
        data = super().clean() or {}
        if not self.errors and not self._people():
            raise ValidationError(_("Write how many people took part, in at least one group."))
        return data

    def new_round(self) -> NewRound:
        """Give the round, as the action wants it."""
        data = self.cleaned_data
        return NewRound(
            service_point=data["service_point"],
            held_date=data["held_date"],
            indicators=data["indicators"],
            people=self._people(),
            scale_max=data["scale_max"],
        )

    def _people(self) -> list[tuple[str, int, int]]:
        data = self.cleaned_data
        counts = [
            (kind.value, data.get(f"{kind}_female") or 0, data.get(f"{kind}_male") or 0)
            for kind in SCORED_BY
        ]
        return [row for row in counts if row[1] + row[2]]


class ScoresForm(forms.Form):
    """A score, a reason and a suggestion for every indicator and group. Empty scores are left out."""

    def __init__(
        self, *args: Any, card: Scorecard, indicators: list[Indicator], groups: list[ScoreGroup],
        scores: dict[tuple[int, int], Score], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.pairs = [(indicator, group) for indicator in indicators for group in groups]
        for indicator, group in self.pairs:
            stem = f"s{indicator.pk}_{group.pk}"
            known = scores.get((indicator.pk, group.pk))
            words = f"{indicator.name}: {group}"
            self.fields[stem] = forms.DecimalField(
                label=words, min_value=card.scale_min, max_value=card.scale_max, max_digits=5,
                decimal_places=2, required=False, initial=known.value if known else None,
            )  # fmt: skip
            self.fields[f"{stem}_why"] = forms.CharField(
                label=_("Reason"), max_length=300, required=False,
                initial=known.reason if known else "",
            )  # fmt: skip
            self.fields[f"{stem}_idea"] = forms.CharField(
                label=_("Suggestion"), max_length=300, required=False,
                initial=known.suggestion if known else "",
            )  # fmt: skip

    def scores(self) -> dict[tuple[int, int], tuple[Decimal, str, str]]:
        """Give the scores that were written, as the action wants them."""
        data = self.cleaned_data
        found = {}
        for indicator, group in self.pairs:
            stem = f"s{indicator.pk}_{group.pk}"
            if data[stem] is not None:
                found[indicator.pk, group.pk] = (
                    data[stem],
                    data[f"{stem}_why"],
                    data[f"{stem}_idea"],
                )
        return found
