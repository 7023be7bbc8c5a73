"""Sub-projects of a group with logframe, budget and milestones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from groups.models import BudgetLine, Counter, LogframeLine, Milestone, Project
from masam.demo.load.moments import day_before, moment

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage

MILLION = 1_000_000

# level, text, indicator, unit, baseline, target, actual
Figures = tuple[str, str, str, str, int, int, int | None]
# what for, source, planned and spent in tenths of a million tugriks
Money = tuple[str, str, int, int]
# text, due in days from today, done in days from today (None: not yet)
Stone = tuple[str, int, int | None]


@dataclass(frozen=True)
class Plan:
    """A sub-project to be. Days count from today, back when negative."""

    title: str
    about: str
    lead: str
    tools: tuple[str, ...]
    sector: str
    state: str
    from_day: int
    to_day: int
    logframe: tuple[Figures, ...]
    budget: tuple[Money, ...]
    stones: tuple[Stone, ...]


PLANS = (
    Plan(
        "Өрхийн эмнэлгийн үйлчилгээг иргэдийн хяналтаар сайжруулах",
        "Хүлээх хугацааг богиносгож, түр оршин суугч, малчин өрхийн хүүхдийг үйлчилгээнд хамруулна.",
        "cso2", ("scorecard", "contract", "good_clinic", "open_budget"), "health", "running",
        -240, 125,
        (
            ("outcome", "Иргэдийн сэтгэл ханамж нэмэгдсэн байна", "“сэтгэл хангалуун” гэж хариулсан",
             "хувь", 41, 65, 54),
            ("output", "Хүлээх хугацаа богиноссон байна", "дундаж хүлээх хугацаа", "минут", 95, 40, 62),
            ("output", "Онооны картыг хоёр удаа хийсэн байна", "онооны карт", "удаа", 0, 2, 1),
            ("activity", "Хяналтын багийг сургах", "сургалтад хамрагдсан", "хүн", 0, 15, 15),
            ("activity", "Хамтарсан хэлэлцүүлэг хийх", "хэлэлцүүлэг", "удаа", 0, 4, None),
        ),
        (
            ("Сургалт, гарын авлага", "gpsa", 85, 91),
            ("Газар дээрх хяналт, унаа", "gpsa", 120, 74),
            ("Хэлэлцүүлэг, уулзалт", "sdc", 60, 35),
            ("Мэдээллийн самбар", "local_government", 40, 40),
            ("Сайн дурын ажилтны цаг", "own", 25, 18),
        ),
        (
            ("Хяналтын баг байгуулж, сургах", -200, -205),
            ("Анхны онооны карт", -120, -104),
            ("Завсрын тайлан", -20, None),
            ("Хоёр дахь онооны карт", 45, None),
            ("Эцсийн хэлэлцүүлэг, тайлан", 110, None),
        ),
    ),
    Plan(
        "Дотуур байрны хүүхдийн хоол, халаалтын хяналт",
        "Эцэг эх, сурагчдын оролцоотой хяналтаар дотуур байрны орчныг сайжруулна.",
        "cso3", ("good_school", "checklist", "survey"), "education", "finished", -560, -200,
        (
            ("outcome", "Дотуур байрны орчин стандартад нийцсэн байна", "хангасан шаардлага", "хувь",
             48, 80, 83),
            ("output", "Хоолны цэсийг самбарт тавьдаг болсон", "дотуур байр", "тоо", 0, 3, 3),
            ("activity", "Сар бүр хяналтын хуудсаар үзэх", "хяналт", "удаа", 0, 10, 9),
        ),
        (
            ("Хяналтын зардал", "sdc", 70, 68),
            ("Халаалтын засвар", "local_fund", 180, 180),
            ("Эцэг эхийн хувь нэмэр", "own", 15, 12),
        ),
        (
            ("Хяналтын хуудас батлах", -530, -532),
            ("Засвар дуусгах", -330, -315),
            ("Үр дүнг хэлэлцэх уулзалт", -210, -206),
        ),
    ),
)  # fmt: skip


def load_projects(stage: Stage) -> None:
    """Write them down with all their lines; every third group has only the first one."""
    rng = Random(f"projects of {stage.place.slug}")  # noqa: S311 - reason: the same every time
    plans = PLANS[: 1 if rng.random() < 0.33 else 2]
    rows = [_project(stage, plan, number) for number, plan in enumerate(plans, start=1)]
    Project.objects.bulk_create(rows)
    pairs = list(zip(rows, plans, strict=True))
    LogframeLine.objects.bulk_create(
        line for row, plan in pairs for line in _logframe(stage, row, plan)
    )
    BudgetLine.objects.bulk_create(line for row, plan in pairs for line in _budget(row, plan))
    Milestone.objects.bulk_create(line for row, plan in pairs for line in _stones(stage, row, plan))
    Counter.objects.update_or_create(
        group=stage.group, noun="project", defaults={"last": len(rows)}
    )
    for row, plan in pairs:
        _note(stage, row, plan)


def _project(stage: Stage, plan: Plan, number: int) -> Project:
    today = stage.group.today()
    is_first = number == 1
    return Project(
        group=stage.group, number=number, title=plan.title, about=plan.about,
        lead=stage.organisations[plan.lead], tools=list(plan.tools), sector=plan.sector,
        state=plan.state, from_date=today + timedelta(days=plan.from_day),
        to_date=today + timedelta(days=plan.to_day),
        mentor=stage.seats["custodian"] if is_first else None,
        mentor_name="" if is_first else "Б.Энхтуяа",
        mentor_organisation="" if is_first else stage.place.partner,
        opened_at=moment(stage.group, 20 - plan.from_day), opened_by=stage.by("facilitator"),
    )  # fmt: skip


def _logframe(stage: Stage, row: Project, plan: Plan) -> list[LogframeLine]:
    as_of = min(row.to_date, day_before(stage.group, 12))
    return [
        LogframeLine(
            group=stage.group, project=row, position=position, level=level, text=text,
            indicator=indicator, unit=unit, baseline=Decimal(baseline), target=Decimal(target),
            actual=None if actual is None else Decimal(actual),
            as_of_date=None if actual is None else as_of,
        )
        for position, (level, text, indicator, unit, baseline, target, actual) in enumerate(
            plan.logframe, start=1
        )
    ]  # fmt: skip


def _budget(row: Project, plan: Plan) -> list[BudgetLine]:
    return [
        BudgetLine(
            group_id=row.group_id, project=row, position=position, name=name, source=source,
            planned_mnt=planned * MILLION // 10, spent_mnt=spent * MILLION // 10,
        )
        for position, (name, source, planned, spent) in enumerate(plan.budget, start=1)
    ]  # fmt: skip


def _stones(stage: Stage, row: Project, plan: Plan) -> list[Milestone]:
    today = stage.group.today()
    return [
        Milestone(
            group=stage.group, project=row, position=position, text=text,
            due_date=today + timedelta(days=due),
            done_date=None if done is None else today + timedelta(days=done),
        )
        for position, (text, due, done) in enumerate(plan.stones, start=1)
    ]  # fmt: skip


def _note(stage: Stage, row: Project, plan: Plan) -> None:
    stage.note("project.opened", row, row.opened_at, seat="facilitator")
    stage.note("project.started", row, moment(stage.group, -plan.from_day, 2), seat="facilitator")
    day = max(12, -plan.to_day)
    for step, verb in enumerate(("budget_set", "logframe_set", "milestones_set")):
        at = moment(stage.group, day, step)
        stage.note(f"project.{verb}", row, at, seat="facilitator")
    if plan.state == "finished":
        at = moment(stage.group, day - 4, 6)
        stage.note("project.finished", row, at, seat="facilitator")
