"""The path decides the tenant: resolve the group, load the gate once, enter scope and zone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from groups.gate import gate_by_session, open_gate
from groups.models.group import RESERVED_SLUGS
from masam.tenancy import in_group
from masam.wire.json import wants_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.http import HttpRequest, HttpResponse

FIRST = re.compile(r"^/(?:en/)?(?P<slug>[a-z][a-z0-9-]*)/(?P<rest>.*)$")
FEEDBACK = re.compile(r"^/(?:en/)?feedback/(?P<slug>[a-z][a-z0-9-]*)/")


class GroupMiddleware:
    """Sets `request.gate` for every address of a group and runs the page in its scope.

    A signed-out visitor of any address below a desk, existing or not, is sent to sign in; a
    stranger gets the same 404 as for an address that does not exist.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        slug, rest = _slug_of(request.path_info)
        if slug is None:
            return self.get_response(request)
        is_desk = rest == "desk" or rest.startswith("desk/")
        gate = gate_by_session(slug, request.session) if is_desk else None
        if gate is not None:
            request.user = gate.user
        elif is_desk and not request.user.is_authenticated:
            return _sign_in(request)
        else:
            gate = open_gate(slug, request.user if is_desk else None)
        if gate is None:
            return self.get_response(request)
        request.gate = gate  # type: ignore[attr-defined]
        with in_group(gate.group), timezone.override(gate.group.tz):
            return self._in_scope(request)

    def _in_scope(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(response, "streaming", False):
            # The rows of a streamed file are read after this frame ends: take the scope along.
            response.streaming_content = _scoped(request.gate.group, response.streaming_content)  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, view: Any, *args: Any) -> None:
        slug, rest = _slug_of(request.path_info)
        gate = getattr(request, "gate", None)
        if slug is not None and rest.startswith("desk") and (gate is None or not gate.is_open):
            raise Http404


def _slug_of(path: str) -> tuple[str | None, str]:
    match = FEEDBACK.match(path)
    if match:
        return match["slug"], ""
    match = FIRST.match(path)
    if match is None or match["slug"] in RESERVED_SLUGS:
        return None, ""
    return match["slug"], match["rest"]


def _sign_in(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": _("Please sign in.")}, status=401)
    target = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{target}")


def _scoped(group: Any, chunks: Any) -> Any:
    iterator = iter(chunks)
    while True:
        with in_group(group):
            try:
                chunk = next(iterator)
            except StopIteration:
                return
        yield chunk
