"""What changes in disclosure, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from disclosure import notices
from disclosure.models import (
    Check,
    CheckProof,
    Duty,
    GapIssue,
    OfficeWord,
    Owed,
    Result,
    Watched,
)
from disclosure.permissions import may_answer, may_check
from disclosure.queries import BOUND_KINDS, duties_of, unfinished_gap_issue, watchable
from disclosure.signals import check_changed, owed_changed
from groups.actions import touch
from groups.queries import membership_of
from issues.actions import log_issue
from masam.attachments.actions import attach
from masam.audit.actions import record
from masam.calendars.periods import Kind, containing
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from groups.models import Group
    from issues.models import Issue
    from masam.attachments.checks import CleanFile
    from masam.organisations.models import Organisation


class CannotWatch(DomainError):
    """The organisation cannot be watched."""


class CannotNote(DomainError):
    """The event cannot be noted."""


class CannotCheck(DomainError):
    """A check that cannot be right."""


class CannotAnswer(DomainError):
    """The office cannot answer this check."""


class CannotRaise(DomainError):
    """No issue can be raised from this row."""


@transaction.atomic
def watch_organisation(group: Group, *, actor: Any, organisation: Organisation) -> Watched:
    """Begin to watch an organisation; what it owes this year is written down at once."""
    today = group.today()
    if not duties_of(organisation, today):
        raise CannotWatch(
            _("The laws in the catalogue do not bind an organisation of this kind."),
            field="organisation",
        )
    row, _made = Watched.objects.update_or_create(
        group=group, organisation=organisation, defaults={"is_active": True}
    )
    record("organisation.watched", actor=actor, target=row)
    generate_owed(group, today.year, actor=actor)
    touch(group)
    return row


@transaction.atomic
def watch_organisations(
    group: Group,
    *,
    actor: Any,
    organisations: Iterable[Organisation],
    kinds: set[tuple[str, str]],
) -> int:
    """Begin to watch several at once: those named, and those of the place of these kinds.

    `kinds` are pairs of kind and sector. What they owe this year is written down. Gives how
    many are watched; those that no law binds are left out.
    """
    found = {row.pk: row for row in organisations if row.kind in BOUND_KINDS}
    for kind, sector in kinds:
        rows = watchable(group).filter(kind=kind, sector=sector)
        found |= {row.pk: row for row in rows}
    if not found:
        return 0
    Watched.objects.bulk_create(
        (Watched(group=group, organisation=row) for row in found.values()), ignore_conflicts=True
    )
    data = {"organisations": sorted(found)}
    record("organisation.watched", actor=actor, target=group, group=group, data=data)
    generate_owed(group, group.today().year, actor=actor)
    return len(found)


@transaction.atomic
def unwatch_organisation(group: Group, *, actor: Any, organisation: Organisation) -> Watched:
    """Stop watching an organisation. What was found stays; nothing new is written down."""
    row = Watched.objects.select_for_update().get(group=group, organisation=organisation)
    row.is_active = False
    row.save(update_fields=["is_active"])
    record("organisation.unwatched", actor=actor, target=row)
    touch(group)
    return row


@transaction.atomic
def generate_owed(group: Group, year: int, *, actor: Any = None) -> int:
    """Write down what the watched organisations owe for the periods of a year.

    Gives the number of new rows; again: 0, and nothing changes.
    """
    before = Owed.objects.filter(group=group).count()
    Owed.objects.bulk_create(_owed_of_year(group, year), ignore_conflicts=True, batch_size=1000)
    made = Owed.objects.filter(group=group).count() - before
    if made:
        record(
            "owed.generated",
            actor=actor,
            target=group,
            group=group,
            data={"year": year, "rows": made},
        )
        owed_changed.send(sender=Owed, group=group)
        touch(group)
    return made


def _owed_of_year(group: Group, year: int) -> Iterator[Owed]:
    rows = Watched.objects.filter(group=group, is_active=True).select_related("organisation")
    organisations = [row.organisation for row in rows]
    for duty, period, due in _calendar(group, year):
        for organisation in organisations:
            if duty.binds(organisation):
                yield _owed(group, organisation, duty, str(period), due)


def _calendar(group: Group, year: int) -> Iterator[tuple[Duty, Any, date]]:
    for duty in Duty.objects.select_related("rule"):
        for period in duty.periods(year):
            due = duty.due_date(period, group)
            if duty.is_in_force(due):
                yield duty, period, due


def _owed(group: Group, organisation: Organisation, duty: Duty, period: str, due: date) -> Owed:
    return Owed(
        group=group, organisation=organisation, duty=duty, sector=organisation.sector,
        period=period, due_date=due,
    )  # fmt: skip


@transaction.atomic
def note_event(
    group: Group, *, actor: Any, organisation: Organisation, duty: Duty, event_date: date
) -> Owed:
    """Note an event after which something must be published: a budget amendment, a loan."""
    if event_date > group.today():
        raise CannotNote(_("The day of the event lies in the future."), field="event_date")
    if not duty.is_in_force(event_date):
        raise CannotNote(_("The law was not in force on this day."), field="event_date")
    if not duty.binds(organisation):
        raise CannotNote(_("This duty does not bind an organisation of this kind."), field="duty")
    row, made = Owed.objects.get_or_create(
        group=group, organisation=organisation, duty=duty, event_date=event_date,
        period=str(containing(Kind.MONTH, event_date)),
        defaults={"due_date": duty.due_after(event_date, group), "sector": organisation.sector},
    )  # fmt: skip
    if not made:
        raise CannotNote(_("This event was already noted."), field="event_date")
    record("event.noted", actor=actor, target=row, data={"day": event_date.isoformat()})
    owed_changed.send(sender=Owed, group=group)
    touch(group)
    return row


@dataclass(frozen=True)
class Answers:
    """The three questions of a check: yes, no, or None for not answered."""

    is_complete: bool | None = None
    is_on_time: bool | None = None
    is_right_place: bool | None = None

    @property
    def given(self) -> dict[str, bool]:
        """The questions that were answered."""
        return {name: value for name, value in vars(self).items() if value is not None}


@transaction.atomic
def check_duty(
    owed: Owed,
    *,
    actor: Any,
    result: str,
    is_complete: bool | None = None,
    is_on_time: bool | None = None,
    is_right_place: bool | None = None,
    url: str = "",
    note: str = "",
    screenshot: CleanFile | None = None,
) -> Check:
    """Write down what somebody found. The newest check counts; earlier ones stay.

    What is found on or before the last day is on time. Raises `CannotCheck` with a sentence.
    """
    owed = Owed.objects.with_names().select_for_update(of=("self",)).get(pk=owed.pk)
    answers = Answers(is_complete, is_on_time, is_right_place)
    _check_rules(owed, actor, result, answers, url)
    if result == Result.FOUND and owed.group.today() <= owed.due_date:
        answers = Answers(is_complete, is_on_time=True, is_right_place=is_right_place)
    before = owed.counted()
    check = Check.objects.create(
        group=owed.group, owed=owed, result=result, url=url, note=note, **vars(answers)
    )
    if screenshot:
        attach(CheckProof, screenshot, group=owed.group, actor=actor, check_row=check)
    _copy_newest(owed, check)
    record("duty.checked", actor=actor, target=owed, data={"check": check.pk, "result": result})
    if owed.is_gap:
        notices.duty_checked(check)
    check_changed.send(sender=Check, check=check, before=before)
    touch(owed.group)
    return check


def _copy_newest(owed: Owed, check: Check) -> None:
    names = ("result", "is_complete", "is_on_time", "is_right_place", "url", "checked_at")
    for name in names:
        setattr(owed, name, getattr(check, name))
    owed.save(update_fields=names)


def _check_rules(owed: Owed, actor: Any, result: str, answers: Answers, url: str) -> None:
    verdict = may_check(membership_of(owed.group, actor) if actor else None, owed)
    if not verdict:
        raise CannotCheck(verdict.reason)
    if result not in Result.values:
        raise CannotCheck(_("Please say what you found."), field="result")
    _check_day(owed, result, answers)
    if result == Result.MISSING and answers.given:
        raise CannotCheck(
            _("What is missing is neither complete nor late: please leave these questions open."),
            field=next(iter(answers.given)),
        )
    if url:
        _check_address(url)


def _check_day(owed: Owed, result: str, answers: Answers) -> None:
    if owed.group.today() > owed.due_date:
        return
    if result != Result.FOUND:
        raise CannotCheck(
            _("The last day is %(day)s: until then a check can only say “found”.")
            % {"day": f"{owed.due_date:%Y.%m.%d}"},
            field="result",
        )
    if answers.is_on_time is False:
        raise CannotCheck(_("The last day is not over yet, so it is on time."), field="is_on_time")


def _check_address(url: str) -> None:
    sentence = _("Please write the whole address, beginning with http:// or https://.")
    if urlsplit(url).scheme not in ("http", "https"):
        raise CannotCheck(sentence, field="url")
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise CannotCheck(sentence, field="url") from error


@transaction.atomic
def answer_check(check: Check, *, actor: Any, organisation: Organisation, text: str) -> OfficeWord:
    """Add the word of the organisation to a check. It is shown publicly beside it."""
    verdict = may_answer(membership_of(check.group, actor), check)
    if not verdict or organisation.pk != check.owed.organisation_id:
        raise CannotAnswer(
            verdict.reason or _("Only the organisation that was checked can answer.")
        )
    if not text.strip():
        raise CannotAnswer(_("Please write a few words."), field="text")
    word = OfficeWord.objects.create(
        group=check.group, check_row=check, organisation=organisation, text=text.strip()
    )
    record("check.answered", actor=actor, target=check.owed, data={"check": check.pk})
    notices.check_answered(word)
    touch(check.group)
    return word


@transaction.atomic
def raise_gap(owed: Owed, *, actor: Any, title: str, sector: str, detail: str = "") -> Issue:
    """Raise an issue from a gap; one at a time for each row."""
    owed = Owed.objects.with_names().select_for_update(of=("self",)).get(pk=owed.pk)
    if not owed.is_gap:
        raise CannotRaise(_("Only what was looked for and not found can become an issue."))
    known = unfinished_gap_issue(owed)
    if known:
        raise CannotRaise(
            _("An issue was already raised from this: %(code)s.") % {"code": known.code}
        )
    issue = log_issue(
        owed.group, actor=actor, title=title, sector=sector, detail=detail,
        service_point=owed.organisation if owed.organisation.is_service_point else None,
        unit=owed.organisation.unit, reporter_class="cso",
    )  # fmt: skip
    GapIssue.objects.create(group=owed.group, owed=owed, issue=issue)
    record("gap.raised", actor=actor, target=owed, data={"issue": issue.pk})
    touch(owed.group)
    return issue


def remind_offices(group: Group, *, days: int = 7) -> int:
    """Tell the offices what falls due within `days` days. Again: nobody is told twice."""
    today = group.today()
    rows = Owed.objects.with_names().filter(group=group, result="")
    soon = rows.due_in(today, today + timedelta(days=days + 1))
    with transaction.atomic():
        for owed in soon:
            notices.duty_due_soon(owed)
    return len(soon)
