"""Decisions and what has become of them (M4)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from groups.actions import settle_decision, unsettle_decision
from groups.filters import DecisionFilter
from groups.forms import NoteForm
from groups.gate import DeskForm, DeskPage
from groups.queries import decision_or_404, decisions_with_state, with_follow_ups
from groups.resources import decision_cells, decision_headings
from masam.spreadsheets.serving import table_response
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from groups.models import Decision


class _Decisions(DeskPage):
    permission = "meeting.read"

    @cached_property
    def filter(self) -> DecisionFilter:
        """The filters as they stand in the address."""
        return DecisionFilter(self.request.GET)

    def rows(self) -> Any:
        """The decisions that the filters leave."""
        return self.filter.apply(decisions_with_state(self.group))


class DecisionList(_Decisions):
    """`/<group>/desk/meetings/decisions/`: first those from which nothing has followed yet."""

    template_name = "groups/decision_list.html"

    def context(self) -> dict[str, Any]:
        after = self.request.GET.get("after", "")
        page = slice_after(self.rows(), after, order=self.filter.order)
        with_follow_ups(page.rows)
        return {"group": self.group, "page": page, "filter": self.filter}


class DecisionFile(_Decisions):
    """`/<group>/desk/meetings/decisions.csv` and `.xlsx`: exactly the filtered list."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = with_follow_ups(list(self.rows().order_by(*self.filter.order)))
        cells = (decision_cells(row) for row in rows)
        name = f"decisions-{self.group.slug}"
        return table_response(kwargs["ending"], name, decision_headings(), cells)


class DecisionSettle(DeskForm):
    """`.../decisions/<id>/settle/`: it needs no action, and why."""

    permission = "meeting.edit"
    template_name = "groups/decision_settle.html"
    form_class = NoteForm

    @cached_property
    def decision(self) -> Decision:
        """The decision of the address."""
        return decision_or_404(self.gate, self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "decision": self.decision}

    def act(self, form: Any) -> Decision:
        return settle_decision(self.decision, actor=self.gate.user, note=form.cleaned_data["note"])

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", "decisions")


class DecisionUnsettle(DecisionSettle):
    """`.../decisions/<id>/unsettle/`: it needs action after all."""

    template_name = "groups/decision_unsettle.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_required": False}

    def act(self, form: Any) -> Decision:
        note = form.cleaned_data["note"]
        return unsettle_decision(self.decision, actor=self.gate.user, note=note)
