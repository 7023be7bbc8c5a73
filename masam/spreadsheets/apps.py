"""The app of uploaded tables."""

from django.apps import AppConfig


class SpreadsheetsConfig(AppConfig):
    name = "masam.spreadsheets"
