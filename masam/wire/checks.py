"""The project does not start while a view says neither who may open it nor that all may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

# Views of libraries that we do not wrap: the administration and the file server of development.
FOREIGN = ("django.contrib.admin", "django.views.static", "whitenoise")


@register()
def every_view_declares(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Give an error for each route whose view has neither `permission` nor `public = True`."""
    return [
        Error(
            f"{route}: the view declares neither `permission` nor `public = True`.",
            id="masam.E001",
        )
        for route, view in routes()
        if not declares(view)
    ]


def declares(view: Any) -> bool:
    """Tell whether a view callable says who may open it."""
    cls = getattr(view, "view_class", None)
    module = getattr(cls or view, "__module__", "")
    if module.startswith(FOREIGN):
        return True
    subject = cls or view
    return bool(getattr(subject, "permission", "") or getattr(subject, "public", False))


def routes(
    patterns: Any = None, prefix: str = "", *, skip: tuple[str, ...] = ("admin/",)
) -> Iterator[tuple[str, Any]]:
    """Give (route, view) of the whole URL table, `/admin/` left out (system staff only)."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if route.removeprefix("en/").startswith(skip):
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route, skip=skip)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback
