"""The register of trainers and mentors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groups.models import Trainer
from masam.audit.actions import record
from masam.search.sortkey import sort_key
from masam.wire.errors import DomainError, StaleVersion

if TYPE_CHECKING:
    from groups.models import Group

COLUMNS = (
    "name", "work", "side", "organisation", "topics", "languages", "membership", "trained_by",
    "trained_date", "phone", "email", "is_active",
)  # fmt: skip
# Contacts of a person never go to the page of a conflict: facilitators open the form anew.
TOLD = ("name", "organisation", "topics", "languages", "trained_by")


class BadTrainer(DomainError):
    """A rule about the register says no."""


@transaction.atomic
def register_trainer(group: Group, *, actor: Any, **values: Any) -> Trainer:
    """Put somebody into the register. `values` are the columns named in `COLUMNS`."""
    trainer = Trainer(group=group)
    _fill(trainer, values)
    trainer.save()
    record("trainer.registered", actor=actor, target=trainer)
    return trainer


@transaction.atomic
def edit_trainer(trainer: Trainer, *, actor: Any, version: int, **values: Any) -> Trainer:
    """Correct an entry. Raises `StaleVersion` when somebody else changed it meanwhile."""
    group = trainer.group
    trainer = Trainer.objects.select_for_update(of=("self",)).get(pk=trainer.pk)
    trainer.group = group
    if trainer.version != version:
        sentence = _("Somebody else changed this entry meanwhile. Both texts stand below.")
        theirs = {name: str(getattr(trainer, name)) for name in TOLD}
        raise StaleVersion(sentence, theirs=theirs)
    _fill(trainer, values)
    trainer.version += 1
    trainer.save()
    record("trainer.edited", actor=actor, target=trainer)
    return trainer


def _fill(trainer: Trainer, values: dict[str, Any]) -> None:
    for name in COLUMNS:
        if name in values:
            setattr(trainer, name, values[name])
    if not trainer.name and trainer.membership is not None:
        trainer.name = trainer.membership.name
    if not trainer.name:
        raise BadTrainer(_("Please write the name, or choose the member."), field="name")
    if trainer.trained_date and trainer.trained_date > trainer.group.today():
        raise BadTrainer(_("This day is still to come."), field="trained_date")
    _refuse_twice(trainer)
    trainer.sort_key = sort_key(trainer.name)


def _refuse_twice(trainer: Trainer) -> None:
    if trainer.membership is None:
        return
    rows = Trainer.objects.filter(group=trainer.group, membership=trainer.membership)
    if rows.exclude(pk=trainer.pk).exists():
        raise BadTrainer(_("This member is in the register already."), field="membership")
