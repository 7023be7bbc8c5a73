"""What runs by the clock: the ladder (I9), whether a fix still holds (I12), lessons (G9)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from celery import shared_task
from celery.utils.log import get_task_logger
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from kombu.exceptions import OperationalError

from groups.models import Group, GroupState
from groups.queries import groups_where
from issues.actions import (
    ask_followers,
    climb,
    end_pause,
    forget_wishes,
    learn_words,
    period_of,
    rebuild_words,
    recount_issue,
    remind_ministry,
    send_digest,
    tell_officer,
    work_bulk,
)
from issues.models import BulkChange, Issue, Rhythm
from issues.queries import (
    fixes_to_ask,
    ladder_of,
    lessons_to_tell,
    living_subscriptions,
    moved_by_calendar,
    over_pauses,
    readers_waiting,
    threads_to_remind,
)
from issues.resources import IssueTable, take_in
from masam.calendars.queries import is_working_day
from masam.jobs.models import JobState, worker_name
from masam.spreadsheets.models import Import
from masam.tenancy import in_group
from masam.tenancy.tasks import group_task

FROM_HOUR, TO_HOUR = 8, 18  # of the group's own day; no mail of the ladder at night
WAIT_UNTIL = 12  # an officer of several groups gets one mail: it waits for the last until noon
TELL_WITHIN = timedelta(days=62)  # a lesson older than that is no news


logger = get_task_logger(__name__)


@shared_task
def ask_about_fixes() -> int:
    """Queue the question for every fix that is four weeks old; give how many. Once each."""
    groups = Group.objects.filter(state=GroupState.ACTIVE)
    return sum(ask_in(group) for group in groups)


def ask_in(group: Group) -> int:
    """Queue the question for the fixes of one group; after a pause for those that came due in it."""
    with in_group(group):
        return sum(ask_followers(issue) for issue in fixes_to_ask(group))


@shared_task
def learn_new_words() -> int:
    """Write what issues are found by with the dictionary's help; give how many were written."""
    done = 0
    for group in Group.objects.order_by("pk"):
        with in_group(group):
            done += learn_words(group)
    return done


@shared_task
def send_lessons() -> int:
    """Put the digests that are due into the outbox; give how many mails that is.

    Runs every hour; each person is one transaction of its own, so a run that is killed is
    simply gone on with by the next. What nobody confirmed within a week is forgotten.
    """
    forget_wishes()
    today = timezone.localdate()
    due = living_subscriptions({rhythm: period_of(rhythm, today) for rhythm in Rhythm.values})
    if not due:
        return 0
    lessons = lessons_to_tell(timezone.now() - TELL_WITHIN)
    with in_group():
        return sum(bool(send_digest(pk, lessons, today)) for pk in due)


@shared_task
@group_task
def make_bulk(group_id: int, bulk_id: int) -> bool:
    """Make one large change of many issues, if no other worker does."""
    return work_on_bulk(bulk_id)


def work_on_bulk(bulk_id: int, *, worker: str = "") -> bool:
    """Lease the change and make it chunk by chunk; a killed worker's is gone on with later."""
    name = worker or worker_name()
    bulk: Any = BulkChange.take(bulk_id, worker=name, seconds=settings.JOB_LEASE_SECONDS)
    if bulk is None:
        return False
    while work_bulk(bulk, worker=name):
        pass
    return True


@shared_task
def sweep_bulks() -> int:
    """Make the large changes that wait, group by group. Beat calls it every ten seconds."""
    count = 0
    for group_id in Group.objects.values_list("pk", flat=True):
        with in_group(group_id):
            for bulk_id in list(BulkChange.objects.waiting().values_list("pk", flat=True)):
                count += work_on_bulk(bulk_id)
    return count


@shared_task
def keep_clocks() -> int:
    """End the pauses that are over, and move days after the calendar was changed; give how many.

    Each issue is one transaction; run twice it does nothing the second time.
    """
    groups = Group.objects.filter(state=GroupState.ACTIVE).select_related("unit")
    return sum(keep_clocks_in(group) for group in groups)


def keep_clocks_in(group: Group) -> int:
    """Do the same for one group."""
    with in_group(group):
        ended = sum(end_pause(issue) for issue in over_pauses(group))
        return ended + sum(recount_issue(issue) for issue in moved_by_calendar(group))


