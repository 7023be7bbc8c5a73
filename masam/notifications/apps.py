"""The room of notices."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "masam.notifications"
    label = "notifications"
