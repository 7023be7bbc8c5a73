"""The room of finding words."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "masam.search"
    label = "search"