@shared_task
def keep_words() -> int:
    """Write what issues are found by where nothing is written yet; give how many.

    After an upgrade, a restore or rows that came in by SQL the search finds everything again by
    itself. A second run finds nothing to do.
    """
    count = 0
    for group in Group.objects.all():
        with in_group(group):
            count += rebuild_words(group, Issue.objects.filter(group=group, words=None))
    return count


# --- imports -------------------------------------------------------------------------------------


@shared_task
@group_task
def take_in_issues(group_id: int, import_id: int) -> bool:
    """Take in the rows of one import if nobody else does; True when they stand afterwards."""
    return work_on_import(group_id, import_id)


def work_on_import(group_id: int, import_id: int, *, worker: str = "") -> bool:
    """Lease the import and take its rows in, once in effect, whatever dies in between."""
    name = worker or worker_name()
    row: Any = Import.take(import_id, worker=name, seconds=settings.JOB_LEASE_SECONDS)
    if row is None:
        return False
    group = Group.objects.select_related("unit").get(pk=group_id)
    try:
        with translation.override(group.language), transaction.atomic():
            done = take_in(row, IssueTable(group=group, actor=row.ordered_by))
    except Exception as error:
        logger.exception("import failed", extra={"import": import_id, "group": group_id})
        row.retry_later(f"{type(error).__name__}: {error}")
        return False
    return bool(done.state == JobState.READY)


@shared_task
def sweep_imports() -> int:
    """Wake workers for the imports that wait, group by group. Beat calls it every 20 seconds."""
    count = 0
    for group_id in Group.objects.values_list("pk", flat=True):
        with in_group(group_id):
            rows = Import.objects.waiting().filter(kind=IssueTable.kind)
            waiting = list(rows.values_list("pk", flat=True))
        for import_id in waiting:
            count += wake_import(group_id, import_id)
    return count


def wake_import(group_id: int, import_id: int) -> bool:
    """Tell a worker of a waiting import; without the broker the row simply waits."""
    try:
        take_in_issues.delay(group_id, import_id)
    except (OperationalError, OSError):
        logger.warning("no broker", extra={"import": import_id})
        return False
    return True


@shared_task
def climb_ladders() -> int:
    """Climb the ladders of all groups that are at work, then tell officers; give what was sent.

    Runs every hour and acts from eight in the morning on working days where the group lives. A
    run that was killed is gone on with by the next; the same day again does nothing. One group's
    fault does not hold the others up.
    """
    groups = list(Group.objects.filter(state=GroupState.ACTIVE).select_related("unit"))
    awake = [group for group in groups if is_at_work(group)]
    for group in awake:
        try:
            with in_group(group):
                climb(group)
        except Exception:
            logger.exception("the ladder of %s", group.slug)
    return tell_officers(groups, awake)


def is_at_work(group: Group) -> bool:
    """Tell whether it is working time on a working day where the group lives."""
    now = timezone.localtime(timezone.now(), group.tz)
    return FROM_HOUR <= now.hour < TO_HOUR and is_working_day(now.date(), unit=group.unit)


def tell_officers(groups: list[Group], awake: list[Group]) -> int:
    """Queue the digests of officers for whom all of their groups have climbed today."""
    people: set[int] = set()
    for group in awake:
        with in_group(group):
            people |= readers_waiting(group)
    if not people:
        return 0
    late = {group.pk for group in groups if _will_climb(group)}
    sent = 0
    for user in sorted(people):
        own = set(groups_where(user, "office.open").values_list("pk", flat=True))
        if not own & late:
            mine = [group for group in awake if group.pk in own] or awake
            with in_group(*mine):
                sent += tell_officer(user, mine)
    return sent


def _will_climb(group: Group) -> bool:
    """Tell whether a group's morning is still to come or not done, so that its mail can wait."""
    now = timezone.localtime(timezone.now(), group.tz)
    if now.hour >= WAIT_UNTIL or not is_working_day(now.date(), unit=group.unit):
        return False
    with in_group(group):
        ladder = ladder_of(group)
    return ladder is not None and ladder.is_on and ladder.climbed_date != now.date()


@shared_task
def remind_ministries() -> int:
    """Remind ministries of threads whose day comes or is over; give how many mails are new."""
    return sum(remind_ministry(thread) for thread in threads_to_remind())
