"""`MeetingSeries`: meetings that come back every month or quarter."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from masam.tenancy.models import GroupOwned


class Rhythm(models.TextChoices):
    """How often a series meets."""

    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every three months")


class MeetingSeries(GroupOwned):  # type: ignore[django-manager-missing]
    """A rhythm and what its meetings share; each meeting is a row of its own (`Meeting.series`).

    The first meeting decides the rest: the same weekday of the same week of the month as
    `first_date` (the second Friday stays the second Friday). Days are days of the group's zone.
    """

    topic = models.CharField(_("topic"), max_length=160)
    place = models.CharField(_("place"), max_length=160, blank=True)
    rhythm = models.CharField(_("how often"), max_length=9, choices=Rhythm.choices)
    first_date = models.DateField(_("first meeting"))
    last_date = models.DateField(_("no later than"), null=True, blank=True)
    starts_at = models.TimeField(_("begins at"))
    lasts_minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=120)
    is_closed = models.BooleanField(_("closed to the public"), default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "meeting series"
        constraints = (
            models.CheckConstraint(
                condition=Q(rhythm__in=Rhythm.values), name="groups_series_rhythm_known"
            ),
            models.CheckConstraint(
                condition=Q(last_date__isnull=True) | Q(last_date__gte=F("first_date")),
                name="groups_series_forward",
                violation_error_message=_("The series ends before it begins."),
            ),
        )

    def __str__(self) -> str:
        return self.topic
