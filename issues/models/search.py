"""`IssueWords`: what an issue is found by. `SavedFilter`: a question somebody asks again."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned


class IssueWords(GroupOwned):
    """The keys of an issue's words (`masam.search.stems`), written with every change of its text.

    `words` holds those of title, place, category and details, of the title once more with a `t`,
    of what only the group may find (answers) with a `d`, and the group itself (`g42`), so that one
    index answers for group and words together. `sounds` is the title in coarse letters, for what is only similar. Rows
    are read by the database function `issue_hits` alone (docs/search.md) and can be made anew at
    any time: `manage.py rebuildsearch`.
    """

    issue = models.OneToOneField(Issue, on_delete=models.CASCADE, related_name="words")
    words = SearchVectorField()
    sounds = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    is_learnt = models.BooleanField(default=False)  # the dictionary was asked about its words

    class Meta:
        verbose_name_plural = "issue words"
        indexes = (
            models.Index(
                fields=["group", "id"],
                condition=models.Q(is_learnt=False),
                name="issues_words_to_learn",
            ),
            GinIndex(fields=["words"], name="issues_words_found"),
        )

    def __str__(self) -> str:
        return f"words of issue {self.issue_id}"


class SavedFilter(GroupOwned):
    """A filter of the desk's list under a name: one person's own, in one group."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)  # as it stands in the address, without "?"
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "user", "name"], name="issues_saved_filter_once"
            ),
        )

    def __str__(self) -> str:
        return self.name
