"""Public pages that are drawn once and then handed out for a minute."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

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

    filters: ClassVar[tuple[str, ...] | None] = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        tag = self._full_etag()
        if tag and tag in request.headers.get("If-None-Match", ""):
            return super().get(request, *args, **kwargs)
        name = f"{self.kept_address()} {tag}"
        key = f"wire.page.{sha256(name.encode()).hexdigest()}"
        html = cache.get(key)
        if html is None:
            html = self.render(self.context()).content
            cache.set(key, html, KEPT_SECONDS)
        response = HttpResponse(html)
        if tag:
            response["ETag"] = tag
        return response

    def kept_address(self) -> str:
        """Give what of the address the page depends on.

        Where a page names its `filters`, other parameters (those that networks add to a link
        that is passed on) make no other page.
        """
        if self.filters is None:
            return self.request.get_full_path()
        known = {name: self.request.GET[name] for name in self.filters if name in self.request.GET}
        return f"{self.request.path}?{urlencode(known)}"
