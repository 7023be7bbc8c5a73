"""The room of calendars."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "masam.calendars"
    label = "calendars"
    verbose_name = _("Calendars")
