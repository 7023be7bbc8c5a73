"""The whole site map on one screen. Mongolian without a prefix, English under /en/."""

from pathlib import Path

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from masam.accounts.views import Profile
from masam.charts.examples import examples
from masam.ui.views import Styleguide
from masam.wire import views as wire

handler400 = wire.bad_request
handler403 = wire.forbidden
handler404 = wire.not_found
handler500 = wire.broken


def room(name: str) -> list[URLResolver]:
    """Include an app's addresses; a room that is not built yet has none."""
    built = (Path(settings.ROOT) / name.replace(".", "/") / "urls.py").exists()
    built = built and name in settings.INSTALLED_APPS
    return [path("", include(f"{name}.urls"))] if built else []


machines: list[URLPattern | URLResolver] = [
    path("healthz/", wire.Health.as_view(), name="healthz"),
    path("readyz/", wire.Ready.as_view(), name="readyz"),
    path("metrics/", wire.Metrics.as_view(), name="metrics"),
    path("robots.txt", wire.Robots.as_view(), name="robots"),
]

urlpatterns = [
    *machines,
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("masam.accounts.urls")),
        path("me/", include(([path("", Profile.as_view(), name="profile")], "accounts"))),
        path("styleguide/", Styleguide.as_view(charts=examples), name="styleguide"),
        path("", include("masam.ui.urls")),
        *room("masam.notifications"),
        *room("reports"),
        *room("disclosure"),
        *room("feedback"),
        *room("issues"),
        *room("groups"),  # last: /<group>/ would otherwise catch /issues/
        prefix_default_language=False,
    ),
]
