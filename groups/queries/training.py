"""Trainings: the list, the one door to one, who took part and for how long (as counts only)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext_lazy

from groups.models import (
    Group,
    Membership,
    Sex,
    Stakeholder,
    Training,
    TrainingFile,
    TrainingGuests,
    TrainingKind,
    TrainingParticipant,
)
from groups.queries.meeting import Step
from masam.audit.queries import entries_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groups.models.training import TrainingQuerySet
    from masam.calendars.periods import Period

LEAST_TOLD = 5  # in a smaller circle a count of women or of herders is a person
CHUNK = 200
TOLD = {
    "training.logged": gettext_lazy("logged the training"),
    "training.edited": gettext_lazy("corrected the training"),
    "training.attached": gettext_lazy("added a file"),
    "training.detached": gettext_lazy("removed a file"),
    "training.withdrawn": gettext_lazy("withdrew the training"),
}


@dataclass
class TookPart:
    """Who took part in one training, or in several, as counts.

    `members` came from the group, `guests` from outside; `hours` are participant hours.
    """

    members: int = 0
    guests: int = 0
    by_stakeholder: dict[str, int] = field(default_factory=dict)
    by_sex: dict[str, int] = field(default_factory=dict)
    vulnerable: int = 0
    trainings: int = 0
    hours: Decimal = Decimal(0)

    @property
    def total(self) -> int:
        """Everybody who took part."""
        return self.members + self.guests

    @property
    def tells_traits(self) -> bool:
        """Whether enough people took part to speak of sex and vulnerability."""
        return self.total >= LEAST_TOLD

    def stakeholder_rows(self) -> list[tuple[str, int]]:
        """Give (name of the stakeholder, count), the largest first."""
        rows = [(str(Stakeholder(kind).label), n) for kind, n in self.by_stakeholder.items() if n]
        return sorted(rows, key=lambda row: (-row[1], row[0]))

    def sex_rows(self) -> list[tuple[str, int]]:
        """Give (name of the sex, count), leaving out what is zero."""
        return [(str(sex.label), self.by_sex[sex]) for sex in Sex if self.by_sex.get(sex)]

    def count(self, stakeholder: str, sex: str, count: int, vulnerable: int = 0) -> None:
        """Add so many people."""
        self.by_stakeholder[stakeholder] = self.by_stakeholder.get(stakeholder, 0) + count
        self.by_sex[sex] = self.by_sex.get(sex, 0) + count
        self.vulnerable += vulnerable

    def add(self, other: TookPart) -> None:
        """Add another training's counts."""
        self.members += other.members
        self.guests += other.guests
        self.vulnerable += other.vulnerable
        self.trainings += other.trainings
        self.hours += other.hours
        for mine, theirs in (
            (self.by_stakeholder, other.by_stakeholder),
            (self.by_sex, other.by_sex),
        ):
            for key, count in theirs.items():
                mine[key] = mine.get(key, 0) + count


@dataclass(frozen=True)
class LearningYear:
    """What a group learned in a period: in all, by kind, and hours by stakeholder and kind."""

    whole: TookPart
    by_kind: dict[str, TookPart]
    hours: dict[str, dict[str, Decimal]]  # stakeholder -> kind -> participant hours


def trainings_of(group: Group) -> TrainingQuerySet:
    """Give the group's trainings, each with `people`: members and guests who took part."""
    members = TrainingParticipant.objects.filter(training=OuterRef("pk")).order_by()
    guests = TrainingGuests.objects.filter(training=OuterRef("pk")).order_by()
    came = members.values("training").annotate(n=Count("pk")).values("n")
    outside = guests.values("training").annotate(n=Sum(F("female") + F("male"))).values("n")
    rows: TrainingQuerySet = Training.objects.filter(group=group)
    return rows.annotate(
        people=Coalesce(Subquery(came, output_field=IntegerField()), 0)
        + Coalesce(Subquery(outside, output_field=IntegerField()), 0)
    )


