"""The app of groups and their meetings."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"
