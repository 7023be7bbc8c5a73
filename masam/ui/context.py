"""What every template may ask about the page. Nothing here touches the session of a cacheable page."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from masam.ui.addresses import OWN_NAMES, active_language, in_language
from masam.ui.navigation import about_items, public_items, work_items


def page(request: HttpRequest) -> dict[str, Any]:
    """Return language, language switch, path, gate, duties and navigations (the latter made when asked for).

    `cacheable` is true on public pages that are alike for everybody; there is no gate on them.
    """
    cacheable = bool(getattr(request, "masam_cacheable", False))
    gate = None if cacheable else getattr(request, "gate", None)
    other = "en" if active_language() == "mn" else "mn"
    return {
        "lang": active_language(),
        "lang_other": {
            "code": other,
            "name": OWN_NAMES[other],
            "url": in_language(request.get_full_path(), other),
        },
        "path": request.path,
        "cacheable": cacheable,
        "gate": gate,
        "may": gate.may if gate is not None else frozenset(),
        "nav_public": partial(public_items, request.path),
        "nav_about": partial(about_items, request.path),
        "nav_work": partial(work_items, request),
    }
