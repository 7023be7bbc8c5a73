"""The room of files."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "masam.attachments"
    label = "attachments"
