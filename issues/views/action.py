"""Joint actions at the desk."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm, DeskPage
from issues.actions import cancel_action, confirm_action, plan_action, update_action
from issues.filters import ActionFilter
from issues.forms import CancelForm, ConfirmActionForm, PlanForm, UpdateForm
from issues.lifecycle import WORDS, ActionState
from issues.permissions import (
    may_cancel_action,
    may_confirm_action,
    may_edit_action,
    may_resume_action,
    may_update_action,
    may_withdraw_action,
)
from issues.queries import (
    ACTION_ORDER,
    ACTION_ORDERS,
    action_or_404,
    board_of,
    decision_or_404,
    desk_actions,
    guess_from,
    history_of,
    issue_or_404,
    owners_of_group,
    owners_of_side,
    section_of,
    update_file_or_404,
)
from issues.resources import action_cells, action_headings
from masam import charts
from masam.attachments.serving import file_response
from masam.spreadsheets.serving import table_response
from masam.ui import wording
from masam.ui.addresses import address
from masam.ui.pager import slice_after
from masam.wire.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse, HttpResponseBase
    from django.utils.safestring import SafeString

    from groups.models import Decision
    from issues.models import Issue, JointAction
    from masam.audit.models import Entry

MOST_ON_PAPER = 300
OPEN = {ActionState.PLANNED, ActionState.HALF_DONE}
SECTIONS = {
    "overdue": _("Overdue"),
    "week": _("Within a week"),
    "month": _("Within a month"),
    "later": _("Later"),
    "over": _("Done or cancelled"),
}


class _Actions(DeskPage):
    """Joint actions by the filters of the address."""

    permission = "action.read"

    @cached_property
    def filter(self) -> ActionFilter:
        """The filters as they stand in the address."""
        owners = owners_of_group(self.group)
        return ActionFilter(self.request.GET, owners=owners, me=self.gate.membership)

    def rows(self) -> QuerySet[JointAction]:
        """Give the joint actions that the filters leave."""
        return desk_actions(self.group, **self.filter.wanted)

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        return ACTION_ORDERS.get(self.filter.sorting, ACTION_ORDER)

    def parts(self, rows: Iterable[JointAction]) -> list[tuple[Any, list[JointAction]]]:
        """Give the rows in parts by date, each with its heading; in one part when sorted else."""
        if self.filter.sorting:
            return [("", list(rows))]
        today = self.group.today()
        return [
            (SECTIONS[name], list(found))
            for name, found in groupby(rows, key=lambda row: section_of(row, today))
        ]


class ActionList(_Actions):
    """`/<group>/desk/actions/`: by date, the open ones first."""

    template_name = "issues/action_list.html"

    def context(self) -> dict[str, Any]:
        page = slice_after(self.rows(), self.request.GET.get("after", ""), order=self.order)
        return {
            "group": self.group,
            "filter": self.filter,
            "page": page,
            "parts": self.parts(page),
        }


class ActionBoard(_Actions):
    """`/<group>/desk/actions/board/`: columns by state; buttons lead to the steps."""

    template_name = "issues/action_board.html"

    def context(self) -> dict[str, Any]:
        columns = board_of(self.rows())
        return {
            "group": self.group,
            "filter": self.filter,
            "columns": [
                (ActionState(state), [(row, self._steps(row)) for row in rows])
                for state, rows in columns.items()
            ],
        }

    def _steps(self, row: JointAction) -> list[tuple[str, Any]]:
        """Give the steps this person may take with an action: (verb, label)."""
        rules = {
            "confirm": (may_confirm_action, _("Confirm")),
            "withdraw": (may_withdraw_action, _("Take it back")),
            "resume": (may_resume_action, _("Open again")),
            "cancel": (may_cancel_action, _("Cancel")),
        }
        return [(verb, label) for verb, (rule, label) in rules.items() if rule(self.gate, row)]


class ActionSheet(_Actions):
    """`/<group>/desk/actions/sheet/`: the filtered list on paper."""

    template_name = "issues/action_sheet.html"

    def context(self) -> dict[str, Any]:
        rows = self.rows().order_by(*self.order)[:MOST_ON_PAPER]
        return {"group": self.group, "filter": self.filter, "parts": self.parts(rows)}


class ActionExport(_Actions):
    """`/<group>/desk/actions.csv` and `.xlsx`: exactly the filtered list."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = self.rows().order_by(*self.order).iterator(chunk_size=500)
        name = f"actions-{self.group.slug}"
        return table_response(kwargs["kind"], name, action_headings(), map(action_cells, rows))


class ActionPlan(DeskForm):
    """`/<group>/desk/actions/new/?issue=KHO-42` or `?decision=7`."""

    permission = "action.plan"
    template_name = "issues/action_plan.html"
    form_class = PlanForm

    @cached_property
    def issue(self) -> Issue | None:
        """The issue the action is for."""
        number = self.request.GET.get("issue", "")
        return issue_or_404(self.gate, number) if number else None

    @cached_property
    def decision(self) -> Decision | None:
        """The decision of a meeting it comes from."""
        key = self.request.GET.get("decision", "")
        return decision_or_404(self.gate, key) if key else None

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "government": owners_of_side(self.group, "government"),
            "civil": owners_of_side(self.group, "civil"),
        }

    def initial(self) -> dict[str, Any]:
        """Fill everything in that the decision says: one press on save is enough."""
        if self.decision is None:
            return {}
        guess = guess_from(self.decision)
        return {
            "title": guess.title,
            "due_date": guess.due_date,
            "government_owner": guess.government_owner,
            "civil_owner": guess.civil_owner,
        }

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "issue": self.issue, "decision": self.decision}

    def act(self, form: Any) -> JointAction:
        links: dict[str, Any] = {"issue": self.issue, "decision": self.decision}
        return plan_action(self.group, actor=self.gate.user, **links, **form.cleaned_data)

    def success_url(self, result: JointAction) -> str:
        return address(self.group.slug, "desk", "actions", result.number)


