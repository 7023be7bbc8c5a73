"""Agendas: an item, what was proposed, the order, and what came of each item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.actions import Outcome
from groups.forms.meeting import LONGEST_DECISION, MeetingForm
from groups.models import OutcomeKind
from masam.ui.forms import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from groups.models import AgendaItem, Membership
    from groups.queries import AgendaLine


class ItemForm(forms.Form):
    """One item: a line and how many minutes."""

    title = forms.CharField(
        label=_("What is it about"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        initial=10,
        min_value=1,
        max_value=720,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
    )


class ItemEditForm(ItemForm):
    """All of an item: who speaks and details too; `mark` says which text was before the person."""

    mark = forms.CharField(max_length=16, widget=forms.HiddenInput)
    speaker: Any = forms.ModelChoiceField(
        label=_("Who speaks"), required=False, queryset=None, empty_label=_("nobody yet")
    )
    speaker_name = forms.CharField(
        label=_("Somebody who is not a member"),
        required=False,
        max_length=120,
        help_text=_("Who speaks is seen by the group only."),
    )
    detail = forms.CharField(
        label=_("Details"), required=False, max_length=5000, widget=Lines(rows=4)
    )

    def __init__(self, *args: Any, members: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].queryset = members  # type: ignore[attr-defined]
        self.fields["speaker"].label_from_instance = _name  # type: ignore[attr-defined]


class ProposalForm(forms.Form):
    """Which proposal is taken onto the agenda."""

    key = forms.CharField(max_length=60, widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """One place up or down."""

    to = forms.ChoiceField(choices=[("up", _("up")), ("down", _("down"))])


class OrderForm(forms.Form):
    """The order of all items: their ids, separated by commas."""

    order = forms.RegexField(r"^[0-9]{1,18}(,[0-9]{1,18})*$", max_length=2000)

    def ids(self) -> list[int]:
        """Give the ids in the new order."""
        return [int(part) for part in self.cleaned_data["order"].split(",")]


class ButtonForm(forms.Form):
    """Nothing but the button."""


class Outcomes(forms.Form):
    """A kind and a text for each item of an agenda."""

    items: Sequence[AgendaItem]

    def add_outcomes(self, lines: Sequence[AgendaLine]) -> None:
        """Add the fields of these items, filled in with what was noted."""
        self.items = [line.item for line in lines]
        for line in lines:
            item, decided = line.item, "\n".join(row.text for row in line.decisions)
            self.fields[f"kind_{item.pk}"] = forms.ChoiceField(
                label=_("What came of it"),
                required=False,
                choices=[("", _("not talked about")), *OutcomeKind.choices],
                initial=item.outcome_kind,
            )
            self.fields[f"outcome_{item.pk}"] = forms.CharField(
                label=_("In words; what was decided: one line, one decision"),
                required=False,
                max_length=5000,
                widget=Lines(rows=2),
                initial=decided or item.outcome,
            )

    def outcome_rows(self) -> list[tuple[AgendaItem, Any, Any]]:
        """Give (item, field of the kind, field of the words), for the template."""
        return [(item, self[f"kind_{item.pk}"], self[f"outcome_{item.pk}"]) for item in self.items]

    def clean(self) -> dict[str, Any]:
        """Ask for the decision where something was decided; words alone are a note."""
        words: dict[str, Any] = super().clean() or self.cleaned_data
        for item in self.items:
            outcome = self._outcome(item)
            if outcome.kind == OutcomeKind.DECIDED and not outcome.decisions:
                self.add_error(f"outcome_{item.pk}", _("Please write what was decided."))
            if any(len(line) > LONGEST_DECISION for line in outcome.decisions):
                sentence = _("A line is too long. Please write each decision in one sentence.")
                self.add_error(f"outcome_{item.pk}", sentence)
        return words

    def outcomes(self) -> dict[int, Outcome]:
        """Give what came of the items, of a valid form."""
        return {item.pk: self._outcome(item) for item in self.items}

    def _outcome(self, item: AgendaItem) -> Outcome:
        kind = self.cleaned_data.get(f"kind_{item.pk}", "")
        text = self.cleaned_data.get(f"outcome_{item.pk}", "")
        return Outcome(kind or (OutcomeKind.NOTED if text else ""), text)


class OutcomesForm(Outcomes):
    """A correction of the outcomes."""

    def __init__(self, *args: Any, lines: Sequence[AgendaLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_outcomes(lines)


class HoldForm(Outcomes, MeetingForm):
    """What happened at a planned meeting: the quick log, and the outcome of each item."""

    client_key = None  # type: ignore[assignment]

    def __init__(self, *args: Any, lines: Sequence[AgendaLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decisions"].label = _("Decisions beside the agenda")
        self.add_outcomes(lines)


def _name(row: Membership) -> str:
    return row.name
