"""The web application, as gunicorn starts it."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

import masam.celery  # noqa: F401 - reason: a task published by a page must know its broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masam.settings.dev")
application = get_wsgi_application()

if settings.CHECK_DATABASE_AT_START:
    from masam.tenancy.inspection import faults

    found = faults()
    if found:
        raise SystemExit("\n".join(["This database is not safe to serve:", *found]))
