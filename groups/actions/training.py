"""Trainings: logged, corrected (who took part, too), given files, withdrawn."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.models import (
    Counter,
    Stakeholder,
    Trainer,
    TrainerAtTraining,
    TrainerPart,
    Training,
    TrainingFile,
    TrainingGuests,
    TrainingKind,
    TrainingParticipant,
    TrainingWith,
)
from masam.attachments.actions import attach
from masam.audit.actions import record
from masam.wire.errors import DomainError, StaleVersion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from groups.models import Group, Membership
    from masam.attachments.checks import CleanFile

MOST_YEARS_AGO = 12  # the project's first phase is part of a group's memory
LONGEST_DAYS = 60
MOST_HOURS_A_DAY = 12
TEXTS = ("title", "topics", "place", "organiser", "learned")


class BadTraining(DomainError):
    """A rule about trainings says no; `field` names the field of the form."""


@transaction.atomic
def log_training(
    group: Group, *, actor: Any, client_key: UUID | None = None, **values: Any
) -> Training:
    """Log a training, an exchange or a reflection meeting that took place (G8).

    `values` are what `edit_training` takes beside its version. A repeat with the same
    `client_key` gives the training logged first. Raises `BadTraining` with its field.
    """
    known = _logged_before(group, client_key)
    if known is not None:
        return known
    training = Training(group=group, logged_by=actor, client_key=client_key)
    parts = _Parts.of(training, values)
    try:
        with transaction.atomic():
            training.number = Counter.next_number(group.pk, "training")
            training.save()
    except IntegrityError:
        known = _logged_before(group, client_key)
        if known is None:
            raise
        return known
    parts.keep(training)
    data = {"people": parts.people, "kind": training.kind}
    record("training.logged", actor=actor, target=training, group=group, data=data)
    return training


@transaction.atomic
def edit_training(training: Training, *, actor: Any, version: int, **values: Any) -> Training:
    """Correct a training; the entry of the audit says how many people came in and went out.

    `values`: kind, title, topics, tools, from_date, to_date, hours, place, organiser, learned,
    attended (memberships), guests (stakeholder -> women, men), guests_vulnerable, trainers,
    trained (trainers who learned there), others (groups of an exchange). `version` is the one
    the form was filled in from. Raises `StaleVersion` with what now stands, and `BadTraining`.
    """
    training = _locked(training)
    if training.version != version:
        sentence = _("Somebody else changed this training meanwhile. Both texts stand below.")
        raise StaleVersion(sentence, theirs=_texts(training))
    _refuse_withdrawn(training)
    parts = _Parts.of(training, values)
    training.version += 1
    training.save()
    data = parts.keep(training)
    record("training.edited", actor=actor, target=training, note=_trace(data), data=data)
    return training


@transaction.atomic
def withdraw_training(training: Training, *, actor: Any, note: str) -> Training:
    """Take out a training that was logged by mistake: it stays readable and counts nowhere."""
    training = _locked(training)
    if training.withdrawn_at is None:
        training.withdrawn_at = timezone.now()
        training.save(update_fields=["withdrawn_at"])
        record("training.withdrawn", actor=actor, target=training, note=note)
    return training


@transaction.atomic
def attach_to_training(
    training: Training, *, actor: Any, file: CleanFile, caption: str = ""
) -> TrainingFile:
    """Add a photo or a document."""
    _refuse_withdrawn(training)
    row = attach(
        TrainingFile, file, group=training.group, actor=actor, training=training, caption=caption
    )
    record("training.attached", actor=actor, target=training, note=caption or row.name)
    return row


@transaction.atomic
def detach_from_training(file: TrainingFile, *, actor: Any, note: str) -> Training:
    """Remove a file from a training; its name and hash stay in the audit entry."""
    training: Training = file.training
    data = {"name": file.name, "sha256": file.sha256}
    record("training.detached", actor=actor, target=training, note=note, data=data)
    stored = file.file
    file.delete()
    transaction.on_commit(lambda: stored.delete(save=False))
    return training


class _Parts:
    """The rows that hang on a training, checked before anything is written."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.attended: dict[int, Membership] = {row.pk: row for row in values.get("attended", ())}
        guests: Mapping[str, tuple[int, int]] = values.get("guests") or {}
        self.guests = {kind: pair for kind, pair in guests.items() if any(pair)}
        self.trainers = {
            TrainerPart.HELD: {row.pk for row in values.get("trainers", ())},
            TrainerPart.TRAINED: {row.pk for row in values.get("trained", ())},
        }
        self.others: set[int] = {row.pk for row in values.get("others", ())}

    @classmethod
    def of(cls, training: Training, values: dict[str, Any]) -> _Parts:
        """Fill the training's own columns and check everything."""
        parts = cls(values)
        for name in TEXTS:
            setattr(training, name, str(values.get(name) or "").strip())
        training.kind = values["kind"]
        training.tools = list(values.get("tools") or ())
        training.from_date = values["from_date"]
        training.to_date = values.get("to_date") or values["from_date"]
        training.hours = Decimal(values["hours"])
        training.guests_vulnerable = values.get("guests_vulnerable") or 0
        _check(training, parts)
        return parts

    @property
    def people(self) -> int:
        """Everybody who took part."""
        return len(self.attended) + self.outside

    @property
    def outside(self) -> int:
        """Guests."""
        return sum(women + men for women, men in self.guests.values())

    def keep(self, training: Training) -> dict[str, int]:
        """Write the rows; give how many members came in, how many went out, and guests."""
        came, went = _set_participants(training, self.attended)
        guests = _set_guests(training, self.guests)
        _set_trainers(training, self.trainers)
        _set_others(training, self.others)
        return {"added": came, "removed": went, "guests_before": guests, "guests": self.outside}


