"""The demo's settings as production runs them: no debugging, mail nowhere."""

from masam.settings.dev import *  # noqa: F403 - reason: settings modules build on one another

DEBUG = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
