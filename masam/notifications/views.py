"""`/stop/<token>/`: end a kind of mail. GET shows, POST does (also as mail programs send it)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core import signing
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from masam.notifications.actions import STOP_SALT, stop_notices
from masam.notifications.forms import StopForm
from masam.wire.pages import FormPage

if TYPE_CHECKING:
    from django.http import HttpResponse, HttpResponseBase


@method_decorator(csrf_exempt, name="dispatch")
class Stop(FormPage):
    """One-click unsubscribe (RFC 8058): the POST comes from a mail program, without cookies."""

    public = True
    template_name = "notifications/stop.html"
    form_class = StopForm

    def render_form(self, form: Any, *, status: int = 200) -> HttpResponse:
        known = status if self._is_known() else 404
        return self.render({"form": form, "is_known": known != 404}, status=known)

    def act(self, form: Any) -> bool:
        return stop_notices(self.kwargs["token"])

    def answer(self, result: Any) -> HttpResponseBase:
        return self.render({"is_known": result, "is_done": result}, status=200 if result else 404)

    def _is_known(self) -> bool:
        try:
            signing.loads(self.kwargs["token"], salt=STOP_SALT)
        except signing.BadSignature:
            return False
        return True
