"""`Assessment`: how able a CSO is, by its own judgement, once a cycle (product.md G8).

The questions are data (`groups/assessment.csv`), one row each, belonging to a numbered edition.
An answer points at the question it answers, so it keeps its edition for ever.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from groups.lifecycle import AssessmentState
from masam.tenancy.models import GroupOwned

LOWEST, HIGHEST = 1, 5  # the scale of every question


def _in_english() -> bool:
    return translation.get_language() == "en"


class AssessmentTemplate(models.Model):
    """An edition of the questions. Editions are never changed, only followed by the next."""

    number = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"edition {self.number}"


class AssessmentQuestion(models.Model):
    """One question of an edition, with five described steps.

    `key` names the same question through all editions: only equal keys are compared.
    """

    template = models.ForeignKey(
        AssessmentTemplate, on_delete=models.PROTECT, related_name="questions"
    )
    position = models.PositiveSmallIntegerField()
    area = models.SlugField(max_length=20)
    area_mn = models.CharField(max_length=100)
    area_en = models.CharField(max_length=100)
    key = models.SlugField(max_length=40)
    text_mn = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    steps_mn = ArrayField(models.CharField(max_length=200), size=HIGHEST)
    steps_en = ArrayField(models.CharField(max_length=200), size=HIGHEST)

    class Meta:
        ordering = ("template", "position")
        constraints = (
            models.UniqueConstraint(fields=["template", "key"], name="groups_question_key_once"),
            models.UniqueConstraint(
                fields=["template", "position"], name="groups_question_position_once"
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The question in the reader's language."""
        return self.text_en if _in_english() else self.text_mn

    @property
    def area_name(self) -> str:
        """The area in the reader's language."""
        return self.area_en if _in_english() else self.area_mn

    @property
    def steps(self) -> list[tuple[int, str]]:
        """Give (score, what it looks like) from the lowest step to the highest."""
        texts: list[Any] = self.steps_en if _in_english() else self.steps_mn
        return list(enumerate(texts, start=LOWEST))


class Assessment(GroupOwned):
    """The self-assessment of one organisation in one cycle (a year)."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    cycle = models.PositiveSmallIntegerField(_("cycle"))
    template = models.ForeignKey(AssessmentTemplate, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=8, choices=AssessmentState.choices, default=AssessmentState.DRAFT
    )
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "organisation", "cycle"], name="groups_assessment_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AssessmentState.values), name="groups_assessment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="finished", finished_at__isnull=False)
                | Q(state="draft", finished_at__isnull=True),
                name="groups_assessment_finished_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.cycle}"

    @property
    def is_finished(self) -> bool:
        """Whether it is locked."""
        return bool(self.state == AssessmentState.FINISHED)


class AssessmentAnswer(GroupOwned):
    """One answer. No score: the organisation looked at the question and cannot say."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(AssessmentQuestion, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(_("how we know"), max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "assessment", "question"], name="groups_answer_once"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=LOWEST, score__lte=HIGHEST),
                name="groups_answer_on_scale",
            ),
        )

    def __str__(self) -> str:
        return f"{self.score} for {self.question_id}"
