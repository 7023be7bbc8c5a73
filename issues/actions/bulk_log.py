"""Many issues at once, as an import logs them: set-based, announced once, undone by one press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions import touch
from groups.models import Counter
from issues.actions.refusals import CannotUndo
from issues.actions.search import remember_words_of
from issues.models import Issue, ReporterClass
from issues.queries import keys_here
from issues.signals import issues_logged, issues_undone
from masam.audit.actions import record_many
from masam.audit.models import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from groups.models import Group
    from issues.models import Category
    from masam.organisations.models import Organisation
    from masam.places.models import Unit

BATCH = 1000  # rows of one statement


@dataclass(frozen=True, slots=True)
class NewIssue:
    """An issue to be logged; every rule about its words has been asked already.

    `logged_at` is when it was raised, None for now. `client_key` is its identity for repeats.
    """

    client_key: UUID
    title: str
    sector: str
    detail: str = ""
    category: Category | None = None
    service_point: Organisation | None = None
    unit: Unit | None = None
    reporter_class: str = ReporterClass.CITIZEN
    logged_at: datetime | None = None


@transaction.atomic
def log_issues(
    group: Group,
    *,
    actor: Any,
    rows: Sequence[NewIssue],
    told: Callable[[int], None] | None = None,
) -> list[Issue]:
    """Log many issues; give the new ones, in the order of `rows`.

    A row whose `client_key` stands already is left out. All begin as reported: what was done
    about them before is not known by anybody here. `told` hears how many have been written.
    Announces `issues_logged` once. Needs the group's scope.
    """
    fresh = _not_yet_here(group, rows)
    if not fresh:
        return []
    first, now = Counter.next_numbers(group.pk, "issue", len(fresh)), timezone.now()
    issues = [
        _made(group, actor, row, number, now) for number, row in enumerate(fresh, start=first)
    ]
    for start in range(0, len(issues), BATCH):
        batch = Issue.objects.bulk_create(issues[start : start + BATCH])
        remember_words_of(batch)
        if told is not None:
            told(start + BATCH)
    record_many("issue.logged", actor=actor, targets=issues, group=group)
    issues_logged.send(sender=Issue, group=group, issues=issues, actor=actor)
    touch(group)
    return issues


def _not_yet_here(group: Group, rows: Sequence[NewIssue]) -> list[NewIssue]:
    """Leave out what stands already, and repeats within the rows."""
    known = keys_here(group, [row.client_key for row in rows])
    unlike = {row.client_key: row for row in rows}  # in the order of the rows
    return [row for key, row in unlike.items() if key not in known]


def _made(group: Group, actor: Any, row: NewIssue, number: int, now: datetime) -> Issue:
    raised = row.logged_at or now
    return Issue(
        group=group,
        number=number,
        title=row.title,
        detail=row.detail,
        sector=row.sector,
        category=row.category,
        service_point=row.service_point,
        unit=row.unit,
        reporter_class=row.reporter_class,
        logged_at=raised,
        state_at=raised,
        logged_by=actor,
        client_key=row.client_key,
    )


@transaction.atomic
def unlog_issues(group: Group, *, actor: Any, keys: Sequence[int]) -> int:
    """Take back issues to which nothing has happened since they were logged; give how many.

    Raises `CannotUndo` naming the first one that somebody has touched. The numbers are not given
    anew. `issues_undone` is announced before they go, so that everybody takes away what was
    made for them. Needs the group's scope.
    """
    rows = Issue.objects.filter(group=group, pk__in=keys).order_by("number")
    issues = list(rows.select_for_update(of=("self",)).select_related("group"))
    touched = rows.filter(Q(version__gt=1) | Exists(_happened(group))).first()
    if touched is not None:
        raise CannotUndo(_said(touched))
    record_many("issue.unlogged", actor=actor, targets=issues, group=group)
    issues_undone.send(sender=Issue, group=group, issues=issues, actor=actor)
    for batch in _batches(issues):
        _delete(batch)
    touch(group)
    return len(issues)


def _happened(group: Group) -> Any:
    """Give what was noted of an issue after it was logged."""
    entries = Entry.objects.filter(
        group=group, target_kind=Issue._meta.label_lower, target_id=OuterRef("pk")
    )
    return entries.exclude(verb="issue.logged")


def _delete(issues: list[Issue]) -> None:
    try:
        Issue.objects.filter(pk__in=[issue.pk for issue in issues]).delete()
    except ProtectedError as error:  # a joint action, a citizen's case: noted at the other thing
        raise CannotUndo(_said(issues[0] if len(issues) == 1 else None)) from error


def _said(issue: Issue | None) -> str:
    if issue is None:
        return _("Something of what was taken in is already used elsewhere. It cannot be undone.")
    return _(
        "Something has happened to %(code)s since. What was taken in cannot be undone any more."
    ) % {"code": issue.code}


def _batches(issues: list[Issue]) -> Iterator[list[Issue]]:
    for start in range(0, len(issues), BATCH):
        yield issues[start : start + BATCH]
