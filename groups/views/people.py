"""Members at the desk: the list with its balance, admitting, inviting, roles, ends of terms."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groups.actions import admit_member, change_role, end_membership, invite_member
from groups.exports import cells, headings
from groups.filters import MemberFilter
from groups.forms import AdmitForm, EndForm, InviteForm, RoleForm
from groups.gate import DeskForm, DeskPage
from groups.queries import (
    balance_of,
    listed,
    membership_or_404,
    organisations_of_members,
    rules_of,
)
from groups.queries.balance import LEAST_INSIDE
from masam.charts import ACTION, OPEN, REFERRED, Segment, bar
from masam.spreadsheets.serving import table_response
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponseBase
    from django.utils.safestring import SafeString

    from groups.models import Membership
    from groups.queries import Balance, Seats

COLOURS = (REFERRED, ACTION, OPEN)  # women, men, not split or not told


class _Listed(DeskPage):
    """Reads the filters of the address."""

    @cached_property
    def filter(self) -> MemberFilter:
        """The filters as they stand in the address."""
        return MemberFilter(self.request.GET, organisations=organisations_of_members(self.group))

    def rows(self) -> QuerySet[Membership]:
        """Give the terms that fit the filters."""
        return self.filter.apply(listed(self.group, self.filter.whose))


class People(_Listed):
    """`/<group>/desk/people/`: members by the filters, and a small balance (G2, G3)."""

    permission = "member.read"
    template_name = "groups/member_list.html"

    def context(self) -> dict[str, Any]:
        after = self.request.GET.get("after", "")
        balance = balance_of(self.group)
        return {
            "group": self.group,
            "page": slice_after(self.rows(), after, order=self.filter.order, size=100),
            "filter": self.filter,
            "has_filters": any(self.request.GET.values()),
            "balance": balance,
            "bars": bars_of(balance),
            "colours": COLOURS,
        }


class PeopleFile(_Listed):
    """`/<group>/desk/people.csv` and `.xlsx`: exactly the filtered list. It holds addresses."""

    permission = "member.manage"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = self.rows().order_by(*self.filter.order).iterator(chunk_size=500)
        name, title = f"members-{self.group.slug}", _("Members")
        return table_response(
            kwargs["ending"], name, headings(), (cells(row) for row in rows), title=title
        )


class BalancePage(DeskPage):
    """`/<group>/desk/people/balance/`: seats and shares against the group's rules (G3)."""

    permission = "member.read"
    template_name = "groups/member_balance.html"

    def context(self) -> dict[str, Any]:
        balance = balance_of(self.group)
        return {
            "group": self.group,
            "balance": balance,
            "bars": bars_of(balance),
            "colours": COLOURS,
            "rules": rules_of(self.group),
            "least": LEAST_INSIDE,
        }


def bars_of(balance: Balance) -> list[tuple[Seats, SafeString]]:
    """Give (seats, bar) for every stakeholder, the zero ones too: they show a gap."""
    largest = max((seats.total for seats in balance.seats), default=0)
    return [(seats, bar(_segments(seats), largest)) for seats in balance.seats]


def _segments(seats: Seats) -> list[Segment]:
    if seats.women is None or seats.men is None:
        return [Segment(seats.name, seats.total, OPEN)]
    parts = [(_("Women"), seats.women, REFERRED), (_("Men"), seats.men, ACTION)]
    rest = [(_("not told"), seats.rest, OPEN)] if seats.rest else []
    return [Segment(name, count, colour) for name, count, colour in parts + rest]


class _MemberForm(DeskForm):
    """A form that ends at the list of members."""

    permission = "member.manage"

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "people")


class MemberAdmit(_MemberForm):
    """`/<group>/desk/people/new/`: a member on the roster, without an account."""

    template_name = "groups/member_admit.html"
    form_class = AdmitForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"group": self.group}

    def initial(self) -> dict[str, Any]:
        return {"from_date": self.group.today()}

    def act(self, form: Any) -> Any:
        return admit_member(self.group, actor=self.gate.user, **form.cleaned_data)


class MemberInvite(_MemberForm):
    """`/<group>/desk/people/invite/`: a member who gets a link by mail and signs in."""

    template_name = "groups/member_invite.html"
    form_class = InviteForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"group": self.group}

    def initial(self) -> dict[str, Any]:
        return {"language": self.group.language}

    def act(self, form: Any) -> Any:
        return invite_member(self.group, actor=self.gate.user, **form.cleaned_data)


class OneMember(_MemberForm):
    """A form about the member of the address; it ends at the member's page."""

    @cached_property
    def membership(self) -> Membership:
        """The member."""
        return membership_or_404(self.gate, self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        return super().context() | {"membership": self.membership}

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "people", self.membership.pk)


class MemberRole(OneMember):
    """`/<group>/desk/people/<id>/role/`: another role."""

    template_name = "groups/member_role.html"
    form_class = RoleForm

    def initial(self) -> dict[str, Any]:
        return {"role": self.membership.role}

    def act(self, form: Any) -> Any:
        return change_role(self.membership, actor=self.gate.user, **form.cleaned_data)


class MemberEnd(OneMember):
    """`/<group>/desk/people/<id>/end/`: the end of a term."""

    template_name = "groups/member_end.html"
    form_class = EndForm

    def initial(self) -> dict[str, Any]:
        return {"to_date": self.group.today()}

    def act(self, form: Any) -> Any:
        return end_membership(self.membership, actor=self.gate.user, **form.cleaned_data)
