"""Certificates: awarded, and taken back when they were wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions.group import touch
from groups.models import Counter, Recognition
from masam.audit.actions import record
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from datetime import date

    from groups.models import Group
    from groups.queries import Deed
    from masam.organisations.models import Organisation


class CannotRecognise(DomainError):
    """The deed was recognised already, or the day makes no sense."""


@transaction.atomic
def award_recognition(
    group: Group,
    *,
    actor: Any,
    deed: Deed,
    organisation: Organisation,
    awarded_date: date,
    reason_mn: str = "",
    reason_en: str = "",
    government_chair: str = "",
    civil_chair: str = "",
) -> Recognition:
    """Put a certificate into the register. Words left empty are those of the deed.

    Raises `CannotRecognise` for a day to come or before the deed, and when the organisation has
    a certificate for this deed.
    """
    if awarded_date > group.today():
        raise CannotRecognise(_("This day is still to come."), field="awarded_date")
    if awarded_date < deed.day:
        raise CannotRecognise(
            _("This day is before what is recognised. Please choose a later one."),
            field="awarded_date",
        )
    number = Counter.next_number(group.pk, "recognition")  # its row locks: one award at a time
    known = Recognition.objects.filter(
        group=group, deed_key=deed.key, organisation=organisation, revoked_at=None
    ).first()
    if known is not None:
        raise CannotRecognise(
            _("The organisation has a certificate for this already: № %(number)d.")
            % {"number": known.number},
            field="organisation",
        )
    row = Recognition.objects.create(
        group=group,
        number=number,
        organisation=organisation,
        deed_key=deed.key,
        deed_label=deed.label,
        deed_url=deed.url,
        reason_mn=reason_mn.strip() or deed.reason_mn,
        reason_en=reason_en.strip() or ("" if reason_mn.strip() else deed.reason_en),
        awarded_date=awarded_date,
        government_chair=government_chair.strip(),
        civil_chair=civil_chair.strip(),
        awarded_by=actor,
    )
    record("recognition.awarded", actor=actor, target=row)
    touch(group)
    return row


@transaction.atomic
def revoke_recognition(recognition: Recognition, *, actor: Any, note: str) -> Recognition:
    """Take a certificate back, with the reason; its number is never given again. Twice is once."""
    rows = Recognition.objects.select_for_update(of=("self",)).select_related("group")
    row: Recognition = rows.get(group=recognition.group_id, pk=recognition.pk)
    if row.revoked_at is not None:
        return row
    if not note.strip():
        raise CannotRecognise(_("Please write the reason."), field="note")
    row.revoked_at, row.revoked_reason = timezone.now(), note.strip()
    row.save(update_fields=["revoked_at", "revoked_reason"])
    record("recognition.revoked", actor=actor, target=row, note=row.revoked_reason)
    touch(row.group)
    return row
