"""What people want to hear of beside single issues, and who was named in a comment (I13)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from issues.models.comment import Comment
from issues.models.issue import Category
from masam.tenancy.models import GroupOwned

ONE_AT_MOST = (
    Q(service_point=None, unit=None)
    | Q(service_point=None, category=None)
    | Q(unit=None, category=None)
)


class Interest(GroupOwned):
    """A person follows a service point, a place or a category; without any: the whole group."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    service_point = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    unit = models.ForeignKey(
        "places.Unit", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "user", "service_point", "unit", "category"],
                name="issues_interest_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=ONE_AT_MOST, name="issues_interest_in_one_thing"),
        )

    def __str__(self) -> str:
        return str(self.service_point or self.unit or self.category or self.group)

    @property
    def is_everything(self) -> bool:
        """Whether it is the whole group."""
        return not (self.service_point_id or self.unit_id or self.category_id)


class Mention(GroupOwned):
    """Somebody who was named in a comment and told of it at once."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "comment", "user"], name="issues_mention_once"
            ),
        )
        indexes = (models.Index(fields=["group", "user", "-id"], name="issues_mention_of"),)

    def __str__(self) -> str:
        return f"{self.user_id} named in {self.comment_id}"
