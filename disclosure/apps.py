"""The app of duties to publish and of citizens' checks."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "disclosure"

    def ready(self) -> None:
        """Begin to listen."""
        from disclosure import receivers  # noqa: F401, PLC0415 - reason: connected when ready
