"""`Tally`: the roll-up. One number of one group; every dashboard adds these up."""

from __future__ import annotations

from django.db import models

from masam.tenancy.models import GroupOwned


class Measure(models.TextChoices):
    """What a tally counts, and what its `day`, `state` and `total` mean.

    "Month" is the first day of the month in the group's zone.
    """

    LOGGED = "logged"  # issues; month of logging; state now
    PROBLEM = "problem"  # verified problems; month of verification; state now
    PROBLEM_DAY = "problem_day"  # the same by the day, for the month an age cut falls into
    FIXED = "fixed"  # verified fixes; month of the fix; total = days from logging to fix
    FIX_DAYS = "fix_days"  # the same, bucket = those days: the honest median
    DUE = "due"  # unfinished issues; month they are due; state now
    DUE_DAY = "due_day"  # the same by the day, for the month today falls into
    RAISED = "raised"  # issues not merged; month of logging; state: class of the reporter
    CONCERN = "concern"  # of them, those marked as by or for vulnerable people
    ASSIGNED = "assigned"  # issues sent to an office; month; state: on_time, late or waiting
    WAITING = "waiting"  # the waiting ones by the day they were sent
    MEETING = "meeting"  # meetings; month held
    SEATS = "seats"  # meetings with members present; bucket = percent of citizens among them
    ATTENDED = "attended"  # people who came; month held; state: stakeholder, guest_female, ...
    ACTION = "action"  # joint actions; month planned; state now
    ACTION_DUE = "action_due"  # unfinished joint actions; day they are due
    FEEDBACK = "feedback"  # citizens' cases; month received; never of spam
    ANSWER_DUE = "answer_due"  # the same by the last day for an answer; state as of ASSIGNED
    REPORT = "report"  # finished reports; month the period begins; state: kind of report


class Tally(GroupOwned):
    """A count `n` (and a sum `total`) of one measure of one group.

    `is_public` tells whether everybody may see what was counted: figures for the public add up
    only those, so that a number is as long as the list behind it. Rows that fell to nought stay.
    """

    measure = models.CharField(max_length=12, choices=Measure.choices)
    day = models.DateField()
    sector = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=20, blank=True)
    is_public = models.BooleanField(default=False)
    bucket = models.PositiveSmallIntegerField(default=0)  # days of FIX_DAYS, percent of SEATS
    n = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"
        constraints = (
            models.UniqueConstraint(
                fields=["group", "measure", "day", "sector", "state", "is_public", "bucket"],
                name="reports_tally_once",
            ),
        )
        indexes = (
            models.Index(
                fields=["measure", "is_public", "day", "group"],
                include=["sector", "state", "bucket", "n", "total"],
                condition=~models.Q(n=0),
                name="reports_tally_national",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.day} {self.n}"
