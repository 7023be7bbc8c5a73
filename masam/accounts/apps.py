"""The room of people who sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "masam.accounts"
    label = "accounts"
