"""Gives every entry and every kept row of a request the name of its route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from masam.audit.context import name_route, one_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


READING = ("GET", "HEAD", "OPTIONS")


class RouteMiddleware:
    """Puts the route's name (not its address, which may hold a token) where `record` finds it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_request(is_writing=request.method not in READING):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        match = request.resolver_match
        name_route(match.view_name if match else "")
