"""JoinLinks by link and by printed code at the desk: making, showing, withdrawing, undoing."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils import timezone

from groups.actions import make_join_link, revoke_join_link, undo_join
from groups.exports import link_of, sheet_pdf
from groups.forms import JoinLinkForm, NoteForm
from groups.gate import DeskForm, DeskPage
from groups.models import JoinLinkKind
from groups.queries import join_link_or_404, join_links_of, use_or_404, uses_of
from masam.ui.addresses import address
from masam.ui.qr import qr_svg

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from groups.models import JoinLink, JoinUse


class JoinLinks(DeskPage):
    """`/<group>/desk/people/invitations/`: the living ones, and the last of the others."""

    permission = "member.manage"
    template_name = "groups/join_link_list.html"

    def context(self) -> dict[str, Any]:
        living, ended = join_links_of(self.group)
        return {"group": self.group, "living": living, "ended": ended}


class _OneJoinLink:
    """Finds the invitation of the address."""

    gate: Any
    group: Any
    kwargs: dict[str, Any]

    @cached_property
    def invitation(self) -> JoinLink:
        """The invitation."""
        return join_link_or_404(self.gate, self.kwargs["pk"])

    def back(self) -> str:
        """Give the address of the invitation's page."""
        return address(self.group.slug, "desk", "people", "invitations", self.kwargs["pk"])


class JoinLinkMake(DeskForm):
    """`/<group>/desk/people/invitations/new/`: a link or a sheet."""

    permission = "member.manage"
    template_name = "groups/join_link_make.html"
    form_class = JoinLinkForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"group": self.group}

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Any:
        return make_join_link(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "people", "invitations", result.pk)


class JoinLinkPage(_OneJoinLink, DeskPage):
    """`/<group>/desk/people/invitations/<id>/`: the link or the codes, and who joined by it."""

    permission = "member.manage"
    template_name = "groups/join_link_detail.html"

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        response = super().render(context, status=status)
        response["Cache-Control"] = "no-store"  # the page shows the link
        return response

    def context(self) -> dict[str, Any]:
        invitation, uses = self.invitation, uses_of(self.invitation)
        is_living = invitation.is_living(timezone.now())
        link = ""
        if is_living and invitation.kind == JoinLinkKind.LINK:
            link = link_of(invitation.token(), self.group)
        by_place = {use.place: use for use in uses}
        codes = enumerate(invitation.codes() if is_living else [], start=1)
        return {
            "group": self.group,
            "invitation": invitation,
            "is_living": is_living,
            "uses": uses,
            "link": link,
            "qr": qr_svg(link) if link else "",
            "codes": [(code, by_place.get(place)) for place, code in codes],
        }


class JoinLinkSheet(_OneJoinLink, DeskPage):
    """`/<group>/desk/people/invitations/<id>/sheet.pdf`: the codes not used yet, to cut apart."""

    permission = "member.manage"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        invitation = self.invitation
        used = {use.place for use in uses_of(invitation)}
        codes = enumerate(invitation.codes(), start=1)
        free = {code for place, code in codes if place not in used}
        if not free or not invitation.is_living(timezone.now()):
            raise Http404
        response = HttpResponse(sheet_pdf(invitation, free), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="invitation-{invitation.pk}.pdf"'
        response["Cache-Control"] = "no-store"
        return response


class JoinLinkRevoke(_OneJoinLink, DeskForm):
    """`/<group>/desk/people/invitations/<id>/revoke/`: nobody joins by it any more."""

    permission = "member.manage"
    template_name = "groups/join_link_revoke.html"
    form_class = Form

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "invitation": self.invitation, "back": self.back()}

    def act(self, form: Any) -> Any:
        return revoke_join_link(self.invitation, actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "people", "invitations")


class JoinUndo(_OneJoinLink, DeskForm):
    """`/<group>/desk/people/invitations/<id>/undo/<use>/`: somebody joined by mistake."""

    permission = "member.manage"
    template_name = "groups/join_link_undo.html"
    form_class = NoteForm

    @cached_property
    def use(self) -> JoinUse:
        """The use of the address."""
        return use_or_404(self.invitation, self.kwargs["use"])

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "use": self.use, "back": self.back()}

    def act(self, form: Any) -> Any:
        return undo_join(self.use, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return self.back()
