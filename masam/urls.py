"""The whole site map on one screen. Mongolian without a prefix, English under /en/."""

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
        path("", include("masam.notifications.urls")),
        path("", include("reports.urls")),
        path("", include("disclosure.urls")),
        path("", include("feedback.urls")),
        path("", include("issues.urls")),
        path("", include("groups.urls")),  # last: /<group>/ would otherwise catch /issues/
        prefix_default_language=False,
    ),
]
