"""The demo's settings with a quicker clock: mail and reports need not wait twenty seconds."""

from masam.settings.dev import *  # noqa: F403 - reason: settings modules build on one another
from masam.settings.dev import CELERY_BEAT_SCHEDULE

QUICK = 1.0  # seconds between two looks at the outbox and at waiting reports
for _name in ("deliver", "reports"):
    CELERY_BEAT_SCHEDULE[_name]["schedule"] = QUICK
# Fourteen people sign in by the real form; a slow hash would cost most of that time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
