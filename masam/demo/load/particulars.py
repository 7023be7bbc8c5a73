"""What some categories ask, what issues answered, and one picture of which a part is hidden."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from issues.actions import redact_evidence
from issues.models import Category, CategoryVersion, Evidence, Particulars
from masam.demo.load.moments import moment

if TYPE_CHECKING:
    from issues.models import Issue
    from masam.demo.load.stage import Stage


def _ask(key: str, mn: str, en: str, kind: str, **more: Any) -> dict[str, Any]:
    plain = {"unit": "", "choices": [], "required": False}
    return {"key": key, "mn": mn, "en": en, "kind": kind, **plain, **more}


ASKED = {
    "medicine": (
        _ask("q1", "Аль эм, хэрэгсэл дууссан бэ?", "Which medicine is out of stock?", "text",
             required=True),
        _ask("q2", "Хэд хоног байхгүй байна?", "For how many days?", "number", unit="хоног"),
    ),
    "building": (
        _ask("q1", "Өрөөний дулаан", "Temperature of the room", "number", unit="°C"),
        _ask("q2", "Юу эвдэрсэн бэ?", "What is broken?", "choice", choices=[
            ["Халаалт", "Heating"], ["Ус", "Water"], ["Ариун цэврийн өрөө", "Toilet"],
            ["Дээвэр, цонх", "Roof or windows"],
        ]),
    ),
    "places": (
        _ask("q1", "Хэдэн ор байна?", "Number of beds", "number", unit="ор"),
        _ask("q2", "Хэдэн хүүхэд хүлээж байна?", "Children waiting", "number", unit="хүүхэд"),
    ),
    "waiting": (
        _ask("q1", "Хэдэн цаг хүлээв?", "Hours of waiting", "number", unit="цаг"),
        _ask("q2", "Урьдчилан цаг авсан уу?", "Was there an appointment?", "yes_no"),
    ),
}  # fmt: skip
MEDICINES = ("Инсулин", "Амоксициллин", "Парацетамол шахмал", "Даралтны эм", "Нэг удаагийн тариур")
LEAST = {"хоног": 3, "°C": 9, "ор": 40, "хүүхэд": 6, "цаг": 2}
FACE = (34.0, 22.0, 18.0, 26.0)  # percent: left, top, width, height


def load_particulars(stage: Stage) -> None:
    """Ask, answer for two issues of three, and hide a part of one picture in Khovd."""
    rows = Category.objects.filter(group=stage.group, key__in=ASKED)
    at, leader = moment(stage.group, 700), stage.by("facilitator")
    versions = CategoryVersion.objects.bulk_create(
        CategoryVersion(group=stage.group, category=row, number=1, made_at=at, made_by=leader,
                        questions=list(ASKED[row.key])) for row in rows
    )  # fmt: skip
    asked = {version.category_id: version for version in versions}
    Particulars.objects.bulk_create(
        _answered(stage, issue, asked[issue.category_id])
        for issue in stage.issues
        if issue.category_id in asked
    )
    if stage.place.slug == "khovd":
        _hide_part(stage)


def _answered(stage: Stage, issue: Issue, version: CategoryVersion) -> Particulars:
    row = Particulars(group=stage.group, issue=issue, version=version)
    if issue.number % 3:
        row.answers = {each["key"]: _answer(each, issue.number) for each in version.questions}
        row.answered_at = issue.logged_at + timedelta(minutes=4)
        row.answered_by = issue.logged_by
    return row


def _answer(question: dict[str, Any], number: int) -> Any:
    if question["kind"] == "text":
        return MEDICINES[number % len(MEDICINES)]
    if question["kind"] == "choice":
        return str(number % len(question["choices"]))
    if question["kind"] == "yes_no":
        return number % 2 == 0
    return str(LEAST[question["unit"]] + number % 7)


def _hide_part(stage: Stage) -> None:
    leader = stage.by("facilitator")
    picture = Evidence.objects.filter(group=stage.group, shows=Evidence.Shows.PROBLEM).first()
    if picture is not None:
        reason = "Үүдэнд зогсож байгаа хүүхдийн царай"
        redact_evidence(picture, actor=leader, areas=[FACE], reason=reason)
        at = moment(stage.group, 3)
        stage.note("evidence.opened", picture, at, seat="custodian")
        stage.note("evidence.opened", picture, at + timedelta(hours=5), seat="facilitator")
