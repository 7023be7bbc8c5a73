"""The room of behaviour on the wire."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "masam.wire"
    label = "wire"

    def ready(self) -> None:
        from masam.wire import checks  # noqa: F401, PLC0415 - reason: registers the checks
