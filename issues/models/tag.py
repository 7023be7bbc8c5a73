"""`Tag`: a word of the group for its issues; `Priority`: how urgent the group finds one (I18)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned


class Tag(GroupOwned):
    """A word by which a group finds issues again. It is the group's own and never public.

    `key` is the folded name, so that "Халаалт" and "халаалт" are one tag. A retired one is no
    longer on offer; issues keep it.
    """

    name = models.CharField(_("tag"), max_length=40)
    key = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("key", "id")
        constraints = (
            models.UniqueConstraint(fields=["group", "key"], name="issues_tag_once"),
            models.CheckConstraint(condition=~Q(key=""), name="issues_tag_has_a_name"),
        )

    def __str__(self) -> str:
        return self.name


class IssueTag(GroupOwned):
    """An issue that carries a tag."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="issue_tags")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "issue", "tag"], name="issues_tagged_once"),
        )
        indexes = (models.Index(fields=["group", "tag", "issue"], name="issues_by_tag"),)

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.issue_id}"


class Level(models.IntegerChoices):
    """How urgent an issue is, the most urgent first."""

    URGENT = 1, _("1 urgent")
    HIGH = 2, _("2 high")
    NORMAL = 3, _("3 normal")
    LATER = 4, _("4 later")


class Priority(GroupOwned):
    """How urgent the group finds an issue. An issue without a row has none.

    `decision` is the one of a meeting that set it; without one the facilitator did, and says why.
    """

    issue = models.OneToOneField(Issue, on_delete=models.PROTECT, related_name="priority")
    level = models.PositiveSmallIntegerField(_("priority"), choices=Level.choices)
    reason = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(
        "groups.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name_plural = "priorities"
        constraints = (
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="issues_priority_known"
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | ~Q(reason=""),
                name="issues_priority_has_a_ground",
            ),
        )
        indexes = (models.Index(fields=["group", "level", "issue"], name="issues_by_priority"),)

    def __str__(self) -> str:
        return f"priority {self.level} of {self.issue_id}"
