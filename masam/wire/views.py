"""Error answers, and the addresses for machines that watch the site."""

from __future__ import annotations

import resource
import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from redis.exceptions import RedisError

from masam.wire.errors import TooOften
from masam.wire.json import wants_json

if TYPE_CHECKING:
    from django.http import HttpRequest

OUTAGES = (OperationalError, InterfaceError, RedisError)
RETRY_SECONDS = 30
# What a program is told; a person gets a page with the same words and more (templates/errors/).
SENTENCES = {
    400: gettext_lazy("We could not read this request"),
    403: gettext_lazy("This is not yours to do"),
    404: gettext_lazy("There is no page here"),
    413: gettext_lazy("This is too big to send"),
    429: gettext_lazy("Please wait a little"),
    500: gettext_lazy("Something went wrong on our side"),
    503: gettext_lazy("We are not available for a moment"),
}


def error_page(
    request: HttpRequest, status: int, *, reason: str = "", retry_after: int | None = None
) -> HttpResponse:
    """Give the page of an error status in the reader's language, or JSON to who reads that.

    Nothing else of the request is in it: alike errors are alike to the byte.
    """
    response: HttpResponse
    if wants_json(request):
        response = JsonResponse({"error": reason or str(SENTENCES[status])}, status=status)
    else:
        html = render_to_string(f"errors/{status}.html", {"reason": reason})
        response = HttpResponse(html, status=status)
    response["Cache-Control"] = "no-store"
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or what the exception really means: 413 too big, 429 too often."""
    if isinstance(exception, RequestDataTooBig):
        return error_page(request, 413)
    if isinstance(exception, TooOften):
        return error_page(request, 429, retry_after=exception.retry_after)
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the reason."""
    return error_page(request, 403, reason=str(exception))


def forbidden_by_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose CSRF token is missing or old."""
    return error_page(
        request, 403, reason=_("The page was open for too long. Please go back and try again.")
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same to the byte for a stranger's group and for what never was."""
    return error_page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500; or 503 with Retry-After when the database or the broker is not there."""
    error = sys.exc_info()[1]
    if isinstance(error, OUTAGES):
        return error_page(request, 503, retry_after=RETRY_SECONDS)
    return error_page(request, 500)


class Health(View):
    """`/healthz/`: the process answers. Touches nothing."""

    public = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok\n", content_type="text/plain")


class Ready(View):
    """`/readyz/`: the database and Valkey answer too; 503 when not."""

    public = True

    def get(self, request: HttpRequest) -> JsonResponse:
        parts = {"database": _answers(_ask_database), "valkey": _answers(_ask_cache)}
        ok = all(parts.values())
        response = JsonResponse(parts, status=200 if ok else 503)
        if not ok:
            response["Retry-After"] = str(RETRY_SECONDS)
        return response


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache() -> None:
    cache.get("ready")


def _answers(ask: Any) -> bool:
    try:
        ask()
    except OUTAGES:
        return False
    return True


class Robots(View):
    """`/robots.txt`: desks and links in mails are not for search engines."""

    public = True

    def get(self, request: HttpRequest) -> HttpResponse:
        hidden = (
            "/*/desk/",
            "/office/",
            "/me/",
            "/reply/",
            "/join/",
            "/attend/",
            "/vote/",
            "/ask/",
            "/stop/",
            "/calendar/",
            "/follow/",
            "/admin/",
            "/login/",
        )
        lines = [
            "User-agent: *",
            *(f"Disallow: {path}" for path in hidden),
            f"Sitemap: {settings.BASE_URL}/sitemap.xml",
        ]
        return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


class Metrics(View):
    """`/metrics/`: figures for a monitoring program, in Prometheus' text form.

    Only from this machine, or with the token of METRICS_TOKEN; everybody else sees 404.
    """

    public = True

    def get(self, request: HttpRequest) -> HttpResponse:
        if not _may_measure(request):
            raise Http404
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT numbackends FROM pg_stat_database WHERE datname = current_database()"
            )
            (backends,) = cursor.fetchone()
        usage = resource.getrusage(resource.RUSAGE_SELF)
        lines = [
            f"masam_database_connections {backends}",
            f"masam_process_cpu_seconds {usage.ru_utime + usage.ru_stime:.3f}",
            f"masam_process_memory_kilobytes {usage.ru_maxrss}",
        ]
        return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")


def _may_measure(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and constant_time_compare(given, token):
        return True
    # Behind a proxy everybody comes from loopback: a forwarded request needs the token.
    is_forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and not is_forwarded
