"""Settings that hold everywhere. Secrets and addresses come from the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from masam.settings.environment import mailbox

ROOT = Path(__file__).resolve().parent.parent.parent
RELEASE = "1"  # part of every ETag: raise it when templates change without a new version row

DEBUG = False
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
CHECK_DATABASE_AT_START = False  # production does (prod.py)
ROOT_URLCONF = "masam.urls"
WSGI_APPLICATION = "masam.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "masam.tenancy",
    "masam.jobs",
    "masam.wire",
    "masam.ui",
    "masam.audit",
    "masam.search",
    "masam.accounts",
    "masam.places",
    "masam.organisations",
    "masam.calendars",
    "masam.attachments",
    "masam.notifications",
    "masam.spreadsheets",
    "groups",
    "issues",
    "feedback",
    "disclosure",
    "reports",
    "masam.demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "guardian",
    "import_export",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "masam.audit.middleware.RouteMiddleware",
    "groups.middleware.GroupMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "masam.ui.context.page",
            ],
        },
    }
]
FORM_RENDERER = "masam.ui.forms.Renderer"

AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "masam.accounts.adapter.ClosedSignup"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_DISPLAY = str
ACCOUNT_FORMS = {"login": "masam.accounts.forms.LoginForm"}

# django-guardian: grants stand on the Group object, in its own direct-key table.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_AUTO_PREFETCH = False
# Duties are read from the grants directly (groups/queries), once a request; no backend is asked.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]

LANGUAGE_CODE = "mn"
LANGUAGES = [("mn", _("Mongolian")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["masam.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Ulaanbaatar"

STATIC_URL = "/static/"
# Our own files are joined into bundles with hashed names, everywhere alike (masam/ui/bundles).
STATICFILES_FINDERS = [
    "masam.ui.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = True

# Sessions are read from Valkey, kept in PostgreSQL. Nothing of a visitor is stored.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "masam.wire.views.forbidden_by_csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/", "/en/admin/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # of the fields; files have limits of their own
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000


CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False  # the lease brings lost work back, with a cap
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_timeout": 5}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "Asia/Ulaanbaatar"
JOB_LEASE_SECONDS = 60  # so long a job is its worker's alone, living or dead


CELERY_BEAT_SCHEDULE = {
    "deliver": {"task": "masam.notifications.tasks.sweep_outbox", "schedule": 20.0},
    "mailbox": {"task": "masam.notifications.tasks.poll_mailbox", "schedule": 60.0},
    "forget-mails": {"task": "masam.notifications.tasks.forget_mails", "schedule": 86400.0},
    "forget-answers": {"task": "masam.wire.tasks.forget_answers", "schedule": 86400.0},
    "learn-words": {"task": "issues.tasks.learn_new_words", "schedule": 600.0},
    "ask-about-fixes": {"task": "issues.tasks.ask_about_fixes", "schedule": 3600.0},
    "ladders": {"task": "issues.tasks.climb_ladders", "schedule": 3600.0},
    "clocks": {"task": "issues.tasks.keep_clocks", "schedule": 600.0},
    "words": {"task": "issues.tasks.keep_words", "schedule": 3600.0},
    "meetings": {"task": "groups.tasks.keep_meetings", "schedule": 3600.0},
    "lessons": {"task": "issues.tasks.send_lessons", "schedule": 3600.0},
    "disclosure": {"task": "disclosure.tasks.keep_calendars", "schedule": 3600.0},
    "agreements": {"task": "groups.tasks.remind_of_agreements", "schedule": 3600.0},
    "ministries": {"task": "issues.tasks.remind_ministries", "schedule": 3600.0},
    "digests": {"task": "masam.notifications.tasks.gather_digests", "schedule": 3600.0},
    "bulk": {"task": "issues.tasks.sweep_bulks", "schedule": 10.0},
    "reports": {"task": "reports.tasks.sweep_reports", "schedule": 20.0},
    "imports": {"task": "issues.tasks.sweep_imports", "schedule": 20.0},
    "schedule-reports": {"task": "reports.tasks.schedule_reports", "schedule": 600.0},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

PROXIES = 0  # our own proxies in front, each adding one address to X-Forwarded-For
globals().update(mailbox(os.environ.get("MAILBOX_URL", ""), os.environ.get("REPLY_ADDRESS", "")))
DEFAULT_FROM_EMAIL = "МАСАМ <noreply@masam.example>"
DEMO_PASSWORD = ""
