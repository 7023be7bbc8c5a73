"""Gives every entry of a request the name of its route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from masam.audit.context import route

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class RouteMiddleware:
    """Puts the route's name (not its address, which may hold a token) where `record` finds it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = route.set("")
        try:
            return self.get_response(request)
        finally:
            route.reset(token)

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        match = request.resolver_match
        route.set(match.view_name if match else "")