class ActionDetail(DeskPage):
    """`/<group>/desk/actions/<no>/`."""

    permission = "action.read"
    template_name = "issues/action_detail.html"

    def context(self) -> dict[str, Any]:
        action = action_or_404(self.gate, self.kwargs["number"])
        entries = [row for row in history_of(action) if row.verb in WORDS]
        return {
            "group": self.group,
            "action": action,
            "lines": [(entry, WORDS[entry.verb], _change(entry)) for entry in entries],
            "moved": [
                date.fromisoformat(entry.data["from"])
                for entry in entries
                if entry.verb == "action.extended"
            ],
            "unready": unready(action),
            "bars": money_bars(action),
            "confirm": may_confirm_action(self.gate, action),
            "update": may_update_action(self.gate, action),
            "cancel": may_cancel_action(self.gate, action),
            "edit": may_edit_action(self.gate, action),
            "withdraw": may_withdraw_action(self.gate, action),
            "resume": may_resume_action(self.gate, action),
        }


def _change(entry: Entry) -> str:
    """Say from what to what a day or an owner was changed; "" for anything else."""
    if entry.verb == "action.extended":
        days = (date.fromisoformat(entry.data[name]) for name in ("from", "due_date"))
        return " → ".join(wording.day(day, "short") for day in days)
    if entry.verb == "action.handed":
        return ", ".join(" → ".join(names) for names in entry.data.values())
    return ""


def unready(action: JointAction) -> list[dict[str, Any]]:
    """Give what an action waits for and that is not done yet."""
    waiting: list[dict[str, Any]] = action.waiting  # type: ignore[attr-defined]
    return [row for row in waiting if row["state"] in OPEN]


def money_bars(action: JointAction) -> list[tuple[dict[str, Any], SafeString]]:
    """Give the money by source, each with its bar: secured, and still to be found."""
    rows: list[dict[str, Any]] = action.money  # type: ignore[attr-defined]
    scale = max((max(row["planned_mnt"], row["secured_mnt"]) for row in rows), default=0)
    return [(row, _money_bar(row, scale)) for row in rows]


def _money_bar(row: dict[str, Any], scale: int) -> SafeString:
    parts = [
        charts.Segment(str(_("secured")), row["secured_mnt"], charts.FIXED),
        charts.Segment(str(_("still to be found")), max(0, row["planned_mnt"] - row["secured_mnt"]),
                       charts.OPEN),
    ]  # fmt: skip
    return charts.bar([part for part in parts if part.value], max(scale, 1))


class ActionFile(DeskPage):
    """`/<group>/desk/actions/<no>/files/<id>/`: a photo or document of the news."""

    permission = "action.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        action = action_or_404(self.gate, kwargs["number"])
        return file_response(update_file_or_404(action, kwargs["pk"]))


class OneAction(DeskForm):
    """A form about one joint action."""

    template_name = "issues/action_form.html"
    heading: Any = ""
    button: Any = ""

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.action: JointAction = action_or_404(self.gate, self.kwargs["number"])

    def initial(self) -> dict[str, Any]:
        return {"version": self.action.version}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "action": self.action, "verdict": self.verdict()}

    def verdict(self) -> Any:
        """Tell whether the person may do it now."""
        raise NotImplementedError

    def render_form(self, form: BaseForm, *, status: int = 200) -> HttpResponse:
        if status == 409 and "version" in form.fields:
            self.action = action_or_404(self.gate, self.kwargs["number"])
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(self.action.version)  # type: ignore[index]
        return super().render_form(form, status=status)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "actions", self.action.number)


class ActionConfirm(OneAction):
    """`.../confirm/`: one owner says, for the own side, that it is done."""

    permission = "action.confirm"
    form_class = ConfirmActionForm
    heading = _("Confirm that it is done")
    button = _("Yes, it is done")

    def context(self) -> dict[str, Any]:
        return super().context() | {"unready": unready(self.action)}

    def verdict(self) -> Any:
        return may_confirm_action(self.gate, self.action)

    def act(self, form: Any) -> JointAction:
        return confirm_action(
            self.action,
            actor=self.gate.user,
            membership=self.gate.membership,
            **form.cleaned_data,
        )


class ActionUpdateView(OneAction):
    """`.../update/`: write what happened."""

    permission = "action.update"
    form_class = UpdateForm
    heading = _("Write what happened")
    button = _("Save the news")

    def verdict(self) -> Any:
        return may_update_action(self.gate, self.action)

    def act(self, form: Any) -> Any:
        verdict = self.verdict()
        if not verdict:
            raise NotAllowed(verdict.reason)
        return update_action(self.action, actor=self.gate.user, **form.cleaned_data)


class ActionCancel(OneAction):
    """`.../cancel/`: it will not be done, and why."""

    permission = "action.cancel"
    form_class = CancelForm
    heading = _("Cancel the joint action")
    button = _("Cancel it")

    def verdict(self) -> Any:
        return may_cancel_action(self.gate, self.action)

    def act(self, form: Any) -> JointAction:
        return cancel_action(self.action, actor=self.gate.user, **form.cleaned_data)
