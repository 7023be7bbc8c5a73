"""`Scorecard`: one round of a community scorecard at a service point (domain.md 2.1)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from masam.places.models.names import TwoNames
from masam.tenancy.models import GroupOwned


class ScoreKind(models.TextChoices):
    """Who scored: a part of the community, or those who serve it."""

    WOMEN = "women", _("women")
    MEN = "men", _("men")
    YOUTH = "youth", _("young people")
    ELDERLY = "elderly", _("elderly people")
    DISABILITY = "disability", _("people with disabilities")
    PROVIDERS = "providers", _("those who provide the service")
    OTHER = "other", _("another group")


class Scorecard(GroupOwned):
    """One round at one service point. The scale belongs to the round; rounds count from 1."""

    number = models.PositiveIntegerField()
    service_point = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+",
        verbose_name=_("service point"),
    )  # fmt: skip
    cycle_no = models.PositiveSmallIntegerField(_("round"), default=1)
    scale_min = models.SmallIntegerField(_("lowest score"), default=1)
    scale_max = models.SmallIntegerField(_("highest score"), default=5)
    held_date = models.DateField(_("date"))
    published_at = models.DateTimeField(null=True, blank=True)
    run_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="feedback_scorecard_number"),
            models.UniqueConstraint(
                fields=["group", "service_point", "cycle_no"], name="feedback_scorecard_round_once"
            ),
            models.CheckConstraint(
                condition=Q(scale_max__gt=F("scale_min")), name="feedback_scorecard_scale_up"
            ),
        )
        indexes = (
            models.Index(fields=["group", "-held_date", "-id"], name="feedback_scorecard_latest"),
        )

    def __str__(self) -> str:
        return f"scorecard {self.number}"


class Indicator(TwoNames, GroupOwned):
    """What is scored. The same `key` in two rounds makes them comparable."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="indicators")
    key = models.SlugField(max_length=40)
    name_mn = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["group", "scorecard", "key"], name="feedback_indicator_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class ScoreGroup(GroupOwned):
    """People who scored together, as counts, never as names."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="score_groups")
    kind = models.CharField(_("who scored"), max_length=10, choices=ScoreKind.choices)
    label = models.CharField(_("name of the group"), max_length=80, blank=True)
    n_female = models.PositiveSmallIntegerField(_("women"), default=0)
    n_male = models.PositiveSmallIntegerField(_("men"), default=0)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["group", "scorecard", "kind", "label"], name="feedback_scoregroup_once"
            ),
        )

    def __str__(self) -> str:
        return self.label or str(ScoreKind(self.kind).label)


class Score(GroupOwned):
    """What one group gave one indicator, on the scale of the round, with reason and suggestion."""

    score_group = models.ForeignKey(ScoreGroup, on_delete=models.PROTECT, related_name="scores")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="scores")
    value = models.DecimalField(_("score"), max_digits=5, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    suggestion = models.CharField(_("suggestion"), max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "score_group", "indicator"], name="feedback_score_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.value}"
