"""The demo's settings with a quicker clock: mail and reports need not wait twenty seconds."""

from masam.settings.dev import *  # noqa: F403 - reason: settings modules build on one another
from masam.settings.dev import CELERY_BEAT_SCHEDULE

QUICK = 2.0  # seconds between two looks at the outbox and at waiting reports
CELERY_BEAT_SCHEDULE = {
    name: entry | {"schedule": min(float(entry["schedule"]), QUICK) if name != "schedule-reports" else 600.0}
    for name, entry in CELERY_BEAT_SCHEDULE.items()
}
