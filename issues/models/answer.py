"""`Answer`: what the responsible office said when asked."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned


class AnswerKind(models.TextChoices):
    """What an office can say: the four answers of looks.md 5, and two that come in other ways.

    A reply by mail is kept in its own words: no machine guesses which of the four it means.
    """

    FIXED = "fixed", _("Fixed")
    WORKING = "working", _("Working on it")
    NOT_OURS = "not_ours", _("Not ours")
    NEED_MORE = "need_more", _("More information needed")
    MESSAGE = "message", _("A message by mail")
    REFUSED = "refused", _("We cannot take it on")


FOUR = (AnswerKind.FIXED, AnswerKind.WORKING, AnswerKind.NOT_OURS, AnswerKind.NEED_MORE)


@pghistory.track(append_only=True)
class Answer(GroupOwned):
    """One answer of an office to an issue. Answers are added, never changed."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="answers")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("your answer"), max_length=10, choices=AnswerKind.choices)
    text = models.TextField(_("what is being done"), blank=True)
    due_date = models.DateField(_("done by"), null=True, blank=True)
    theirs = models.CharField(_("whose it is"), max_length=200, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    channel = models.CharField(max_length=8, default="site")  # site, link, mail

    class Meta:
        indexes = (models.Index(fields=["group", "issue", "id"], name="issues_answer_of"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=AnswerKind.values), name="issues_answer_kind_known"
            ),
        )

    def __str__(self) -> str:
        return str(AnswerKind(self.kind).label)
