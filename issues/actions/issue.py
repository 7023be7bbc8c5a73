"""What changes of an issue beside its state: logging, text, who is asked, what is public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.models import Counter
from issues.actions.change import announce, as_text, attach_photos, keep, locked, raise_version
from issues.actions.clock import start_round
from issues.actions.particulars import tie_questions
from issues.actions.refusals import CannotAssign, CannotLog, CannotPublish
from issues.actions.settle import settle_by_asking
from issues.models import (
    Basis,
    DecisionLink,
    Evidence,
    Follow,
    Issue,
    JointAction,
    ReporterClass,
    Stop,
)
from issues.models.clock import ANSWER_RULE
from issues.notices import issue_assigned as tell_assigned
from issues.permissions import assignable, publishable
from issues.signals import issue_logged
from masam.audit.actions import record
from masam.calendars.queries import deadline, rule_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from groups.models import Decision, Group
    from issues.models import Category
    from masam.calendars.queries import Deadline
    from masam.organisations.models import Organisation
    from masam.places.models import Unit


@transaction.atomic
def log_issue(  # noqa: PLR0913 - reason: the words of the form, all by name
    group: Group,
    *,
    actor: Any,
    title: str,
    sector: str,
    service_point: Organisation | None = None,
    unit: Unit | None = None,
    category: Category | None = None,
    detail: str = "",
    reporter_class: str = ReporterClass.CITIZEN,
    client_key: UUID | None = None,
    photos: Iterable[Any] = (),
    decision: Decision | None = None,
    answers: Mapping[str, Any] | None = None,
) -> Issue:
    """Log a new issue (I1). A repeat with the same `client_key` gives the one logged first.

    Without a unit the service point's is taken. `decision` is the one of a meeting it follows
    from, `answers` what its category asks. Raises `CannotLog` without a title or a sector.
    """
    issue = Issue(
        group=group,
        title=" ".join(title.split()),
        detail=detail.strip(),
        sector=sector,
        category=category,
        service_point=service_point,
        unit=unit or (service_point.unit if service_point else None),
        reporter_class=reporter_class,
        logged_by=actor,
        client_key=client_key,
    )
    _check_new(issue)
    try:
        with transaction.atomic():
            issue.number = Counter.next_number(group.pk, "issue")
            issue.save()
    except IntegrityError:
        known = _logged_before(group, client_key)
        if known is None:
            raise
        return known
    Issue._meta.get_field("concern").set_cached_value(issue, None)  # a new issue has none yet
    attach_photos(issue, photos, actor=actor, shows=Evidence.Shows.PROBLEM)
    tie_questions(issue, answers=answers, by=actor)
    if decision is not None:
        DecisionLink.objects.create(group=group, issue=issue, decision=decision)
    record("issue.logged", actor=actor, target=issue)
    issue_logged.send(sender=Issue, issue=issue, actor=actor)
    announce(issue, None)
    return issue


def _logged_before(group: Group, client_key: UUID | None) -> Issue | None:
    if client_key is None:
        return None
    return Issue.objects.filter(group=group, client_key=client_key).first()


def _check_new(issue: Issue) -> None:
    if not issue.title:
        raise CannotLog(_("Please write in one line what the problem is."), field="title")
    if not issue.sector:
        raise CannotLog(_("Please choose health or education."), field="sector")


@transaction.atomic
def assign_issue(
    issue: Issue,
    *,
    actor: Any,
    organisation: Organisation,
    due_date: date | None = None,
    note: str = "",
    version: int | None = None,
    is_told: bool = True,
) -> Issue:
    """Ask an organisation to answer. The law's clock starts, and the one of what is promised.

    The promise is `due_date`, the day the group asks for, else the group's standing one.

    With `is_told` False no mail goes out: the caller tells of many at once.

    Raises `CannotAssign` when the issue is not open or the date is past.
    """
    issue = locked(issue, version)
    verdict = assignable(issue)
    if not verdict:
        raise CannotAssign(verdict.reason)
    if due_date is not None and due_date < issue.group.today():
        raise CannotAssign(_("This day is over. Please choose a later one."), field="due_date")
    before = issue.counted()
    issue.responsible = organisation
    issue.assigned_at, issue.answered_at = timezone.now(), None
    binding = start_round(issue, Stop.ANEW, asked=due_date)
    keep(issue)
    data = {"organisation": organisation.pk, "organisation_mn": organisation.name_mn,
            "organisation_en": organisation.name_en, "due_date": binding.due_date.isoformat(),
            "is_legal": binding.basis == Basis.LAW}  # fmt: skip
    record("issue.assigned", actor=actor, target=issue, note=note, data=data)
    settle_by_asking(issue, organisation, actor)
    if is_told:
        tell_assigned(issue, actor=actor, note=note)
    announce(issue, before)
    return issue


def legal_deadline(issue: Issue) -> Deadline:
    """Compute the day by which the law wants an answer to somebody asked today."""
    today = issue.group.today()
    rule = rule_on(ANSWER_RULE, today)
    return deadline(rule, today, zone=issue.group.zone, unit=issue.group.unit)


@transaction.atomic
def edit_issue(issue: Issue, *, actor: Any, version: int, **changes: Any) -> Issue:
    """Correct what an issue says: title, detail, sector, category, place, who raised it.

    Raises `StaleVersion` with what now stands.
    """
    issue = locked(issue, version)
    before, was = issue.counted(), as_text(issue)
    allowed = {"title", "detail", "sector", "category", "service_point", "unit", "reporter_class"}
    if changes.keys() - allowed:
        message = f"not to be edited: {sorted(changes.keys() - allowed)}"
        raise ValueError(message)
    had = issue.category_id
    for name, value in changes.items():
        setattr(issue, name, value)
    if issue.category_id != had:
        tie_questions(issue)
    if "service_point" in changes and "unit" not in changes and issue.service_point is not None:
        issue.unit = issue.service_point.unit
    issue.title = " ".join(issue.title.split())
    _check_new(issue)
    keep(issue)
    record("issue.edited", actor=actor, target=issue, data={"was": was})
    announce(issue, before, has_new_words=True)
    return issue


@transaction.atomic
def attach_evidence(
    issue: Issue,
    *,
    actor: Any,
    photos: Iterable[Any],
    shows: str = Evidence.Shows.PROBLEM,
    caption: str = "",
) -> list[Evidence]:
    """Add photos and documents that show the problem or its fix.

    They become public only by `publish_issue`. Raises `BadFile` beyond the limits of an issue.
    """
    issue = locked(issue)
    rows = attach_photos(issue, photos, actor=actor, shows=shows, caption=caption)
    raise_version(issue)
    record("issue.attached", actor=actor, target=issue, data={"photos": len(rows)})
    return rows


@transaction.atomic
def publish_issue(issue: Issue, *, actor: Any, photos: Iterable[Evidence] | None = None) -> Issue:
    """Make the issue public with its joint actions, and exactly the `photos` given (if given).

    Again: chooses the photos anew. Raises `CannotPublish` for a merged one.
    """
    issue = locked(issue)
    verdict = publishable(issue)
    if not verdict:
        raise CannotPublish(verdict.reason)
    before = issue.counted()
    issue.published_at = issue.published_at or timezone.now()
    keep(issue)
    if photos is not None:
        chosen = {photo.pk for photo in photos}
        Evidence.objects.filter(issue=issue).update(is_public=False)
        Evidence.objects.filter(issue=issue, pk__in=chosen).update(is_public=True)
    JointAction.objects.filter(issue=issue, published_at=None).update(published_at=timezone.now())
    record("issue.published", actor=actor, target=issue)
    announce(issue, before)
    return issue


@transaction.atomic
def unpublish_issue(issue: Issue, *, actor: Any, note: str = "") -> Issue:
    """Take the issue and its joint actions back from the public pages."""
    issue = locked(issue)
    before = issue.counted()
    issue.published_at = None
    keep(issue)
    JointAction.objects.filter(issue=issue).update(published_at=None)
    record("issue.unpublished", actor=actor, target=issue, note=note)
    announce(issue, before)
    return issue


@transaction.atomic
def follow_issue(issue: Issue, *, actor: Any) -> Issue:
    """Let a person hear what happens to the issue; who follows already stops following."""
    row, is_new = Follow.objects.get_or_create(group=issue.group, issue=issue, user=actor)
    if not is_new:
        row.delete()
    record("issue.followed" if is_new else "issue.left", actor=actor, target=issue)
    return issue
