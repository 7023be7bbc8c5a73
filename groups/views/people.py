"""Members at the desk: the list with its balance, admitting, inviting, roles, ends of terms."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from groups.actions import admit_member, change_role, end_membership, invite_member
from groups.filters import MemberFilter
from groups.forms import AdmitForm, EndForm, InviteForm, RoleForm
from groups.gate import DeskForm, DeskPage
from groups.models import Stakeholder
from groups.queries import current_members, membership_or_404, seats
from masam.charts import OPEN, Segment, bar
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from groups.models import Membership


class People(DeskPage):
    """`/<group>/desk/people/`: today's members, and the seats by stakeholder (G2, G3)."""

    permission = "member.read"
    template_name = "groups/member_list.html"

    def context(self) -> dict[str, Any]:
        query = self.request.GET
        chosen = MemberFilter(query)
        rows = chosen.apply(current_members(self.group))
        page = slice_after(rows, query.get("after", ""), order=("sort_key", "id"), size=100)
        bars = bars_of(seats(self.group))
        return {
            "group": self.group,
            "page": page,
            "filter": chosen,
            "bars": bars,
            "count": sum(count for _kind, _name, _svg, count in bars),
        }


def bars_of(rows: list[tuple[str, int]]) -> list[tuple[str, str, SafeString, int]]:
    """Give (kind, name, bar, count) for every stakeholder, the zero ones too: they show a gap."""
    largest = max((count for _kind, count in rows), default=0)
    named = [(kind, str(Stakeholder(kind).label), count) for kind, count in rows]
    return [
        (kind, name, bar([Segment(name, count, OPEN)], largest), count)
        for kind, name, count in named
    ]


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


class _OneMember(_MemberForm):
    """A form about the member of the address."""

    @cached_property
    def membership(self) -> Membership:
        """The member."""
        return membership_or_404(self.gate, self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        return super().context() | {"membership": self.membership}


class MemberRole(_OneMember):
    """`/<group>/desk/people/<id>/role/`: another role."""

    template_name = "groups/member_role.html"
    form_class = RoleForm

    def initial(self) -> dict[str, Any]:
        return {"role": self.membership.role}

    def act(self, form: Any) -> Any:
        return change_role(self.membership, actor=self.gate.user, **form.cleaned_data)


class MemberEnd(_OneMember):
    """`/<group>/desk/people/<id>/end/`: the end of a term."""

    template_name = "groups/member_end.html"
    form_class = EndForm

    def initial(self) -> dict[str, Any]:
        return {"to_date": self.group.today()}

    def act(self, form: Any) -> Any:
        return end_membership(self.membership, actor=self.gate.user, **form.cleaned_data)
