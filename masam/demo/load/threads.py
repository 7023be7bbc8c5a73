"""Threads for the Ministry of Health over the groups of the demo, and what some offer (I17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from issues.lifecycle import UNFINISHED, SystemicState
from issues.models import LinkStage, SystemicIssue, SystemicLink
from masam.organisations.models import Organisation, OrganisationKind

if TYPE_CHECKING:
    from issues.models import Issue
    from masam.demo.load.stage import Stage

MINISTRY = "Эрүүл мэндийн яам"


@dataclass(frozen=True)
class Theme:
    """A thread to be: what it gathers (a category), its words, when it was opened."""

    category: str
    title_mn: str
    title_en: str
    text_mn: str
    text_en: str
    opened: int  # days ago
    due: int  # days from now
    answer: str = ""
    answered: int = 0  # days ago


THEMES = (
    Theme(
        "access",
        "Анхан шатны эрүүл мэндийн тусламжийн хүртээмж",
        "Access to primary health care",
        "Хэд хэдэн аймаг, дүүрэгт шилжин ирсэн, алслагдсан иргэд өрхийн болон сумын эрүүл мэндийн "
        "төвийн тусламж авч чадахгүй байна. Бүртгэл, ажлын цагийн журмыг өөрчлөхийг хүсье.",
        "In several aimags and districts newcomers and people far away cannot use their family or "
        "soum health centre. The groups ask for other rules of registration and opening hours.",
        opened=12, due=18,
    ),
    Theme(
        "staffing",
        "Эмч, мэргэжилтний орон тоо дутуу байгаа нь",
        "Unfilled posts of doctors and specialists",
        "Өрхийн болон сумын эрүүл мэндийн төвийн эмчийн орон тоо удаан хугацаагаар сул байна. "
        "Орон нутагт ажиллах эмчийн нэмэгдэл, орон сууцны шийдлийг тодорхой болгохыг хүсье.",
        "Posts of doctors in family and soum health centres stay empty for long. The groups ask "
        "what the ministry does about pay and housing for doctors in the countryside.",
        opened=74, due=-44, answered=51,
        answer="2027 оны төсөвт орон нутагт ажиллах эмчийн 18 сарын цалинтай тэнцэх дэмжлэгийг "
        "тусгасан. Сул орон тооны жагсаалтыг улирал бүр аймгуудад хүргүүлнэ.",
    ),
)  # fmt: skip


def load_thread_links(stage: Stage) -> None:
    """Tie what fits a thread to it; of what is left some groups offer one, and one is asked for."""
    shown = [row for row in stage.issues if row.sector == "health" and row.published_at]
    links = [
        link
        for thread, theme in zip(_threads(), THEMES, strict=True)
        for link in _tied(stage, thread, [row for row in shown if _key(row) == theme.category])
    ]
    known = {theme.category for theme in THEMES}
    left = [row for row in shown if row.state in UNFINISHED and _key(row) not in known]
    if stage.place.code < "H":
        links += [_link(stage, issue, LinkStage.OFFERED) for issue in left[-1:]]
    SystemicLink.objects.bulk_create(links)


def _key(issue: Issue) -> str:
    return issue.category.key if issue.category else ""


def _tied(stage: Stage, thread: SystemicIssue, rows: list[Issue]) -> list[SystemicLink]:
    """Tie the older ones; the newest of several is asked for and waits for the group."""
    waiting = [row for row in rows if row.state in UNFINISHED]
    chosen = waiting or rows[:1]
    asked = thread.state == SystemicState.OPEN and len(chosen) > 2
    tied, last = (chosen[:-1], chosen[-1:]) if asked else (chosen, [])
    return [_link(stage, row, LinkStage.TIED, thread) for row in tied] + [
        _link(stage, row, LinkStage.ASKED, thread) for row in last
    ]


def _link(
    stage: Stage, issue: Issue, step: LinkStage, thread: SystemicIssue | None = None
) -> SystemicLink:
    return SystemicLink(
        group=stage.group, issue=issue, title=issue.title, sector=issue.sector, stage=step,
        thread=thread, place_mn=stage.group.name_mn, place_en=stage.group.name_en,
        tied_at=thread.opened_at if thread and step == LinkStage.TIED else None,
    )  # fmt: skip


def _threads() -> list[SystemicIssue]:
    """Give the threads of the demo; the first group makes them."""
    known = list(SystemicIssue.objects.filter(number__lte=len(THEMES)).order_by("number"))
    if known:
        return known
    ministry, _is_new = Organisation.objects.get_or_create(
        kind=OrganisationKind.AGENCY, unit=None, name_mn=MINISTRY,
        defaults={"name_en": "Ministry of Health", "sector": "health"},
    )  # fmt: skip
    return SystemicIssue.objects.bulk_create(
        _thread(number, theme, ministry) for number, theme in enumerate(THEMES, start=1)
    )


def _thread(number: int, theme: Theme, ministry: Organisation) -> SystemicIssue:
    now = timezone.now()
    is_answered = bool(theme.answer)
    return SystemicIssue(
        number=number, title_mn=theme.title_mn, title_en=theme.title_en, text_mn=theme.text_mn,
        text_en=theme.text_en, sector="health", ministry=ministry,
        opened_at=now - timedelta(days=theme.opened),
        due_date=(now + timedelta(days=theme.due)).date(), answer=theme.answer,
        answered_at=now - timedelta(days=theme.answered) if is_answered else None,
        state=SystemicState.ANSWERED if is_answered else SystemicState.OPEN,
    )  # fmt: skip
