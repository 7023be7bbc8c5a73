"""The app of issues and joint actions."""

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "issues"

    def ready(self) -> None:
        from issues import notices, receivers  # noqa: F401, PLC0415 - reason: they register
