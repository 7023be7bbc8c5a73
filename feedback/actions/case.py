"""A case: received, read, closed."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as changed
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.lifecycle import CASE
from feedback.models import Case, CasePhoto, Contact, Way
from feedback.models.code import POINTER, body_digest, code_digest, code_of, key_digest
from feedback.signals import case_changed
from groups.actions import touch
from groups.models import Counter, Pointer
from masam.attachments.actions import attach
from masam.audit.actions import record
from masam.calendars.queries import deadline, rule_on
from masam.lifecycle import CannotTransition
from masam.wire.errors import DomainError, StaleVersion
from masam.wire.idempotency import KeyReused

if TYPE_CHECKING:
    from datetime import date

    from groups.models import Group
    from masam.attachments.checks import CleanFile
    from masam.organisations.models import Organisation

RULE = "petition-answer"  # 30 calendar days: domain.md 3.1
SENT_BEFORE = gettext_lazy(
    "This form was already sent with other words. Please check and send again."
)


class CannotMove(DomainError):
    """The case is not in a state from which this leads anywhere."""


@dataclass(frozen=True)
class Given:
    """What a citizen gave, or what staff wrote down for a citizen.

    `received_date` is the day it was said, None for today. `contact` is a phone number or a
    mail address, as `way` says.
    """

    kind: str
    text: str
    point: Organisation | None = None
    channel: str = "web"
    received_date: date | None = None
    language: str = "mn"
    way: str = Way.NONE
    contact: str = ""
    photo: CleanFile | None = None
    is_suspect: bool = False


@dataclass(frozen=True)
class Receipt:
    """The answer to the citizen: the case and its code. The code is nowhere else."""

    case: Case
    code: str
    is_new: bool


@transaction.atomic
def receive_case(group: Group, given: Given, *, actor: Any, key: str, body: str) -> Receipt:
    """Take in what a citizen said, once for each form (F1, F2, F5).

    `key` is the form's random key, `body` a hash of all that was sent: the same key and body
    give the same receipt and one row. Raises `KeyReused` for the same key with another body.
    """
    code = code_of(key)
    known = _known(group, key, body)
    if known:
        return Receipt(case=known, code=code, is_new=False)
    number = Counter.next_number(group.pk, "case")  # a twin of this form waits here
    known = _known(group, key, body)
    if known:
        return Receipt(case=known, code=code, is_new=False)
    case = _store(group, given, number=number, actor=actor, key=key, body=body)
    _point_to(case, code)
    announce(case, before=None)
    return Receipt(case=case, code=code, is_new=True)


def _known(group: Group, key: str, body: str) -> Case | None:
    case = Case.objects.filter(group=group, key_digest=key_digest(key)).first()
    if case and case.body_digest != body_digest(key, body):
        raise KeyReused(SENT_BEFORE)
    return case


def _store(group: Group, given: Given, *, number: int, actor: Any, key: str, body: str) -> Case:
    day = given.received_date or group.today()
    case = Case.objects.create(
        group=group,
        number=number,
        kind=given.kind,
        text=given.text,
        service_point=given.point,
        unit=given.point.unit if given.point else group.unit,
        sector=given.point.sector if given.point else "",
        channel=given.channel,
        language=given.language,
        received_date=day,
        due_date=due_day(group, day),
        entered_by=actor,
        acknowledged_at=timezone.now() if actor else None,  # somebody has read it already
        is_suspect=given.is_suspect,
        key_digest=key_digest(key),
        body_digest=body_digest(key, body),
    )
    if given.way != Way.NONE:
        Contact.objects.create(group=group, case=case, way=given.way, value=given.contact)
    if given.photo:
        # The name a phone gives a file may tell whose it is.
        attach(
            CasePhoto, changed(given.photo, name="photo.jpg"), group=group, actor=actor, case=case
        )
    verb = "feedback.entered" if actor else "feedback.received"
    record(verb, actor=actor, target=case, data={"kind": given.kind, "channel": given.channel})
    return case


def _point_to(case: Case, code: str) -> None:
    digest = code_digest(code)
    if Pointer.objects.filter(digest=digest).exists():  # the same form, sent to another group
        raise KeyReused(SENT_BEFORE)
    Pointer.objects.create(digest=digest, kind=POINTER, group=case.group, target_id=case.pk)


@transaction.atomic
def read_case(case: Case, *, actor: Any) -> Case:
    """Tell the citizen that somebody has read it."""
    case, before = lock_case(case)
    move(case, "read")
    case.acknowledged_at = case.acknowledged_at or timezone.now()
    save_case(case)
    record("feedback.read", actor=actor, target=case)
    announce(case, before=before)
    return case


@transaction.atomic
def close_case(case: Case, *, actor: Any, note: str, version: int | None = None) -> Case:
    """Close the case; the note says why and stays inside the group."""
    case, before = lock_case(case, version=version)
    move(case, "close")
    case.closed_at = timezone.now()
    case.acknowledged_at = case.acknowledged_at or case.closed_at
    save_case(case)
    record("feedback.closed", actor=actor, target=case, note=note)
    announce(case, before=before)
    return case


def due_day(group: Group, start: date) -> date:
    """Give the last day for an answer to what was said on `start`, by the law on petitions."""
    return deadline(rule_on(RULE, start), start, zone=group.tz, unit=group.unit).due_date


def lock_case(case: Case, *, version: int | None = None) -> tuple[Case, dict[str, object]]:
    """Lock the row; give it fresh, with what roll-ups counted. Raises `StaleVersion`."""
    fresh = (
        Case.objects.select_for_update(of=("self",)).select_related("group__unit").get(pk=case.pk)
    )
    if version is not None and fresh.version != version:
        raise StaleVersion(
            _("Somebody else worked on this meanwhile. Please look at what stands now."),
            theirs={"state": str(fresh.get_state_display())},
        )
    return fresh, fresh.counted()


def move(case: Case, verb: str) -> None:
    """Move the state by a verb. Raises `CannotMove` with a sentence."""
    try:
        CASE.apply(case, verb)
    except CannotTransition as error:
        raise CannotMove(str(error)) from error


def save_case(case: Case) -> None:
    """Save with a new version."""
    case.version += 1
    case.save()


def announce(case: Case, *, before: dict[str, object] | None) -> None:
    """Tell roll-ups, and give the group's public pages a new tag. Comes last."""
    case_changed.send(sender=Case, case=case, before=before)
    touch(case.group)
