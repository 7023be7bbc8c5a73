"""A thread for the Ministry of Health over the groups of the demo, and what some offer (I17)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from issues.lifecycle import UNFINISHED
from issues.models import LinkStage, SystemicIssue, SystemicLink
from masam.organisations.models import Organisation, OrganisationKind

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage

MINISTRY = "Эрүүл мэндийн яам"
TITLE_MN = "Анхан шатны эмнэлгүүдийн дулаан, ус, ариун цэврийн нөхцөл"
TITLE_EN = "Heating, water and sanitation of primary health centres"
TEXT_MN = (
    "Хэд хэдэн аймаг, дүүргийн өрхийн болон сумын эрүүл мэндийн төвд дулаан, ус, ариун цэврийн "
    "нөхцөл хангалтгүй байна. Улсын төсвийн хөрөнгө оруулалтын төлөвлөгөөнд тусгахыг хүсье."
)
TEXT_EN = (
    "In several aimags and districts primary health centres lack heating, water or sanitation. "
    "The groups ask for it to be put into the state investment plan."
)


def load_thread_links(stage: Stage) -> None:
    """Tie one issue of the group to the thread, and let some groups offer another."""
    thread = _thread()
    rows = [
        issue
        for issue in stage.issues
        if issue.sector == "health" and issue.state in UNFINISHED and issue.published_at
    ]
    stages = [LinkStage.TIED, LinkStage.OFFERED] if stage.place.code < "H" else [LinkStage.TIED]
    SystemicLink.objects.bulk_create(
        SystemicLink(
            group=stage.group, issue=issue, title=issue.title, sector=issue.sector, stage=step,
            thread=thread if step == LinkStage.TIED else None,
            place_mn=stage.group.name_mn, place_en=stage.group.name_en,
            tied_at=timezone.now() if step == LinkStage.TIED else None,
        )
        for issue, step in zip(rows, stages, strict=False)
    )  # fmt: skip


def _thread() -> SystemicIssue:
    """Give the one thread of the demo; the first group makes it."""
    known = SystemicIssue.objects.filter(number=1).first()
    if known is not None:
        return known
    ministry, _is_new = Organisation.objects.get_or_create(
        kind=OrganisationKind.AGENCY, unit=None, name_mn=MINISTRY,
        defaults={"name_en": "Ministry of Health", "sector": "health"},
    )  # fmt: skip
    now = timezone.now()
    return SystemicIssue.objects.create(
        number=1, title_mn=TITLE_MN, title_en=TITLE_EN, text_mn=TEXT_MN, text_en=TEXT_EN,
        sector="health", ministry=ministry, opened_at=now - timedelta(days=12),
        due_date=(now + timedelta(days=18)).date(),
    )  # fmt: skip
