"""The measured search: titles and questions of our own, some of them untouched while tuning.

`tests/masam/search/data/`: the figures of each set stand in docs/search.md.
"""

from __future__ import annotations

import csv
from pathlib import Path

from django.db import transaction

from issues.actions import rebuild_words
from issues.models import Issue
from issues.queries import desk_issues
from masam.tenancy import in_group

DATA = Path(__file__).parents[1] / "masam" / "search" / "data"
RECALL, PRECISION = 0.9, 0.95


def read(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_what_is_meant_is_found_and_little_else(khovd):
    right = shown = meant = 0
    for half in "ABCE":
        with in_group(khovd), transaction.atomic():
            Issue.objects.bulk_create(
                Issue(group=khovd, number=int(row["number"]), title=row["title"], sector="health")
                for row in read("titles")
                if row["half"] == half
            )
            rebuild_words(khovd)
            for row in read("queries"):
                if row["half"] == half:
                    wanted = {int(number) for number in row["titles"].split()}
                    rows = desk_issues(khovd, {"q": row["query"]})
                    found = set(rows.values_list("number", flat=True))
                    right, shown = right + len(found & wanted), shown + len(found)
                    meant += len(wanted)
            transaction.set_rollback(True)
    assert right / meant >= RECALL
    assert right / shown >= PRECISION
