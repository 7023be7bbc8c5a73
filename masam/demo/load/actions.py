"""Joint actions of a group, in every state, with their news and the decisions behind them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from groups.models import Counter
from issues.models import ActionUpdate, DecisionLink, JointAction
from masam.demo.load.moments import moment

if TYPE_CHECKING:
    from datetime import datetime

    from groups.models import Decision, Membership
    from masam.demo.load.stage import Stage
    from masam.demo.plan import Joint

NEWS = (
    "Үнийн санал авч, гүйцэтгэгчийг сонгосон.",
    "Ажил эхэлсэн. Иргэдийн төлөөлөл газар дээр нь хяналт тавьж байна.",
    "Материал татан авалт хоцорсон тул хугацаанд нөлөөлж болзошгүй.",
)
CANCELLED = "Асуудал дахин нээгдсэн тул арга хэмжээг шинээр төлөвлөнө."
ORDER = "Засаг даргын захирамж А/{number}"


def load_actions(stage: Stage, joints: list[Joint]) -> None:
    """Write the joint actions; those of public issues are public too."""
    rows = [_action(stage, joint, number) for number, joint in enumerate(joints, start=1)]
    JointAction.objects.bulk_create(rows)
    stage.actions = rows
    Counter.objects.update_or_create(group=stage.group, noun="action", defaults={"last": len(rows)})
    updates = []
    for row, joint in zip(rows, joints, strict=True):
        _note(stage, row, joint)
        updates.append(_news(stage, row, joint))
    ActionUpdate.objects.bulk_create(updates)
    DecisionLink.objects.bulk_create(
        DecisionLink(group=stage.group, issue=row.issue, decision=row.decision)
        for row in rows
        if row.decision
    )


def _action(stage: Stage, joint: Joint, number: int) -> JointAction:
    issue = stage.issues[joint.story]
    planned = moment(stage.group, joint.planned, 4)
    government, civil = _owners(stage, joint)
    sides = (_when(stage, joint.government_done), _when(stage, joint.civil_done, 6))
    return JointAction(
        group=stage.group, number=number, title=joint.title, issue=issue,
        decision=_decision(stage, planned), government_owner=government, civil_owner=civil,
        due_date=stage.group.today() + timedelta(days=joint.due_in),
        budget_mnt=joint.budget_mnt, budget_source=joint.budget_source,
        legal_basis=ORDER.format(number=100 + number * 7) if joint.budget_mnt else "",
        state=joint.state, government_done_at=sides[0], civil_done_at=sides[1],
        done_at=sides[1] if joint.state == "done" else None,
        planned_at=planned, planned_by=stage.by("secretary"),
        published_at=planned if issue.published_at else None,
    )  # fmt: skip


def _owners(stage: Stage, joint: Joint) -> tuple[Membership, Membership]:
    """Give the owners: the officer of the office asked, and somebody of civil society."""
    issue = stage.issues[joint.story]
    officers = (stage.seats[seat] for seat in ("health", "education", "school"))
    own = next((row for row in officers if row.organisation_id == issue.responsible_id), None)
    civil = ("facilitator", "member", "monitor2")[joint.story % 3]
    if stage.place.slug == "khovd" and joint.state == "half_done":
        civil = "facilitator"  # who tries the thread can confirm the other half
    return own or stage.seats["secretary"], stage.seats[civil]


def _decision(stage: Stage, planned: datetime) -> Decision | None:
    """Give a decision of the last meeting before it was planned."""
    day = planned.date()
    before = [row for row in stage.decisions if row.meeting.held_date <= day]
    return before[-1] if before else None


def _when(stage: Stage, days_ago: int | None, step: int = 5) -> datetime | None:
    return None if days_ago is None else moment(stage.group, days_ago, step)


def _note(stage: Stage, row: JointAction, joint: Joint) -> None:
    stage.note("action.planned", row, row.planned_at, seat="secretary")
    if row.government_done_at:
        stage.note("action.confirmed", row, row.government_done_at, seat=_seat(stage, row))
    if row.civil_done_at:
        stage.note("action.completed", row, row.civil_done_at, seat="facilitator")
    if joint.cancelled is not None:
        at = moment(stage.group, joint.cancelled, 8)
        stage.note("action.cancelled", row, at, seat="facilitator", note=CANCELLED)


def _seat(stage: Stage, row: JointAction) -> str:
    found = (seat for seat, member in stage.seats.items() if member == row.government_owner)
    return next(found, "")


def _news(stage: Stage, row: JointAction, joint: Joint) -> ActionUpdate:
    at = moment(stage.group, max(1, joint.planned - 3), 5)
    text = NEWS[row.number % len(NEWS)]
    stage.note("action.updated", row, at, seat="secretary", note=text)
    return ActionUpdate(
        group=stage.group, action=row, text=text, written_at=at, written_by=stage.by("secretary")
    )
