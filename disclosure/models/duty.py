"""`Duty`: what must be published, by whom, how often. The law itself is a `LegalRule`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from masam.calendars.models import DayUnit, LegalRule, Timing
from masam.calendars.periods import Kind, Period
from masam.calendars.queries import day_words, deadline
from masam.organisations.models import OrganisationKind
from masam.places.models.names import TwoNames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groups.models import Group
    from masam.organisations.models import Organisation

LEAP_YEAR = 2000  # any year that has every day


class DutyPeriod(models.TextChoices):
    """How often something is owed. What is owed after an event has no calendar of its own."""

    MONTH = "month", _("each month")
    QUARTER = "quarter", _("each quarter")
    HALF = "half", _("each half year")
    YEAR = "year", _("each year")
    RUNNING = "running", _("after each event")


class CountsFrom(models.TextChoices):
    """From which day the law's term is counted."""

    START = "start", _("the start of the period")
    END = "end", _("the end of the period")
    EVENT = "event", _("the event")


class Duty(TwoNames, models.Model):
    """A duty to publish. Law, article, term, validity, source and certainty are its rule's.

    So a deadline that a person corrects in the legal rules is right here too. A changed law is
    a new rule and a new duty with the same key. `only_number` keeps to one part of the year:
    the half-year report speaks of the first half only.
    """

    key = models.SlugField(_("key"), max_length=40)
    rule = models.ForeignKey(
        LegalRule, on_delete=models.PROTECT, related_name="+", verbose_name=_("legal rule")
    )
    name_mn = models.CharField(_("what, in Mongolian"), max_length=120)
    name_en = models.CharField(_("what, in English"), max_length=120)
    kinds = ArrayField(
        models.CharField(max_length=14, choices=OrganisationKind.choices),
        verbose_name=_("kinds of organisations bound"),
    )
    period = models.CharField(_("how often"), max_length=8, choices=DutyPeriod.choices)
    only_number = models.PositiveSmallIntegerField(
        _("only this part of the year"), null=True, blank=True
    )
    counts_from = models.CharField(_("term counted from"), max_length=5, choices=CountsFrom.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("duty to publish")
        verbose_name_plural = _("duties to publish")
        constraints = (
            models.UniqueConstraint(fields=["key", "rule"], name="disclosure_duty_once"),
            models.CheckConstraint(
                condition=Q(period="running", counts_from="event")
                | ~Q(period="running") & ~Q(counts_from="event"),
                name="disclosure_duty_event_is_running",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def binds(self, organisation: Organisation) -> bool:
        """Tell whether an organisation is of a kind that the law binds."""
        return organisation.kind in self.kinds

    def periods(self, year: int) -> Iterator[Period]:
        """Give the periods of a year for which this is owed; none for what follows an event."""
        if self.period == DutyPeriod.RUNNING:
            return
        period = Period(Kind(self.period), year)
        while period.year == year:
            if self.only_number in (None, period.number):
                yield period
            period = period.next

    def due_date(self, period: Period, group: Group) -> date:
        """Give the last day for publishing what belongs to `period`, in the group's zone."""
        first = self.counts_from == CountsFrom.START
        start = period.previous.last_day if first else period.last_day
        return deadline(self.rule, start, zone=group.tz).due_date

    def due_after(self, event_date: date, group: Group) -> date:
        """Give the last day for publishing an event; holidays of the group's place count."""
        return deadline(self.rule, event_date, zone=group.tz, unit=group.unit).due_date

    def is_in_force(self, day: date) -> bool:
        """Tell whether the law held on a day."""
        rule = self.rule
        return rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to)

    @property
    def term(self) -> str:
        """The last day in words: "10 Jan", "20 Apr of the next year", "7 working days ..."."""
        rule = self.rule
        if rule.timing == Timing.AFTER:
            return self._days_after()
        if rule.timing == Timing.MONTHLY:
            return str(_("day %(day)s of the next month")) % {"day": rule.due_day}
        day = day_words(date(LEAP_YEAR, rule.due_month or 1, rule.due_day or 1), year=False)
        if self.counts_from == CountsFrom.END and self.period == DutyPeriod.YEAR:
            return str(_("%(day)s of the next year")) % {"day": day}
        return day

    def _days_after(self) -> str:
        days = self.rule.days
        if self.rule.unit == DayUnit.WORKING:
            text = ngettext(
                "%(days)s working day after the event",
                "%(days)s working days after the event",
                days,
            )
        else:
            text = ngettext("%(days)s day after the event", "%(days)s days after the event", days)
        return text % {"days": days}

    @property
    def who(self) -> str:
        """The kinds of organisations bound, in words."""
        return ", ".join(str(OrganisationKind(kind).label) for kind in self.kinds)
