"""Public pages that are drawn once and then handed out for a minute."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.http import HttpResponse

from masam.wire.pages import Page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

KEPT_SECONDS = 60


class Kept(Page):
    """A page that is alike for everybody, kept as drawn under its address and its ETag.

    The ETag grows with every public change, so what is handed out is never older than it; the
    minute only bounds how much is kept.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        tag = self._full_etag()
        if tag and tag in request.headers.get("If-None-Match", ""):
            return super().get(request, *args, **kwargs)
        address = f"{request.get_full_path()} {tag}"
        key = f"reports.page.{sha256(address.encode()).hexdigest()}"
        html = cache.get(key)
        if html is None:
            html = self.render(self.context()).content
            cache.set(key, html, KEPT_SECONDS)
        response = HttpResponse(html)
        if tag:
            response["ETag"] = tag
        return response
