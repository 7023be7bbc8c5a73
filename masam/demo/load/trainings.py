"""Two years of learning: trainings, trainers, the shelf, the self-assessment of the CSOs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from groups.models import (
    Assessment,
    AssessmentAnswer,
    AssessmentQuestion,
    Counter,
    Group,
    Material,
    Trainer,
    TrainerAtTraining,
    Training,
    TrainingGuests,
    TrainingParticipant,
    TrainingWith,
)
from masam.demo.load.moments import day_before, moment
from masam.demo.tables import places, rows
from masam.search.sortkey import sort_key

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage

CSOS = ("cso1", "cso2", "cso3", "cso4")
SITE = "https://masam.example/sang/"  # an example address: nothing is downloaded in the demo


@dataclass(frozen=True)
class Lesson:
    """A training to be. `days_ago` counts back from today; `share` of the members take part."""

    kind: str
    title: str
    topics: str
    tools: tuple[str, ...]
    days_ago: int
    days: int
    hours: str
    place: str
    organiser: str
    learned: str
    share: float


@dataclass(frozen=True)
class Teacher:
    """An entry of the register to be. `seat` names a member, else "" and a name of its own."""

    name: str
    seat: str
    work: str
    side: str
    organisation: str
    topics: str
    languages: str
    trained_by: str


@cache
def lessons() -> tuple[Lesson, ...]:
    """Give the trainings of a group, the oldest first."""
    return tuple(
        Lesson(
            row["kind"], row["title_mn"], row["topics_mn"], tuple(row["tools"].split()),
            int(row["days_ago"]), int(row["days"]), row["hours"], row["place_mn"],
            row["organiser_mn"], row["learned_mn"], int(row["percent"]) / 100,
        )
        for row in rows("trainings")
    )  # fmt: skip


@cache
def teachers() -> tuple[Teacher, ...]:
    """Give the register every group begins with."""
    return tuple(Teacher(**row) for row in rows("trainers"))


def load_trainings(stage: Stage) -> None:
    """Write everything down, by a dozen statements."""
    rng = Random(f"trainings of {stage.place.slug}")  # noqa: S311 - reason: the same every time
    trainers = _trainers(stage)
    _trainings(stage, rng, trainers)
    _shelf(stage)
    _assessments(stage, rng)


def _trainers(stage: Stage) -> list[Trainer]:
    found = []
    for at, teacher in enumerate(teachers()):
        member = stage.seats.get(teacher.seat)
        name = member.name if member else teacher.name
        known = member.organisation if member else None
        found.append(
            Trainer(
                group=stage.group, name=name, sort_key=sort_key(name), work=teacher.work,
                side=teacher.side, topics=teacher.topics, languages=teacher.languages,
                organisation=known.name_mn if known else teacher.organisation, membership=member,
                trained_by=teacher.trained_by, trained_date=day_before(stage.group, 700 + 40 * at),
                phone=f"8800{1000 + 7 * at}" if not member else "", is_active=at < 6,
                added_at=moment(stage.group, 420),
            )
        )  # fmt: skip
    return Trainer.objects.bulk_create(found)


def _trainings(stage: Stage, rng: Random, trainers: list[Trainer]) -> None:
    found = [_training(stage, rng, lesson, at) for at, lesson in enumerate(lessons(), start=1)]
    Training.objects.bulk_create(found)
    came, guests, held = [], [], []
    for row, lesson in zip(found, lessons(), strict=True):
        came += _participants(stage, rng, row, lesson)
        guests += _guests(stage, rng, row)
        # At exchanges and reflections nobody teaches: people report to one another.
        count = 2 if row.kind == "training" else 0
        held += [
            TrainerAtTraining(group=stage.group, training=row, trainer=trainer, part="held")
            for trainer in rng.sample(trainers[:6], count)
        ]
        stage.note("training.logged", row, row.logged_at, seat="secretary")
    first = TrainerAtTraining(
        group=stage.group, training=found[0], trainer=trainers[-1], part="trained"
    )
    TrainingParticipant.objects.bulk_create(came)
    TrainingGuests.objects.bulk_create(guests)
    TrainerAtTraining.objects.bulk_create([*held, first])
    _exchanges(stage, found)
    Counter.objects.update_or_create(
        group=stage.group, noun="training", defaults={"last": len(found)}
    )


def _training(stage: Stage, rng: Random, lesson: Lesson, number: int) -> Training:
    begin = day_before(stage.group, lesson.days_ago)
    end = begin + timedelta(days=lesson.days - 1)
    evening = datetime.combine(end, time(19), tzinfo=stage.group.tz)
    return Training(
        group=stage.group, number=number, kind=lesson.kind, title=lesson.title,
        topics=lesson.topics, tools=list(lesson.tools), from_date=begin, to_date=end,
        hours=Decimal(lesson.hours), place=lesson.place or stage.place.name_mn,
        organiser=lesson.organiser, learned=lesson.learned, logged_at=evening, guests_vulnerable=rng.randint(0, 2),
        logged_by=stage.by("secretary"),
    )  # fmt: skip


def _participants(
    stage: Stage, rng: Random, row: Training, lesson: Lesson
) -> list[TrainingParticipant]:
    count = max(3, round(lesson.share * len(stage.members)))
    return [
        TrainingParticipant(
            group=stage.group, training=row, membership=member, stakeholder=member.stakeholder
        )
        for member in rng.sample(stage.members, count)
    ]


def _guests(stage: Stage, rng: Random, row: Training) -> list[TrainingGuests]:
    kinds = rng.sample(["community", "provider", "government", "civil_society"], 2)
    return [
        TrainingGuests(
            group=stage.group, training=row, stakeholder=kind, female=rng.randint(1, 6),
            male=rng.randint(0, 4),
        )
        for kind in kinds
    ]  # fmt: skip


def _exchanges(stage: Stage, found: list[Training]) -> None:
    """The group loaded before is the partner; the very first group has nobody to visit yet."""
    other = Group.objects.exclude(pk=stage.group.pk).order_by("-pk").first()
    rows_ = [row for row in found if row.kind == "exchange"]
    if other is not None:
        TrainingWith.objects.bulk_create(
            TrainingWith(group=stage.group, training=row, other=other) for row in rows_
        )


def _shelf(stage: Stage) -> None:
    """Every group shares one row of the common table with all; templates it keeps for itself."""
    table = rows("materials")
    at = [place.slug for place in places()].index(stage.place.slug)
    shared = [row for row in table if row["kind"] != "template"]
    mine = [row for row in table if row["kind"] == "template"] + shared[at : at + 1]
    Material.objects.bulk_create(
        Material(
            group=stage.group, title_mn=row["title_mn"], title_en=row["title_en"],
            kind=row["kind"], tool=row["tool"], language=row["language"], about=row["about_mn"],
            address=f"{SITE}{row['slug']}", edition=row["edition"],
            is_shared=row["kind"] != "template", sort_key=sort_key(row["title_mn"]),
            added_at=moment(stage.group, 300 - 40 * number), added_by=stage.by("secretary"),
        )
        for number, row in enumerate(mine)
    )  # fmt: skip


def _assessments(stage: Stage, rng: Random) -> None:
    """Two cycles: last year's by all CSOs, this year's with one still being filled in."""
    questions = list(AssessmentQuestion.objects.filter(template__number=1).order_by("position"))
    if not questions:
        return
    year, template = stage.group.today().year, questions[0].template_id
    found: list[Assessment] = []
    answers: list[AssessmentAnswer] = []
    for key in (key for key in CSOS if key in stage.organisations):
        before = {row.pk: rng.choices((1, 2, 3, 4), (3, 5, 4, 1))[0] for row in questions}
        for cycle in (year - 1, year):
            is_open = cycle == year and key == "cso2"
            days = 60 if cycle == year else 425
            row = Assessment(
                group=stage.group, organisation=stage.organisations[key], cycle=cycle,
                template_id=template, state="draft" if is_open else "finished",
                started_at=moment(stage.group, days + 3),
                finished_at=None if is_open else moment(stage.group, days),
            )  # fmt: skip
            found.append(row)
            asked = questions[:12] if is_open else questions
            answers += [
                AssessmentAnswer(
                    group=stage.group, assessment=row, question=question,
                    score=before[question.pk] if cycle < year
                    else min(5, before[question.pk] + rng.choice((0, 0, 1, 1, 1, 2))),
                )
                for question in asked
            ]  # fmt: skip
    Assessment.objects.bulk_create(found)
    AssessmentAnswer.objects.bulk_create(answers)
    for row in found:
        stage.note("assessment.started", row, row.started_at)
        if row.finished_at:
            stage.note("assessment.finished", row, row.finished_at)
