"""`LessonSubscription`: who gets the digest of lessons; `LessonSent`: which they had already."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models.lesson import Lesson
from masam.organisations.models import Sector


class Rhythm(models.TextChoices):
    """How often the digest comes."""

    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")


class Audience(models.TextChoices):
    """Who reads lessons: counted for the funder, never asked of anybody by name."""

    GOVERNMENT = "government", _("government office")
    SERVICE = "service", _("hospital, school or other service")
    CIVIL_SOCIETY = "civil_society", _("civil society organisation")
    DONOR = "donor", _("international organisation")
    OTHER = "other", _("other")


class LessonSubscription(models.Model):
    """One wish to get lessons by mail. It belongs to no group: lessons come from all of them.

    A visitor's row waits with `confirmed_at` empty until the link in the mail was followed; an
    ended one loses its address at once. `address_key` is the keyed hash by which a person is
    known again; of each there is one living row. `sectors` and `units` (official codes of
    aimags and districts) are empty for all. `seen_period` is the last week or month dealt with.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.EmailField(blank=True)
    address_key = models.CharField(max_length=64)
    language = models.CharField(max_length=2, default="mn")
    audience = models.CharField(max_length=13, choices=Audience.choices, default=Audience.OTHER)
    rhythm = models.CharField(max_length=7, choices=Rhythm.choices, default=Rhythm.MONTHLY)
    sectors = ArrayField(
        models.CharField(max_length=10, choices=Sector.choices), default=list, blank=True
    )
    units = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    seen_period = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["address_key"],
                condition=Q(confirmed_at__isnull=False, ended_at__isnull=True),
                name="issues_lesson_subscription_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(address=""),
                name="issues_lesson_subscription_forgets",
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=Rhythm.values), name="issues_lesson_rhythm_known"
            ),
        )

    def __str__(self) -> str:
        return f"lessons {self.rhythm} for subscription {self.pk}"

    @property
    def is_living(self) -> bool:
        """Whether digests go out to it."""
        return self.confirmed_at is not None and self.ended_at is None


class LessonSent(models.Model):
    """A lesson that a person was sent, by the keyed hash of the address: never twice."""

    address_key = models.CharField(max_length=64)
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=8)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "lessons sent"
        constraints = (
            models.UniqueConstraint(
                fields=["address_key", "lesson"], name="issues_lesson_sent_once"
            ),
        )

    def __str__(self) -> str:
        return f"lesson {self.lesson_id} sent in {self.period}"
