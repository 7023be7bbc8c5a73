"""The citizen's way in: choose a group, say something, get a receipt; the poster; voting."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from feedback.actions import receive_case
from feedback.forms import GiveForm
from feedback.models.code import address_key
from feedback.queries import open_groups, point_or_404, points_of
from feedback.resources import follow_url, poster_pdf
from groups.gate import PublicGroupForm, PublicGroupPage
from groups.models import GroupState, Pointer
from groups.queries import version_of_all
from masam.ui.addresses import active_language
from masam.ui.qr import qr_svg
from masam.wire.errors import DomainError
from masam.wire.idempotency import body_hash, fresh_key, key_of
from masam.wire.limits import address_of, count_hit
from masam.wire.pages import Page

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from feedback.actions import Given, Receipt

# A whole clinic may share one address; a flood of thousands may not.
MOST_FORMS, FORM_SECONDS = 20, 600


class Choose(Page):
    """`/feedback/`: which group is it for?"""

    public = True
    cache = "public"
    template_name = "feedback/group_choose.html"

    def etag(self) -> str | None:
        return f"feedback.{version_of_all()}"

    def context(self) -> dict[str, Any]:
        return {"groups": open_groups()}


class ReceiptForm:
    """The answer to the POST is the receipt itself: 200, never kept, the same for a repeat.

    The form's key is not remembered as other keys are: only a hash of it stands on the case.
    """

    request: HttpRequest
    receipt_template: ClassVar[str] = "feedback/case_receipt.html"

    @transaction.atomic
    def _act_once(self, form: Any) -> HttpResponseBase:
        return self.answer(self.act(form))

    def act(self, form: Any) -> Receipt:
        raise NotImplementedError

    def take_in(self, group: Any, given: Given, *, actor: Any) -> Receipt:
        """Store what was said under the form's key."""
        key = key_of(self.request) or fresh_key()
        return receive_case(group, given, actor=actor, key=key, body=body_hash(self.request))

    def answer(self, receipt: Receipt) -> HttpResponse:
        """Show the receipt, kept by nobody. Its code is nowhere else."""
        qr = qr_svg(follow_url(receipt.code))
        shown = {"case": receipt.case, "code": receipt.code, "qr": qr}
        response = render(self.request, self.receipt_template, shown)
        response["Cache-Control"] = "no-store"
        return response


class Give(ReceiptForm, PublicGroupForm):
    """`/feedback/<group>/`: the form, with a list of service points."""

    template_name = "feedback/case_give.html"
    form_class = GiveForm
    point: Any = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = address_key(address_of(request))
        count_hit("feedback", key, most=MOST_FORMS, seconds=FORM_SECONDS)
        return super().post(request, *args, **kwargs)

    def form_kwargs(self) -> dict[str, Any]:
        return {"points": points_of(self.group), "point": self.point}

    def context(self) -> dict[str, Any]:
        is_open = self.group.state == GroupState.ACTIVE
        return {"group": self.group, "point": self.point, "is_open": is_open}

    def act(self, form: GiveForm) -> Receipt:
        if self.group.state != GroupState.ACTIVE:
            raise DomainError(_("This group takes no feedback at present."))
        given = form.given(language=active_language(), is_suspect=form.is_suspect)
        return self.take_in(self.group, given, actor=None)


class GiveAt(Give):
    """`/feedback/<group>/<point>/`: the same behind a poster's QR: the place is known."""

    @cached_property
    def point(self) -> Any:
        return point_or_404(self.group, self.kwargs["point"])


class Poster(PublicGroupPage):
    """`/feedback/<group>/<point>/poster.pdf`: to hang up at the service point."""

    def etag(self) -> str | None:
        return f"{self.group.pk}.{self.kwargs['point']}.{self.group.version}"

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        point = point_or_404(self.group, self.kwargs["point"])
        response = HttpResponse(poster_pdf(self.group, point), content_type="application/pdf")
        response["Content-Disposition"] = (
            f'inline; filename="poster-{self.group.slug}-{point.pk}.pdf"'
        )
        return response


class Vote(Page):
    """`/vote/<token>/`: the link on a ballot. Voting by QR arrives later; the page says so."""

    public = True
    template_name = "feedback/vote.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        pointer = Pointer.find("vote", self.kwargs["token"])
        return self.render({"pointer": pointer}, status=200 if pointer else 404)
