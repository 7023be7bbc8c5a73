"""The group's work: what is owed, checks, gaps, organisations to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from disclosure.actions import (
    check_duty,
    generate_owed,
    note_event,
    raise_gap,
    unwatch_organisation,
    watch_organisation,
)
from disclosure.filters import OwedFilter
from disclosure.forms import CheckForm, EventForm, NoFields, RaiseForm, WatchForm
from disclosure.permissions import may_check
from disclosure.queries import (
    check_lines,
    compliance,
    owed_or_404,
    owed_rows,
    proof_or_404,
    unfinished_gap_issue,
    watched,
    watched_or_404,
)
from groups.gate import DeskForm, DeskPage
from masam.attachments.serving import file_response
from masam.ui.addresses import address
from masam.ui.pager import slice_after
from masam.wire.errors import NotAllowed

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from disclosure.models import Owed, Watched

PAGE_SIZE = 50


class OwedList(DeskPage):
    """What the watched organisations owe; what waits for a check comes first."""

    permission = "disclosure.read"
    template_name = "disclosure/owed_list.html"

    def context(self) -> dict[str, Any]:
        query = self.request.GET
        chosen = OwedFilter(query, group=self.group)
        which = {"organisation": chosen.value("organisation")}
        rows = owed_rows(
            self.group, period=chosen.shown_period, state=chosen.value("state") or "", **which
        )
        order = _order(query.get("state", ""))
        return {
            "filter_form": chosen,
            "figures": compliance(self.group, chosen.shown_period, **which),
            "period": chosen.shown_period,
            "page": slice_after(rows, query.get("after", ""), order=order, size=PAGE_SIZE),
        }


def _order(state: str) -> tuple[str, ...]:
    """What waits is shown oldest first; what was found, newest first; all: the unchecked first."""
    if state in ("to_check", "not_due"):
        return ("due_date", "id")
    return ("-due_date", "-id") if state else ("result", "due_date", "id")


class _OnOwed:
    """A page about one row of what is owed."""

    @cached_property
    def owed(self) -> Owed:
        return owed_or_404(self.gate, self.kwargs["pk"])  # type: ignore[attr-defined]

    def owed_url(self) -> str:
        """Give the address of the row's page."""
        return reverse("disclosure:owed", args=[self.kwargs["group"], self.kwargs["pk"]])  # type: ignore[attr-defined]


class OwedDetail(_OnOwed, DeskPage):
    """One row with every check, proof and answer."""

    permission = "disclosure.read"
    template_name = "disclosure/owed_detail.html"

    def context(self) -> dict[str, Any]:
        return {
            "owed": self.owed,
            "lines": check_lines(self.owed),
            "issue": unfinished_gap_issue(self.owed),
            "may_check": may_check(self.gate.membership, self.owed),
        }


class DutyCheck(_OnOwed, DeskForm):
    """Write down what was found."""

    permission = "disclosure.check"
    template_name = "disclosure/duty_check.html"
    form_class = CheckForm

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        verdict = may_check(self.gate.membership, self.owed)
        if not verdict:
            raise NotAllowed(verdict.reason)

    def context(self) -> dict[str, Any]:
        return {"owed": self.owed}

    def act(self, form: Any) -> Any:
        return check_duty(self.owed, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return self.owed_url()


class GapRaise(_OnOwed, DeskForm):
    """Raise an issue from a gap; the text is written already."""

    permission = "issue.log"
    template_name = "disclosure/gap_raise.html"
    form_class = RaiseForm

    def context(self) -> dict[str, Any]:
        return {"owed": self.owed}

    def initial(self) -> dict[str, Any]:
        owed = self.owed
        words = {
            "what": owed.duty.name, "period": owed.period_label, "who": owed.organisation.name,
            "result": owed.get_result_display(), "day": f"{owed.due_date:%Y.%m.%d}",
            "law": owed.duty.rule.law, "url": owed.url,
        }  # fmt: skip
        detail = _(
            "%(law)s: %(what)s, %(period)s. Last day: %(day)s. What citizens found: %(result)s. %(url)s"
        )
        title = _("Not published as it should be: %(what)s, %(period)s")
        return {
            "title": (title % words)[:160],
            "detail": (detail % words).strip(),
            "sector": owed.organisation.sector,
        }

    def act(self, form: Any) -> Any:
        return raise_gap(self.owed, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "issues", result.code)


class ProofFile(_OnOwed, DeskPage):
    """The screenshot of a check."""

    permission = "disclosure.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return file_response(proof_or_404(self.gate, kwargs["pk"], kwargs["proof"]))


class OrganisationWatch(DeskForm):
    """Choose an organisation to watch; what is watched stands below."""

    permission = "disclosure.manage"
    template_name = "disclosure/organisation_watch.html"
    form_class = WatchForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"group": self.group}

    def context(self) -> dict[str, Any]:
        return {"watched": watched(self.group), "next_year": self.group.today().year + 1}

    def act(self, form: Any) -> Any:
        return watch_organisation(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return reverse("disclosure:watch", args=[self.group.slug])


class OrganisationUnwatch(DeskForm):
    """Stop watching an organisation, after a question."""

    permission = "disclosure.manage"
    template_name = "disclosure/organisation_unwatch.html"
    form_class = NoFields

    @cached_property
    def row(self) -> Watched:
        return watched_or_404(self.gate, self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        return {"row": self.row}

    def act(self, form: Any) -> Any:
        organisation = self.row.organisation
        return unwatch_organisation(self.group, actor=self.gate.user, organisation=organisation)

    def success_url(self, result: Any) -> str:
        return reverse("disclosure:watch", args=[self.group.slug])


class EventNote(DeskForm):
    """Note an event after which something must be published."""

    permission = "disclosure.check"
    template_name = "disclosure/event_note.html"
    form_class = EventForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Any:
        return note_event(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return reverse("disclosure:owed", args=[self.group.slug, result.pk])


class OwedGenerate(DeskForm):
    """Write down what is owed for next year: the budget is due on 10 January already."""

    permission = "disclosure.manage"
    template_name = "disclosure/owed_generate.html"
    form_class = NoFields

    def context(self) -> dict[str, Any]:
        return {"year": self.group.today().year + 1}

    def act(self, form: Any) -> Any:
        return generate_owed(self.group, self.group.today().year + 1, actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        return reverse("disclosure:list", args=[self.group.slug])
