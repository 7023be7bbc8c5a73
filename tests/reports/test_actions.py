"""Tallies are true after any walk of real actions, and a rebuild changes nothing."""

from __future__ import annotations

import contextlib
import datetime
import random
from collections import Counter
from io import BytesIO, StringIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from PIL import Image

from groups.actions import log_meeting, publish_meeting
from groups.models import Meeting, Membership
from issues import actions as do
from issues.lifecycle import ISSUE, UNFINISHED
from issues.models import Issue
from masam.tenancy import in_group
from masam.wire.errors import DomainError
from reports.actions import rebuild_tallies
from reports.models import Measure, Tally
from tests.factories.reports import make_issue, make_meeting

START = datetime.datetime(2026, 3, 1, 4, 0, tzinfo=datetime.UTC)
STEPS = 160


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    return SimpleUploadedFile("fix.jpg", out.getvalue(), "image/jpeg")


def tallies() -> dict[tuple, tuple[int, int]]:
    columns = ("measure", "day", "sector", "state", "is_public", "bucket")
    return {
        tuple(getattr(row, name) for name in columns): (row.n, row.total)
        for row in Tally.objects.all()
        if row.n or row.total
    }


def walk(group, cast, department, seed: int) -> None:
    """Take random steps over two hundred days; the rules refuse some of them."""
    choose = random.Random(seed)
    monitor = Membership.objects.get(user=cast["monitor"])
    make_issue(group, "claimed_fixed", responsible=department, logged_at="2026-02-01")
    steps = {
        "verify": lambda it: do.verify_issue(it, actor=cast["monitor"], note="Харлаа"),
        "assign": lambda it: do.assign_issue(it, actor=cast["facilitator"],
                                             organisation=department),
        "accept": lambda it: do.accept_issue(it, actor=cast["officer"]),
        "answer": lambda it: do.answer_issue(
            it, actor=cast["officer"], organisation=department, kind="working",
            text="Засна", due_date=group.today() + datetime.timedelta(days=9)),
        "claim": lambda it: do.claim_issue(it, actor=cast["officer"], note="Засав"),
        "confirm": lambda it: do.confirm_issue(it, actor=cast["monitor"], membership=monitor,
                                               note="Шалгалаа", photos=[photo()]),
        "reopen": lambda it: do.reopen_issue(it, actor=cast["facilitator"], note="Эвдэрсэн"),
        "reject": lambda it: do.reject_issue(it, actor=cast["facilitator"], note="Давхар"),
        "restore": lambda it: do.restore_issue(it, actor=cast["facilitator"], note="Үнэн"),
        "publish": lambda it: do.publish_issue(it, actor=cast["facilitator"]),
        "unpublish": lambda it: do.unpublish_issue(it, actor=cast["facilitator"]),
        "edit": lambda it: do.edit_issue(it, actor=cast["facilitator"], version=it.version,
                                         sector=choose.choice(["health", "education"])),
    }  # fmt: skip
    with time_machine.travel(START, tick=False) as clock:
        for _turn in range(STEPS):
            clock.shift(datetime.timedelta(hours=choose.randrange(60)))
            issues = list(Issue.objects.order_by("pk"))
            if not issues or choose.random() < 0.1:
                do.log_issue(
                    group,
                    actor=cast["member"],
                    title="Асуудал",
                    sector=choose.choice(["health", "education"]),
                )
                continue
            issue = choose.choice(issues)
            likely = [
                step.verb
                for step in ISSUE.steps_from(issue.state)
                if step.verb in steps and step.verb not in {"reopen", "reject"}
            ]
            verb = choose.choice([*steps, *likely * 8])
            with contextlib.suppress(DomainError):
                steps[verb](issue)


@pytest.mark.parametrize("seed", [2, 3])
def test_tallies_are_the_truth_after_a_random_walk(khovd, cast, department, seed):
    with in_group(khovd):
        walk(khovd, cast, department, seed)
        kept = tallies()
        assert kept_of(kept, Measure.LOGGED) == counted("logged_at", Issue.objects.all(), khovd)
        fixed = Issue.objects.filter(state="verified_fixed")
        assert sum(kept_of(kept, Measure.FIXED).values()) == fixed.count() > 0
        due = Issue.objects.filter(state__in=UNFINISHED, due_date__isnull=False)
        assert sum(kept_of(kept, Measure.DUE).values()) == due.count()
        rebuild_tallies(khovd)
        assert tallies() == kept


def kept_of(kept, measure) -> dict:
    return {key[1:5]: n for key, (n, _total) in kept.items() if key[0] == measure}


def counted(column, issues, group) -> Counter:
    rows: Counter = Counter()
    for issue in issues:
        month = getattr(issue, column).astimezone(group.tz).date().replace(day=1)
        rows[month, issue.sector, issue.state, issue.published_at is not None] += 1
    return rows


def test_a_meeting_moves_between_months_and_becomes_public(khovd, cast):
    with in_group(khovd):
        who = [Membership.objects.get(user=cast["member"])]
        day = khovd.today() - datetime.timedelta(days=3)
        meeting = log_meeting(
            khovd,
            actor=cast["secretary"],
            held_date=day,
            topic="Уулзалт",
            attended=who,
            guests={"female": 5, "male": 1},
        )
        assert of_meetings() == [(day.replace(day=1), False, 1, 7)]
        publish_meeting(meeting, actor=cast["facilitator"])
        assert of_meetings() == [(day.replace(day=1), True, 1, 7)]
        kept = tallies()
        rebuild_tallies(khovd)
        assert tallies() == kept


def of_meetings() -> list[tuple]:
    rows = Tally.objects.filter(measure=Measure.MEETING, n__gt=0)
    return list(rows.values_list("day", "is_public", "n", "total"))


def test_a_change_that_is_rolled_back_is_not_counted(khovd):
    with in_group(khovd):
        with contextlib.suppress(RuntimeError), transaction.atomic():
            make_issue(khovd)
            raise RuntimeError
        assert tallies() == {}


def test_the_command_counts_every_group_anew(khovd, bayanzurkh):
    for group in (khovd, bayanzurkh):
        with in_group(group):
            make_issue(group)
            make_meeting(group, "2026-09-01", ("community",))
            before = tallies()
            Tally.objects.all().update(n=77)
            call_command("rebuildrollups", group=group.slug, stdout=StringIO())
            assert tallies() == before
            assert Meeting.objects.count() == 1


def test_tallies_of_another_group_stay_out_of_sight(khovd, bayanzurkh):
    with in_group(khovd):
        make_issue(khovd)
    with in_group(bayanzurkh):
        assert tallies() == {}
