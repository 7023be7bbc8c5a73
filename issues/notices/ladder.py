"""The ladder: one digest an officer and day, and what waits for the facilitators."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from groups.models import Pointer, Role
from groups.queries import current_members
from issues.models import Rung
from issues.notices.facts import group_of
from issues.notices.link import LINK_DAYS, REPLY
from issues.notices.people import users_of
from issues.permissions import ANSWERABLE
from masam.notifications.actions import queue_notice
from masam.notifications.models import Notice
from masam.notifications.registry import preparer
from masam.tenancy import in_group

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from groups.models import Group
    from issues.models import Issue
    from masam.accounts.models import User

REMINDERS = "ladder_digest"
MOST_TOLD = 20  # of each kind, in the mail to the leaders


def was_digested(user: User, day: date) -> bool:
    """Tell whether an officer had the reminders of a day already."""
    rows = Notice.objects.filter(group__isnull=True, kind=REMINDERS, key=day.isoformat())
    return rows.filter(recipient=user).exists()


def reminder_digest(user: User, rungs: Iterable[Rung], day: date) -> int:
    """Put all reminders of an officer, of all groups, into one mail; once a day.

    The row belongs to no group, so it holds keys only; what they mean is read at delivery.
    """
    found: dict[str, list[int]] = {}
    for rung in rungs:
        found.setdefault(str(rung.group_id), []).append(rung.pk)
    return queue_notice(
        REMINDERS,
        app="issues",
        group=None,
        people=[user],
        context={"rungs": found},
        key=day.isoformat(),
    )


@preparer(REMINDERS)
def prepare_reminders(notice: Notice) -> dict[str, Any]:
    """Give the issues of the mail, the latest first, each with its link to answer by."""
    keys: dict[str, list[int]] = notice.context["rungs"]
    related = ("issue__group", "issue__responsible", "issue__service_point")
    with in_group(*(int(group) for group in keys)):
        rows = Rung.objects.filter(pk__in=[pk for rows in keys.values() for pk in rows])
        rungs = list(rows.select_related(*related).order_by("due_date", "id"))
        told = [_reminder(rung.issue, rung.due_date) for rung in rungs]
    late = sum(row["late"] > 0 for row in told)
    return {"told": told, "count": len(told), "late": late, "days": LINK_DAYS}


def _reminder(issue: Issue, due_date: date) -> dict[str, Any]:
    """What the mail says of one issue; no link when somebody has answered meanwhile."""
    asks = issue.state in ANSWERABLE and issue.due_date == due_date
    ends = timezone.now() + timedelta(days=LINK_DAYS)
    data: dict[str, object] = {"organisation": issue.responsible_id}
    token = Pointer.issue(REPLY, issue.group, issue.pk, expires_at=ends, data=data) if asks else ""
    point, office = issue.service_point, issue.responsible
    return {
        "code": issue.code,
        "title": issue.title,
        "group": issue.group.name,
        "place": point.name if point else "",
        "organisation": office.name if office else "",
        "due_date": due_date,
        "late": (issue.group.today() - due_date).days,
        "reply": f"/reply/{token}/" if token else "",
        "path": f"/office/{issue.group.slug}/{issue.code}/",
    }


def ladder_waiting(group: Group, rungs: Iterable[Rung], day: date) -> int:
    """Tell the facilitators once a day what the ladder left for a person to do."""
    told: dict[str, list[str]] = {"drafted": [], "proposed": [], "nobody": []}
    for rung in rungs:
        told[rung.outcome].append(str(rung.issue))
    people = users_of(current_members(group).filter(role=Role.FACILITATOR))
    facts = {
        name: {"count": len(lines), "lines": lines[:MOST_TOLD]} for name, lines in told.items()
    }
    return queue_notice(
        "ladder_waiting",
        app="issues",
        group=group,
        people=people,
        context=facts,
        key=f"ladder:{day.isoformat()}",
    )


@preparer("ladder_waiting")
def prepare_waiting(notice: Notice) -> dict[str, Any]:
    """Give the addresses behind the mail."""
    return {"path": f"/{group_of(notice).slug}/desk/"}
