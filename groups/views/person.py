"""One member at the desk: all terms, renewing, putting right; and what members tell for the counts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import Form
from django.http import Http404

from groups.actions import edit_member, forget_traits, renew_term, tell_traits
from groups.actions.term import EDITED
from groups.forms import MemberEditForm, RenewForm, TraitsForm
from groups.gate import DeskForm, DeskPage
from groups.queries import changes_of, has_told, membership_or_404, teams_of, terms_of
from groups.views.people import OneMember
from masam.ui.addresses import address

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpResponse

    from groups.gate import Gate
    from groups.models import Membership


def person_context(gate: Gate, membership: Membership) -> dict[str, Any]:
    """Give what the page of a person shows; of traits only whether any were told."""
    terms = terms_of(membership)
    return {
        "group": gate.group,
        "membership": membership,
        "terms": terms,
        "came": sum(term.came for term in terms),  # type: ignore[attr-defined]
        "is_current": membership.is_current(gate.group.today()),
        "teams": teams_of(gate.group, terms),
        "has_told": has_told(membership),
        "changes": changes_of(gate.group, terms),
    }


class PersonPage(DeskPage):
    """`/<group>/desk/people/<id>/`: a person's terms, roles and meetings."""

    permission = "member.read"
    template_name = "groups/member_detail.html"

    def context(self) -> dict[str, Any]:
        return person_context(self.gate, membership_or_404(self.gate, self.kwargs["pk"]))


class MemberEdit(OneMember):
    """`/<group>/desk/people/<id>/edit/`: what is written about a term."""

    template_name = "groups/member_edit.html"
    form_class = MemberEditForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"group": self.group}

    def initial(self) -> dict[str, Any]:
        values = {name: getattr(self.membership, name) for name in EDITED}
        return values | {"version": self.membership.version}

    def render_form(self, form: BaseForm, *, status: int = 200) -> HttpResponse:
        if status == 409:  # the next try starts from what now stands
            del self.membership
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(self.membership.version)  # type: ignore[index]
        return super().render_form(form, status=status)

    def act(self, form: Any) -> Any:
        return edit_member(self.membership, actor=self.gate.user, **form.cleaned_data)


class MemberRenew(OneMember):
    """`/<group>/desk/people/<id>/renew/`: another term."""

    template_name = "groups/member_renew.html"
    form_class = RenewForm

    def initial(self) -> dict[str, Any]:
        return {"from_date": self.group.today()}

    def act(self, form: Any) -> Any:
        return renew_term(self.membership, actor=self.gate.user, **form.cleaned_data)


class _Traits(OneMember):
    """What a person told for the counts: written only, never shown again."""

    template_name = "groups/member_traits.html"
    form_class: ClassVar[Any] = TraitsForm

    def context(self) -> dict[str, Any]:
        told = {"has_told": has_told(self.membership)}
        return super().context() | told | {"back": self.success_url(None)}

    def act(self, form: Any) -> Any:
        return tell_traits(self.membership, actor=self.gate.user, **form.cleaned_data)


class MemberTraitsTell(_Traits):
    """`/<group>/desk/people/<id>/traits/`: told by the facilitator for the member."""


class MemberTraitsForget(_Traits):
    """`/<group>/desk/people/<id>/traits/delete/`: what was told is deleted."""

    template_name = "groups/member_traits_delete.html"
    form_class = Form

    def act(self, form: Any) -> Any:
        return forget_traits(self.membership, actor=self.gate.user)


class _Own(DeskForm):
    """About the person who is signed in; any member may."""

    permission = "desk.open"

    @cached_property
    def membership(self) -> Membership:
        """The reader's own membership; whoever is inside by a support session has none."""
        if self.gate.membership is None:
            raise Http404
        return self.gate.membership

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "people", "mine")


class OwnPage(_Own):
    """`/<group>/desk/people/mine/`: the reader's own terms, and what they tell for the counts."""

    template_name = "groups/member_own.html"
    form_class = TraitsForm

    def context(self) -> dict[str, Any]:
        return person_context(self.gate, self.membership)

    def act(self, form: Any) -> Any:
        return tell_traits(self.membership, actor=self.gate.user, **form.cleaned_data)


class OwnTraitsForget(_Own):
    """`/<group>/desk/people/mine/delete/`: what the reader told is deleted."""

    template_name = "groups/member_traits_delete.html"
    form_class: ClassVar[Any] = Form

    def context(self) -> dict[str, Any]:
        told = {"has_told": has_told(self.membership), "back": self.success_url(None)}
        return {"group": self.group, "membership": self.membership} | told

    def act(self, form: Any) -> Any:
        return forget_traits(self.membership, actor=self.gate.user)
