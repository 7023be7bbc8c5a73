"""Production: everything from the environment, and a missing or wrong value stops the start."""

from masam.settings.base import *  # noqa: F403 - reason: settings modules build on one another
from masam.settings.environment import database, mail, number, text
from masam.settings.stores import caches, storages

CHECK_DATABASE_AT_START = True
SECRET_KEY = text("SECRET_KEY")
TOKEN_KEY = text("TOKEN_KEY")
BASE_URL = text("BASE_URL").rstrip("/")
ALLOWED_HOSTS = text("ALLOWED_HOSTS").split(",")
DATABASES = {
    "default": database(text("DATABASE_URL"))
    | {"OPTIONS": {"options": f"-c statement_timeout={number('STATEMENT_TIMEOUT_MS', 15000)}"}}
}
if text("DATABASE_OWNER_URL", ""):
    DATABASES["owner"] = database(text("DATABASE_OWNER_URL"))
CACHES = caches(text("REDIS_URL"))
CELERY_BROKER_URL = text("REDIS_URL")
globals().update(mail(text("EMAIL_URL")))
DEFAULT_FROM_EMAIL = text("FROM_EMAIL", "МАСАМ <noreply@masam.example>")
MEDIA_ROOT = text("MEDIA_ROOT")
STATIC_ROOT = text("STATIC_ROOT", "/srv/static")
STORAGES = storages("masam.ui.bundles.BundleStorage")
REFERENCE_DATA = text("REFERENCE_DATA", "")
DEMO_ISSUES = 0

PROXIES = number("PROXIES", 1)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = number("SSL_REDIRECT", 1) == 1
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^healthz/$", r"^readyz/$", r"^metrics/$"]

SENTRY_DSN = text("SENTRY_DSN", "")
if SENTRY_DSN:
    import sentry_sdk

    sentry_sdk.init(  # a citizen's words must not travel to a third party with an error
        dsn=SENTRY_DSN,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
    )
