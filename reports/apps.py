"""The app of figures and reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from reports import receivers  # noqa: PLC0415 - reason: models are ready only now

        receivers.connect()
