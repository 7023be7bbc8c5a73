"""The room of looks as a Django app (for its template tags and its finder)."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "masam.ui"
    label = "ui"
