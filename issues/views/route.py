"""The group's table of who answers for what, and what becomes of issues that come back (I7)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm, DeskPage
from issues.actions import add_route, confirm_referral, reject_referral, remove_route
from issues.filters import RouteFilter
from issues.forms import ConfirmReferralForm, NothingForm, RejectReferralForm, RouteForm
from issues.queries import (
    categories_of,
    passes_of,
    referral_or_404,
    route_or_404,
    routes_of,
)
from issues.resources import in_pieces, route_cells, route_headings
from issues.views.base import IssueForm
from masam.organisations.queries import organisations_in
from masam.places.models import Unit
from masam.spreadsheets.serving import table_response
from masam.tenancy import in_group
from masam.ui.addresses import address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from issues.models import Issue, Route


class RouteList(DeskForm):
    """`/<group>/desk/routes/`: who answers for what; the form adds a line."""

    permission = "issue.assign"
    template_name = "issues/route_list.html"
    form_class = RouteForm

    def form_kwargs(self) -> dict[str, Any]:
        inside = Unit.objects.filter(code__startswith=self.group.unit.code)
        return {
            "categories": categories_of(self.group),
            "units": inside.order_by("level", "sort_key"),
            "organisations": organisations_in(self.group.unit),
        }

    def context(self) -> dict[str, Any]:
        shown = RouteFilter(self.request.GET)
        routes = list(routes_of(self.group, shown.wanted))
        return {"group": self.group, "filter": shown, "routes": routes}

    def act(self, form: Any) -> Route:
        return add_route(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "routes")


class RouteExport(DeskPage):
    """`/<group>/desk/routes.csv` and `.xlsx`: the lines that the filters let through."""

    permission = "issue.assign"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = routes_of(self.group, RouteFilter(request.GET).wanted).select_related("group")
        found = in_pieces(rows, partial(in_group, self.group))
        return table_response(
            kwargs["kind"], f"routes-{self.group.slug}", route_headings(), map(route_cells, found)
        )


class RouteRemove(DeskForm):
    """`/<group>/desk/routes/<id>/remove/`: take a line away."""

    permission = "issue.assign"
    template_name = "issues/route_remove.html"
    form_class = NothingForm

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.route = route_or_404(self.group, self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "route": self.route}

    def act(self, form: Any) -> None:
        remove_route(self.route, actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "routes")


class _ReferralForm(IssueForm):
    """A decision about one referral of an issue."""

    permission = "issue.assign"
    template_name = "issues/referral_decide.html"

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.referral = referral_or_404(self.issue, self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        passed = next(row for row in passes_of(self.issue) if row.pk == self.referral.pk)
        return super().context() | {"passed": passed}


class ReferralHandOn(_ReferralForm):
    """`.../referrals/<id>/hand/`: ask the organisation the office named; one click."""

    form_class = ConfirmReferralForm
    heading = _("Ask the organisation the office named")
    button = _("Hand on")

    def act(self, form: Any) -> Issue:
        return confirm_referral(self.referral, actor=self.gate.user, **form.cleaned_data)


class ReferralKeep(_ReferralForm):
    """`.../referrals/<id>/keep/`: the issue stays with the office, with a reason."""

    form_class = RejectReferralForm
    heading = _("The issue stays with this office")
    button = _("Leave it with the office")

    def act(self, form: Any) -> Issue:
        return reject_referral(self.referral, actor=self.gate.user, **form.cleaned_data)
