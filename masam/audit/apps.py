"""The room of audit entries."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "masam.audit"
    label = "audit"
