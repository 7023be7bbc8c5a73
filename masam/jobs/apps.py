"""The room of work that must happen."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "masam.jobs"
    label = "jobs"
