"""`Lesson`: a short card of what worked, proposed from a verified fix (product.md G9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.tool import Tool
from issues.lifecycle import LessonState
from issues.models.issue import Issue
from masam.organisations.models import PointType, Sector
from masam.places.models import DerivedField
from masam.places.models.names import is_english
from masam.search.folding import fold
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from typing import Self

WORDS = ("title", "problem", "worked", "watch")  # each in two languages


class LessonQuerySet(GroupOwnedQuerySet["Lesson"]):
    """Lessons, and which of them everybody may read."""

    def published(self) -> Self:
        """Give those that everybody may read."""
        return self.filter(published_at__isnull=False)

    def waiting(self) -> Self:
        """Give those that a facilitator has not looked at yet."""
        return self.filter(state=LessonState.PROPOSED)


class Lesson(GroupOwned):
    """What other groups can learn from one verified fix; one card for an issue, ever.

    The card stands alone: sector, place and kind of service point are copied from the issue, so
    that it can be read where the issue cannot. `reopened_at` is set while the issue is open
    again. `reason` is why the card was taken back or set aside. `tool` is empty until known.
    """

    number = models.PositiveIntegerField()
    issue = models.OneToOneField(Issue, on_delete=models.PROTECT, related_name="lesson")
    title_mn = models.CharField(_("title"), max_length=160)
    problem_mn = models.TextField(_("what the problem was"), blank=True)
    worked_mn = models.TextField(_("what worked"), blank=True)
    watch_mn = models.TextField(_("what to watch out for"), blank=True)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    problem_en = models.TextField(_("what the problem was, in English"), blank=True)
    worked_en = models.TextField(_("what worked, in English"), blank=True)
    watch_en = models.TextField(_("what to watch out for, in English"), blank=True)
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices)
    unit = models.ForeignKey("places.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    point_type = models.CharField(
        _("type of service point"), max_length=20, choices=PointType.choices, blank=True
    )
    tool = models.CharField(_("tool used"), max_length=20, choices=Tool.choices, blank=True)
    state = models.CharField(
        max_length=10, choices=LessonState.choices, default=LessonState.PROPOSED
    )
    reason = models.TextField(blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    search_key = DerivedField(max_length=20_000, derive="searched_by")

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(LessonQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="issues_lesson_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=LessonState.values), name="issues_lesson_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=LessonState.PUBLISHED, published_at__isnull=False)
                | (~Q(state=LessonState.PUBLISHED) & Q(published_at__isnull=True)),
                name="issues_lesson_public_is_published",
            ),
            models.CheckConstraint(
                condition=~Q(state=LessonState.PUBLISHED)
                | (~Q(title_mn="") & ~Q(problem_mn="") & ~Q(worked_mn="")),
                name="issues_lesson_public_is_whole",
            ),
        )
        indexes = (
            models.Index(fields=["group", "-proposed_at", "-id"], name="issues_lesson_latest"),
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="issues_lesson_public",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language; Mongolian where there is no English one."""
        return self._in_language("title")

    @property
    def problem(self) -> str:
        """What the problem was, in the reader's language."""
        return self._in_language("problem")

    @property
    def worked(self) -> str:
        """What worked, in the reader's language."""
        return self._in_language("worked")

    @property
    def watch(self) -> str:
        """What to watch out for, in the reader's language."""
        return self._in_language("watch")

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.published_at is not None

    @property
    def speaks(self) -> str:
        """The language in which this reader sees the card: mn until an English title stands."""
        return "en" if is_english() and self.title_en else "mn"

    def searched_by(self) -> str:
        """Compute what searches look into."""
        texts = (getattr(self, f"{name}_{tongue}") for name in WORDS for tongue in ("mn", "en"))
        return fold(" ".join(texts))

    def _in_language(self, name: str) -> str:
        """Give a text; a card with an English title is shown in English as a whole."""
        mongolian: str = getattr(self, f"{name}_mn")
        return getattr(self, f"{name}_en") or mongolian if self.speaks == "en" else mongolian
