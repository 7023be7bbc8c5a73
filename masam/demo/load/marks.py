"""Tags, priorities and "me too" of a group's issues; later its ranking (I6, I18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from issues.lifecycle import UNFINISHED
from issues.models import Echo, IssueTag, MeToo, Priority, Tag
from masam.demo.load.moments import moment
from masam.places.models.names import fold

if TYPE_CHECKING:
    from issues.models import Issue
    from masam.demo.load.stage import Stage

TAGS = ("Өвөл", "Ус, ариун цэвэр", "Дараалал", "Эм, урвалж", "Хүүхэд", "Төсөв")
WHY = (
    "Өвлийн улирал эхлэхээс өмнө шийдэх шаардлагатай.",
    "Олон өрхөд хамаатай, иргэд олон удаа хэлсэн.",
    "Ирэх оны төсөвт тусгуулна.",
)


def load_marks(stage: Stage) -> None:
    """Mark the open issues of a group."""
    names = [name.replace(",", " ба") for name in TAGS]
    tags = Tag.objects.bulk_create(
        Tag(group=stage.group, name=name, key=fold(name)) for name in names
    )
    IssueTag.objects.bulk_create(
        IssueTag(group=stage.group, issue=issue, tag=tags[issue.number % len(tags)])
        for issue in stage.issues
        if issue.number % 3
    )
    waiting = [issue for issue in stage.issues if issue.state in UNFINISHED]
    _priorities(stage, waiting)
    _echoes(stage, [issue for issue in waiting if issue.published_at])


def _priorities(stage: Stage, waiting: list[Issue]) -> None:
    """Let the facilitator's word or a decision of a meeting stand behind each."""
    decisions = stage.decisions[-3:]
    Priority.objects.bulk_create(
        Priority(
            group=stage.group, issue=issue, level=at % 3 + 1, set_by=stage.by("facilitator"),
            reason="" if decisions and at % 2 else WHY[at % len(WHY)],
            decision=decisions[at % len(decisions)] if decisions and at % 2 else None,
            set_at=moment(stage.group, 9, at),
        )
        for at, issue in enumerate(waiting[:6])
    )  # fmt: skip


def _echoes(stage: Stage, shown: list[Issue]) -> None:
    counts = [(issue, (issue.number * 7) % 13) for issue in shown[:8]]
    MeToo.objects.bulk_create(
        MeToo(group=stage.group, issue=issue, key=f"{issue.number:08d}{nth:08d}" * 4)
        for issue, count in counts
        for nth in range(count)
    )
    Echo.objects.bulk_create(
        Echo(group=stage.group, issue=issue, count=count) for issue, count in counts if count
    )
