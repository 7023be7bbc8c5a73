"""The measured search: titles and questions of our own, some of them untouched while tuning.

`tests/masam/search/data/`: the figures of each set stand in docs/search.md.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.db import transaction

from issues.actions import learn_words, rebuild_words
from issues.models import Issue
from issues.queries import desk_issues
from masam.search.dictionary import program
from masam.tenancy import in_group

DATA = Path(__file__).parents[1] / "masam" / "search" / "data"
RECALL, PRECISION = 0.95, 0.95


def read(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("with_dictionary", [False, True])
def test_what_is_meant_is_found_and_little_else(khovd, with_dictionary):
    if with_dictionary and not program():
        pytest.skip("no hunspell with mn_MN here")
    for half in "ABCDE":
        right, shown, meant = measured(khovd, half, with_dictionary=with_dictionary)
        assert right / meant >= RECALL, half
        assert right / shown >= PRECISION, half


def measured(group, half, *, with_dictionary):
    """Count the hits that were right, those shown and those meant, of one set."""
    right = shown = meant = 0
    with in_group(group), transaction.atomic():
        Issue.objects.bulk_create(
            Issue(group=group, number=int(row["number"]), title=row["title"], sector="health")
            for row in read("titles")
            if row["half"] == half
        )
        rebuild_words(group)
        while with_dictionary and learn_words(group):
            pass
        for row in read("queries"):
            if row["half"] == half:
                wanted = {int(number) for number in row["titles"].split()}
                rows = desk_issues(group, {"q": row["query"]})
                found = set(rows.values_list("number", flat=True))
                right, shown = right + len(found & wanted), shown + len(found)
                meant += len(wanted)
        transaction.set_rollback(True)
    return right, shown, meant
