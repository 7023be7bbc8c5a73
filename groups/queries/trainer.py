"""The register of trainers and mentors, and the one door to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import Http404

from groups.models import Trainer, TrainerAtTraining, TrainerPart

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Group


def trainers_of(group: Group) -> QuerySet[Trainer]:
    """Give the register, each with `held`: how many trainings they held."""
    stands = Q(trainings__part=TrainerPart.HELD, trainings__training__withdrawn_at__isnull=True)
    rows: QuerySet[Trainer] = Trainer.objects.filter(group=group).select_related("membership")
    return rows.annotate(held=Count("trainings", filter=stands))


def trainers_to_choose(group: Group) -> QuerySet[Trainer]:
    """Give the register in the order of names, for forms."""
    rows: QuerySet[Trainer] = Trainer.objects.filter(group=group)
    return rows.order_by("-is_active", "sort_key", "id")


def trainer_or_404(gate: Any, pk: int) -> Trainer:
    """Give a trainer of the gate's group."""
    rows = Trainer.objects.filter(group=gate.group, pk=pk)
    found: Trainer | None = rows.select_related("group", "membership__organisation").first()
    if found is None:
        raise Http404
    return found


def trainings_of_trainer(trainer: Trainer) -> list[TrainerAtTraining]:
    """Give what the trainer held and where they were trained, the newest first."""
    rows = TrainerAtTraining.objects.filter(trainer=trainer, training__withdrawn_at__isnull=True)
    return list(rows.select_related("training").order_by("-training__from_date", "-id"))
