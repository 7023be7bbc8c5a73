"""The register of agreements: logged, corrected, replaced, ended, made public (G7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions.group import touch
from groups.actions.lines import set_lines
from groups.models import Agreement, AgreementFile, AgreementParty, Commitment, Counter
from groups.models.agreement import REMIND_DAYS
from groups.notices import agreement_ending
from masam.attachments.actions import attach
from masam.audit.actions import record
from masam.organisations.queries import organisations_in
from masam.search.folding import fold
from masam.wire.errors import DomainError, StaleVersion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from groups.models import Group, Membership
    from masam.attachments.checks import CleanFile
    from masam.organisations.models import Organisation

COMMITMENTS = ("text", "organisation", "due_date", "done_date")
MOST_REMIND_DAYS = 365


class BadAgreement(DomainError):
    """A rule about agreements says no; `field` names the field of the form."""


@transaction.atomic
def log_agreement(  # noqa: PLR0913 - reason: the words of the form, all by name
    group: Group,
    *,
    actor: Any,
    kind: str,
    title: str,
    signed_date: date,
    from_date: date,
    to_date: date | None = None,
    reference: str = "",
    parties: Sequence[str] = (),
    responsible: Membership | None = None,
    remind_days: int = REMIND_DAYS,
    open_government: str = "",
    note: str = "",
    replaces: Agreement | None = None,
    scans: Iterable[CleanFile] = (),
) -> Agreement:
    """Write an agreement into the register.

    `parties` are names; those of organisations of the place are tied to them. `replaces` is the
    agreement this one renews or replaces. Raises `BadAgreement`.
    """
    if replaces is not None:
        _check_replaceable(_locked(replaces))
    agreement = Agreement(group=group, logged_by=actor, replaces=replaces)
    _fill(
        agreement, kind=kind, title=title, signed_date=signed_date, from_date=from_date,
        to_date=to_date, reference=reference, responsible=responsible, remind_days=remind_days,
        open_government=open_government, note=note,
    )  # fmt: skip
    agreement.number = Counter.next_number(group.pk, "agreement")
    agreement.save()
    _set_parties(agreement, parties)
    for clean in scans:
        attach(AgreementFile, clean, group=group, actor=actor, agreement=agreement)
    record("agreement.logged", actor=actor, target=agreement)
    if replaces is not None:
        record("agreement.replaced", actor=actor, target=replaces, note=str(agreement))
        if replaces.published_at:
            touch(group)
    return agreement


@transaction.atomic
def edit_agreement(
    agreement: Agreement, *, actor: Any, version: int, parties: Sequence[str] = (), **words: Any
) -> Agreement:
    """Correct an agreement; `words` are those of `log_agreement`.

    Raises `StaleVersion` with what now stands, and `BadAgreement`.
    """
    agreement = _locked(agreement)
    theirs = {
        "title": agreement.title,
        "reference": agreement.reference,
        "parties": "\n".join(agreement.parties.order_by("position").values_list("name", flat=True)),
        "note": agreement.note,
    }
    _check_version(agreement, version, theirs)
    before = theirs | {"to_date": str(agreement.to_date or "")}
    _fill(agreement, **words)
    _save(agreement)
    _set_parties(agreement, parties)
    record("agreement.edited", actor=actor, target=agreement, data={"before": before})
    _touch_if_public(agreement)
    return agreement


@transaction.atomic
def set_commitments(
    agreement: Agreement, *, actor: Any, version: int, lines: Sequence[Mapping[str, Any]]
) -> Agreement:
    """Make these lines what the agreement commits to. Raises `BadAgreement`, `StaleVersion`."""
    today = agreement.group.today()
    for line in lines:
        if line["done_date"] is not None and line["done_date"] > today:
            raise BadAgreement(_("“%(text)s”: the day it was done is still to come.") % line)
    agreement = _locked(agreement)
    _check_version(agreement, version, {})
    changed = set_lines(Commitment, lines, COMMITMENTS, group=agreement.group, agreement=agreement)
    _save(agreement)
    record("agreement.commitments_set", actor=actor, target=agreement, data=changed)
    _touch_if_public(agreement)
    return agreement


@transaction.atomic
def end_agreement(agreement: Agreement, *, actor: Any, ended_date: date, note: str) -> Agreement:
    """Note that an agreement ended before its time; the note says why. Raises `BadAgreement`."""
    agreement = _locked(agreement)
    today = agreement.group.today()
    if agreement.ended_date is not None or (agreement.to_date and agreement.to_date < today):
        raise BadAgreement(_("The agreement has ended already."))
    if not note.strip():
        raise BadAgreement(_("Please write why."), field="note")
    if not agreement.signed_date <= ended_date <= today:
        raise BadAgreement(
            _("Please write a day between the signing and today."), field="ended_date"
        )
    agreement.ended_date = ended_date
    _save(agreement)
    record("agreement.ended", actor=actor, target=agreement, note=note.strip())
    _touch_if_public(agreement)
    return agreement


@transaction.atomic
def publish_agreement(agreement: Agreement, *, actor: Any) -> Agreement:
    """Show everybody number, kind, title, days and what it commits to. Twice is once."""
    agreement = _locked(agreement)
    if agreement.published_at is not None:
        return agreement
    agreement.published_at = timezone.now()
    return _published(agreement, "agreement.published", actor)


@transaction.atomic
def unpublish_agreement(agreement: Agreement, *, actor: Any, note: str = "") -> Agreement:
    """Take an agreement back from the public page. Twice is once."""
    agreement = _locked(agreement)
    if agreement.published_at is None:
        return agreement
    agreement.published_at = None
    return _published(agreement, "agreement.unpublished", actor, note)


@transaction.atomic
def attach_scan(agreement: Agreement, *, actor: Any, clean: CleanFile) -> AgreementFile:
    """Add a checked scan."""
    row = attach(AgreementFile, clean, group=agreement.group, actor=actor, agreement=agreement)
    record("agreement.scan_added", actor=actor, target=agreement, note=row.name)
    return row


@transaction.atomic
def remove_scan(file: AgreementFile, *, actor: Any) -> None:
    """Take a scan away, from the disk too once the transaction stands."""
    agreement, name, stored = file.agreement, file.name, file.file
    file.delete()
    transaction.on_commit(lambda: stored.delete(save=False))
    record("agreement.scan_removed", actor=actor, target=agreement, note=name)


@transaction.atomic
def remind_agreement(agreement: Agreement, *, actor: Any = None) -> bool:
    """Tell the facilitators and who looks after it that it ends soon; once for each end.

    Gives whether anything was to be told: a second worker at the same moment tells nobody.
    """
    agreement = _locked(agreement)
    if agreement.to_date is None or agreement.reminded_for == agreement.to_date:
        return False
    agreement.reminded_for = agreement.to_date
    agreement.save(update_fields=["reminded_for"])
    record("agreement.reminded", actor=actor, target=agreement)
    agreement_ending(agreement)
    return True


def _fill(  # noqa: PLR0913 - reason: the words of the form, all by name
    agreement: Agreement,
    *,
    kind: str,
    title: str,
    signed_date: date,
    from_date: date,
    to_date: date | None = None,
    reference: str = "",
    responsible: Membership | None = None,
    remind_days: int = REMIND_DAYS,
    open_government: str = "",
    note: str = "",
) -> None:
    if to_date is not None and to_date < from_date:
        raise BadAgreement(_("The agreement ends before it begins."), field="to_date")
    if signed_date > agreement.group.today():
        raise BadAgreement(
            _("This day is still to come. Please write the day it was signed."),
            field="signed_date",
        )
    if not 0 <= remind_days <= MOST_REMIND_DAYS:
        raise BadAgreement(
            _("Please write 0 to %(most)d days.") % {"most": MOST_REMIND_DAYS},
            field="remind_days",
        )
    agreement.kind, agreement.title = kind, " ".join(title.split())
    agreement.reference = " ".join(reference.split())
    agreement.signed_date, agreement.from_date = signed_date, from_date
    agreement.to_date, agreement.responsible = to_date, responsible
    agreement.remind_days, agreement.note = remind_days, note.strip()
    agreement.open_government = " ".join(open_government.split())


def _check_replaceable(agreement: Agreement) -> None:
    if Agreement.objects.filter(replaces=agreement).exists():
        raise BadAgreement(_("Another agreement has replaced this one already."))


def _set_parties(agreement: Agreement, names: Sequence[str]) -> None:
    """Make these the parties; a name we know is tied to its organisation."""
    wanted = list(dict.fromkeys(text for name in names if (text := " ".join(name.split()))))
    rows = agreement.parties.order_by("position", "id")
    if wanted == list(rows.values_list("name", flat=True)):
        return
    known: dict[str, Organisation] = {}
    for row in organisations_in(agreement.group.unit).select_related(None):
        known |= {fold(row.name_mn): row} | ({fold(row.name_en): row} if row.name_en else {})
    rows.delete()
    AgreementParty.objects.bulk_create(
        AgreementParty(
            group=agreement.group, agreement=agreement, position=position, name=name,
            organisation=known.get(fold(name)),
        )
        for position, name in enumerate(wanted, start=1)
    )  # fmt: skip


def _published(agreement: Agreement, verb: str, actor: Any, note: str = "") -> Agreement:
    _save(agreement)
    record(verb, actor=actor, target=agreement, note=note)
    touch(agreement.group)
    return agreement


def _check_version(agreement: Agreement, version: int, theirs: dict[str, str]) -> None:
    if agreement.version != version:
        sentence = _("Somebody else changed this agreement meanwhile. Both texts stand below.")
        raise StaleVersion(sentence, theirs=theirs)


def _save(agreement: Agreement) -> None:
    agreement.version += 1
    agreement.save()


def _touch_if_public(agreement: Agreement) -> None:
    if agreement.published_at is not None:
        touch(agreement.group)


def _locked(agreement: Agreement) -> Agreement:
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("responsible__user")
    row: Agreement = rows.get(pk=agreement.pk)
    row.group = agreement.group
    return row
