"""What runs by the clock: asking whether a fix still holds (I12), lessons by mail (G9)."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from groups.models import Group, GroupState
from issues.actions import ask_followers, forget_wishes, period_of, send_digest
from issues.models import Rhythm
from issues.queries import fixes_to_ask, lessons_to_tell, living_subscriptions
from masam.tenancy import in_group

TELL_WITHIN = timedelta(days=62)  # a lesson older than that is no news


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
