"""`Lemma`: what a dictionary says a word is a form of. Words of all groups, of nobody."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


class Lemma(models.Model):
    """A word as it was seen, with the words a dictionary lists for it (none: it knows nothing).

    `keys` are the keys of those words (`masam.search.stems`), ready for an index or a question.
    """

    form = models.CharField(max_length=60, unique=True)
    lemmas = ArrayField(models.CharField(max_length=80), default=list)
    keys = ArrayField(models.CharField(max_length=80), default=list)
    looked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.form