def training_or_404(gate: Any, number: int) -> Training:
    """Give a training of the gate's group; the only door from an address to one."""
    rows = Training.objects.filter(group=gate.group, number=number)
    found: Training | None = rows.select_related("group").first()
    if found is None:
        raise Http404
    return found


def training_file_or_404(training: Training, pk: int) -> TrainingFile:
    """Give a file of this training."""
    found: TrainingFile | None = TrainingFile.objects.filter(training=training, pk=pk).first()
    if found is None:
        raise Http404
    return found


def took_part(trainings: Iterable[Training]) -> dict[int, TookPart]:
    """Count who took part in each of these trainings. Reads `MemberTraits` as counts only."""
    found = {row.pk: TookPart(trainings=1) for row in trainings}
    for pk, stakeholder, sex, count, vulnerable in _members(found):
        found[pk].members += count
        found[pk].count(stakeholder, sex or Sex.UNDISCLOSED, count, vulnerable)
    for guests in TrainingGuests.objects.filter(training__in=found):
        found[guests.training_id].guests += guests.female + guests.male
        found[guests.training_id].count(guests.stakeholder, Sex.FEMALE, guests.female)
        found[guests.training_id].count(guests.stakeholder, Sex.MALE, guests.male)
    for row in trainings:
        found[row.pk].vulnerable += row.guests_vulnerable
        found[row.pk].hours = row.hours * found[row.pk].total
    return found


def _members(trainings: Iterable[int]) -> Iterable[tuple[int, str, str | None, int, int]]:
    rows = TrainingParticipant.objects.filter(training__in=list(trainings)).order_by()
    tagged = Q(membership__traits__vulnerable__len__gt=0)
    return rows.values_list("training_id", "stakeholder", "membership__traits__sex").annotate(
        count=Count("pk"), tagged=Count("pk", filter=tagged)
    )


def learning_year(group: Group, period: Period) -> LearningYear:
    """Count what the group learned in a period; a training counts on its first day."""
    rows = Training.objects.filter(group=group, from_date__gte=period.start).standing()
    trainings = list(rows.filter(from_date__lt=period.end))
    counts = took_part(trainings)
    whole, by_kind = TookPart(), {kind: TookPart() for kind in TrainingKind.values}
    hours = {who: dict.fromkeys(TrainingKind.values, Decimal(0)) for who in Stakeholder.values}
    for row in trainings:
        whole.add(counts[row.pk])
        by_kind[row.kind].add(counts[row.pk])
        for who, count in counts[row.pk].by_stakeholder.items():
            hours[who][row.kind] += row.hours * count
    return LearningYear(whole, by_kind, hours)


def with_counts(group: Group, keys: list[int]) -> Iterator[tuple[Training, TookPart]]:
    """Give trainings and who took part, in the order of `keys`, a chunk in memory at a time."""
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        rows = Training.objects.filter(group=group, pk__in=part)
        found = rows.prefetch_related("others__other").in_bulk()
        counts = took_part(list(found.values()))
        yield from ((found[key], counts[key]) for key in part if key in found)


def learners_of(training: Training) -> list[Membership]:
    """Give the members who may be ticked: those of that day, of today, and those ticked."""
    group = training.group
    ticked = Q(pk__in=training.participants.values("membership"))
    then = Q(pk__in=Membership.objects.current(training.from_date).values("pk"))
    today = Q(pk__in=Membership.objects.current(group.today()).values("pk"))
    rows = Membership.objects.filter(ticked | then | today, group=group)
    return list(rows.select_related("organisation").order_by("sort_key", "id"))


def training_steps(training: Training) -> list[Step]:
    """Give what happened to the record, oldest first, in plain words."""
    return [
        Step(entry.at, entry.actor_name, str(TOLD.get(entry.verb, entry.verb)), entry.note)
        for entry in entries_of(training)
    ]


def other_groups(group: Group) -> list[Group]:
    """Give the groups one may exchange with."""
    return list(Group.objects.exclude(pk=group.pk).order_by("sort_key", "id"))
