"""The room that keeps groups apart."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "masam.tenancy"
    label = "tenancy"
