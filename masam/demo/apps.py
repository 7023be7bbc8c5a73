"""The room of the demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "masam.demo"
    label = "demo"
