"""`CalendarException` and `LegalRule`."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from masam.places.models import Unit
from masam.places.models.names import is_english


class CalendarException(models.Model):
    """A day on which the ordinary calendar does not hold, in the nation or in one unit.

    Elections, dzud, quarantine, a Saturday worked instead of a Friday.
    """

    date = models.DateField(_("day"))
    is_working = models.BooleanField(_("is worked"), default=False)
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("only in"),
        help_text=_("Empty: in the whole country."),
    )
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        ordering = ("date",)
        verbose_name = _("exceptional day")
        verbose_name_plural = _("exceptional days")
        constraints = (
            models.UniqueConstraint(
                fields=["date", "unit"], nulls_distinct=False, name="exception_once_per_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.date:%Y.%m.%d} {self.reason}"


class Timing(models.TextChoices):
    """How the day of a rule is found."""

    AFTER = "after", _("a number of days after the start")
    MONTHLY = "monthly", _("on a day of each month")
    YEARLY = "yearly", _("on a day of each year")


class DayUnit(models.TextChoices):
    """Which days are counted."""

    CALENDAR = "calendar", _("calendar days")
    WORKING = "working", _("working days")


class Certainty(models.TextChoices):
    """Whether the number was seen in a source. Recalled ones are marked where they are shown."""

    CONFIRMED = "confirmed", _("confirmed by the source")
    RECALLED = "recalled", _("to be checked")


class LegalRule(models.Model):
    """One term of a law, or our own target beside it. A changed law is a new row, same key.

    `valid_to` is the last day on which the rule held; empty while it holds.
    """

    key = models.SlugField(_("key"), max_length=40)
    law_mn = models.CharField(_("law, in Mongolian"), max_length=200)
    law_en = models.CharField(_("law, in English"), max_length=200)
    article = models.CharField(_("article"), max_length=40, blank=True)
    title_mn = models.CharField(_("what, in Mongolian"), max_length=200)
    title_en = models.CharField(_("what, in English"), max_length=200)
    timing = models.CharField(
        _("timing"), max_length=8, choices=Timing.choices, default=Timing.AFTER
    )
    days = models.PositiveSmallIntegerField(_("days"), default=0)
    unit = models.CharField(
        _("which days"), max_length=8, choices=DayUnit.choices, default=DayUnit.CALENDAR
    )
    extension_days = models.PositiveSmallIntegerField(_("lawful extension, days"), default=0)
    due_month = models.PositiveSmallIntegerField(
        _("due month"), null=True, blank=True, validators=[MaxValueValidator(12)]
    )
    due_day = models.PositiveSmallIntegerField(
        # The 28th is the last day that every month has.
        _("due day"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(28)],
    )  # fmt: skip
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("last day in force"), null=True, blank=True)
    source_url = models.URLField(_("source"), max_length=300, blank=True)
    certainty = models.CharField(
        _("certainty"), max_length=9, choices=Certainty.choices, default=Certainty.RECALLED
    )
    checked_by = models.CharField(_("checked by"), max_length=100, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_target = models.BooleanField(_("our target, not the law"), default=False)

    class Meta:
        ordering = ("key", "-valid_from")
        verbose_name = _("legal rule")
        verbose_name_plural = _("legal rules")
        constraints = (
            models.UniqueConstraint(fields=["key", "valid_from"], name="rule_once_per_start"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="rule_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(timing="after", due_month=None, due_day=None)
                | Q(timing="monthly", due_month=None, due_day__range=(1, 28))
                | Q(timing="yearly", due_month__range=(1, 12), due_day__range=(1, 28)),
                name="rule_timing_complete",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What is due, in the reader's language."""
        return (self.title_en if is_english() else "") or self.title_mn

    @property
    def law(self) -> str:
        """The law in the reader's language."""
        return (self.law_en if is_english() else "") or self.law_mn

    @property
    def is_confirmed(self) -> bool:
        """Whether the number was seen in a source or checked by a person."""
        return self.certainty == Certainty.CONFIRMED or bool(self.checked_by)