def _locked(training: Training) -> Training:
    row: Training = Training.objects.select_for_update().get(pk=training.pk)
    row.group = training.group
    return row


def _logged_before(group: Group, client_key: UUID | None) -> Training | None:
    if client_key is None:
        return None
    found: Training | None = Training.objects.filter(group=group, client_key=client_key).first()
    return found


def _refuse_withdrawn(training: Training) -> None:
    if training.is_withdrawn:
        raise BadTraining(_("This training was withdrawn; it stays as it was."))


def _trace(data: Mapping[str, int]) -> str:
    """Say who was corrected, in numbers: names of learners stay out of the history."""
    if not (data["added"] or data["removed"] or data["guests"] != data["guests_before"]):
        return ""
    return _("members: %(added)d added, %(removed)d removed; guests: %(before)d → %(after)d") % {
        "added": data["added"],
        "removed": data["removed"],
        "before": data["guests_before"],
        "after": data["guests"],
    }


def _texts(training: Training) -> dict[str, str]:
    """What now stands, by the names of the form's fields."""
    return {name: str(getattr(training, name)) for name in (*TEXTS, "from_date", "hours")}


def _check(training: Training, parts: _Parts) -> None:
    _check_words(training)
    _check_days(training)
    _check_people(training, parts)
    if training.kind == TrainingKind.EXCHANGE and not parts.others:
        raise BadTraining(_("Please choose the group you exchanged with."), field="others")
    if training.kind != TrainingKind.EXCHANGE:
        parts.others = set()


def _check_words(training: Training) -> None:
    if not training.title:
        raise BadTraining(_("Please write what it was called."), field="title")
    if training.kind not in TrainingKind.values:
        raise BadTraining(_("Please choose the kind."), field="kind")


def _check_days(training: Training) -> None:
    today = training.group.today()
    if training.to_date < training.from_date:
        raise BadTraining(_("The last day lies before the first one."), field="to_date")
    if training.from_date > today:
        raise BadTraining(
            _("This day is still to come. A training is logged once it has begun."),
            field="from_date",
        )
    if training.from_date.year < today.year - MOST_YEARS_AGO:
        raise BadTraining(_("Please check the year of the first day."), field="from_date")
    days = (training.to_date - training.from_date).days + 1
    if days > LONGEST_DAYS:
        raise BadTraining(
            _("From the first to the last day there are %(days)d days; at most %(most)d fit.")
            % {"days": days, "most": LONGEST_DAYS},
            field="to_date",
        )
    if not 0 < training.hours <= days * MOST_HOURS_A_DAY:
        raise BadTraining(
            _("Please check the hours: in %(days)d days at most %(most)d fit.")
            % {"days": days, "most": days * MOST_HOURS_A_DAY},
            field="hours",
        )


def _check_people(training: Training, parts: _Parts) -> None:
    if not parts.people:
        raise BadTraining(
            _("Nobody took part by this form. Please tick members, or write numbers of guests."),
            field="attended",
        )
    if parts.guests.keys() - set(Stakeholder.values):
        message = f"unknown stakeholders: {sorted(parts.guests)}"
        raise ValueError(message)
    if training.guests_vulnerable > parts.outside:
        raise BadTraining(
            _("These are more than the guests in all (%(guests)d).") % {"guests": parts.outside},
            field="guests_vulnerable",
        )


def _set_participants(training: Training, ticked: Mapping[int, Membership]) -> tuple[int, int]:
    """Keep a tick with the stakeholder of that day; give how many came in and went out."""
    rows = TrainingParticipant.objects.filter(group=training.group, training=training)
    went, _per_model = rows.exclude(membership__in=list(ticked)).delete()
    kept = set(rows.values_list("membership_id", flat=True))
    new = [row for pk, row in ticked.items() if pk not in kept]
    TrainingParticipant.objects.bulk_create(
        TrainingParticipant(
            group=training.group, training=training, membership=row, stakeholder=row.stakeholder
        )
        for row in new
    )
    return len(new), went


def _set_guests(training: Training, guests: Mapping[str, tuple[int, int]]) -> int:
    rows = TrainingGuests.objects.filter(group=training.group, training=training)
    before = sum(row.female + row.male for row in rows)
    rows.delete()
    TrainingGuests.objects.bulk_create(
        TrainingGuests(
            group=training.group, training=training, stakeholder=kind, female=women, male=men
        )
        for kind, (women, men) in guests.items()
    )
    return before


def _set_trainers(training: Training, parts: Mapping[TrainerPart, set[int]]) -> None:
    TrainerAtTraining.objects.filter(group=training.group, training=training).delete()
    wanted = set().union(*parts.values())
    known = set(Trainer.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    TrainerAtTraining.objects.bulk_create(
        TrainerAtTraining(group=training.group, training=training, trainer_id=pk, part=part)
        for part, keys in parts.items()
        for pk in sorted(keys & known)
    )


def _set_others(training: Training, others: Iterable[int]) -> None:
    TrainingWith.objects.filter(group=training.group, training=training).delete()
    TrainingWith.objects.bulk_create(
        TrainingWith(group=training.group, training=training, other_id=pk)
        for pk in sorted(others)
        if pk != training.group_id
    )
