"""The Celery application. Messages only wake workers; the memory is PostgreSQL (masam/jobs)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masam.settings.dev")
app = Celery("masam")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
