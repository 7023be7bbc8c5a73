"""The app of groups and their meetings."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from groups import receivers  # noqa: F401, PLC0415 - reason: connects them
