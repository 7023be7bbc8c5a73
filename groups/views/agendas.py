"""The agenda of a planned meeting, what is proposed for it, and its outcomes (M2, M4)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from groups.actions import (
    BadItem,
    add_item,
    edit_item,
    move_item,
    note_outcomes,
    order_items,
    remove_item,
)
from groups.forms import (
    ButtonForm,
    ItemEditForm,
    ItemForm,
    MoveForm,
    OrderForm,
    OutcomesForm,
    ProposalForm,
)
from groups.gate import DeskForm, DeskPage
from groups.lifecycle import MeetingState
from groups.queries import agenda_of, current_members, item_or_404, proposals_for
from groups.views.conflict import ShowsBoth
from groups.views.meetings import OneMeeting
from masam.ui.addresses import address
from masam.wire.idempotency import fresh_key

if TYPE_CHECKING:
    from django.http import HttpResponse

    from groups.models import AgendaItem


class AgendaItems(OneMeeting, DeskForm):
    """`/<group>/desk/meetings/<no>/agenda/`: the items with their times, and what is proposed.

    The forms of its buttons are views of their own below; a refusal comes back to this page.
    """

    permission = "meeting.plan"
    template_name = "groups/agenda_edit.html"
    form_class = ItemForm

    def context(self) -> dict[str, Any]:
        is_planned = self.meeting.state == MeetingState.PLANNED
        return {
            "group": self.group,
            "meeting": self.meeting,
            "agenda": agenda_of(self.meeting),
            "is_planned": is_planned,
            "proposals": proposals_for(self.meeting) if is_planned else [],
        }

    def render_form(self, form: Any, *, status: int = 200) -> HttpResponse:
        item_form: Any = form if type(form) is ItemForm else ItemForm()
        item_form.idempotency_key = fresh_key()
        words = {"form": form, "item_form": item_form}
        return self.render(self.context() | words, status=status)

    def act(self, form: Any) -> AgendaItem:
        return add_item(self.meeting, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", self.meeting.number, "agenda")


class _Button(AgendaItems):
    """A form of the agenda's page that is only ever sent."""

    http_method_names = ["post"]


class AgendaTake(_Button):
    """`.../agenda/take/`: a proposal onto the agenda, in the group's language."""

    form_class = ProposalForm  # type: ignore[assignment]

    def act(self, form: Any) -> AgendaItem:
        with override(self.group.language):
            found = {row.key: row for row in proposals_for(self.meeting)}
        proposal = found.get(form.cleaned_data["key"])
        if proposal is None:
            raise BadItem(_("This is not proposed any more, or stands on an agenda already."))
        title = proposal.title[:200]
        return add_item(self.meeting, actor=self.gate.user, title=title, proposal=proposal)


class AgendaOrder(_Button):
    """`.../agenda/order/`: all items in a new order (by dragging)."""

    form_class = OrderForm  # type: ignore[assignment]

    def act(self, form: Any) -> Any:
        return order_items(self.meeting, actor=self.gate.user, order=form.ids())


class _OneItem(_Button):
    @cached_property
    def item(self) -> AgendaItem:
        """The item of the address."""
        return item_or_404(self.meeting, self.kwargs["item"])


class AgendaMove(_OneItem):
    """`.../agenda/<id>/move/`: one place up or down, without a script."""

    form_class = MoveForm  # type: ignore[assignment]

    def act(self, form: Any) -> AgendaItem:
        return move_item(self.item, actor=self.gate.user, up=form.cleaned_data["to"] == "up")


class AgendaRemove(_OneItem):
    """`.../agenda/<id>/remove/`: off the agenda."""

    form_class = ButtonForm  # type: ignore[assignment]

    def act(self, form: Any) -> Any:
        return remove_item(self.item, actor=self.gate.user)


class AgendaItemEdit(ShowsBoth, OneMeeting, DeskForm):
    """`.../agenda/<id>/`: who speaks, how long, details."""

    permission = "meeting.plan"
    template_name = "groups/agenda_item.html"
    form_class = ItemEditForm

    @cached_property
    def item(self) -> AgendaItem:
        """The item of the address."""
        return item_or_404(self.meeting, self.kwargs["item"])

    def form_kwargs(self) -> dict[str, Any]:
        return {"members": current_members(self.group)}

    def initial(self) -> dict[str, Any]:
        names = ("mark", "title", "minutes", "speaker", "speaker_name", "detail")
        return {name: getattr(self.item, name) for name in names}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "meeting": self.meeting, "item": self.item}

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        return {"mark": item_or_404(self.meeting, self.kwargs["item"]).mark}

    def act(self, form: Any) -> AgendaItem:
        return edit_item(self.item, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", self.meeting.number, "agenda")


class AgendaSheet(OneMeeting, DeskPage):
    """`.../agenda/print/`: the agenda on a sheet for the table."""

    permission = "meeting.read"
    template_name = "groups/agenda_print.html"

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "meeting": self.meeting, "agenda": agenda_of(self.meeting)}


class OutcomeEdit(OneMeeting, DeskForm):
    """`/<group>/desk/meetings/<no>/outcomes/`: what came of the items, corrected."""

    permission = "meeting.edit"
    template_name = "groups/outcome_edit.html"
    form_class = OutcomesForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"lines": agenda_of(self.meeting).lines}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "meeting": self.meeting}

    def act(self, form: Any) -> Any:
        return note_outcomes(self.meeting, actor=self.gate.user, outcomes=form.outcomes())
