"""Links and codes of a group: a living link, a sheet that some have used, an old one."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from groups.actions.join_link import pointers_of
from groups.models import JoinLink, JoinLinkKind, JoinUse, Membership, Pointer
from masam.demo.load.moments import moment
from masam.demo.plan.members import INITIALS
from masam.demo.tables import names
from masam.search.sortkey import sort_key

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage

LINK, SHEET = JoinLinkKind.LINK, JoinLinkKind.SHEET
# kind, label, stakeholder, codes, made so many days ago, good for so many days, used by
INVITATIONS = (
    (LINK, "Дараагийн хурлын шинэ гишүүд", "", None, 4, 21, 1),
    (SHEET, "Сумын уулзалтын хуудас", "community", 12, 9, 45, 3),
    (LINK, "Намрын хурал", "civil_society", None, 60, 14, 0),
)


def load_join_links(stage: Stage) -> None:
    """Make the invitations with those who joined by them."""
    rows = [_invitation(stage, *each) for each in INVITATIONS]
    JoinLink.objects.bulk_create(rows)
    Pointer.objects.bulk_create(pointer for row in rows for pointer in pointers_of(row))
    joined = [(row, place) for row in rows for place in range(1, row.used + 1)]
    members = _newcomers(stage, joined)
    Membership.objects.bulk_create(members)
    JoinUse.objects.bulk_create(
        JoinUse(
            group=stage.group,
            invitation=row,
            membership=member,
            name=member.name,
            place=place if row.kind == SHEET else 0,
            used_at=row.made_at + timedelta(days=place),
        )
        for (row, place), member in zip(joined, members, strict=True)
    )
    for member, (row, place) in zip(members, joined, strict=True):
        stage.note("member.joined", member, row.made_at + timedelta(days=place))
    for row in rows:
        stage.note("join_link.made", row, row.made_at, seat="facilitator")


def _newcomers(stage: Stage, joined: list[tuple[JoinLink, int]]) -> list[Membership]:
    """Give those who joined: citizens whom no meeting has seen yet."""
    rng = Random(f"newcomers of {stage.place.slug}")  # noqa: S311 - reason: the same every time
    taken = {member.name.rsplit(".", maxsplit=1)[-1] for member in stage.members}
    given = [name for name, _sex in names() if name not in taken]
    called = [f"{rng.choice(INITIALS)}.{name}" for name in rng.sample(given, len(joined))]
    return [
        Membership(
            group=stage.group,
            name=name,
            sort_key=sort_key(name),
            stakeholder=row.stakeholder or "community",
            position="Иргэн",
            from_date=(row.made_at + timedelta(days=place)).date(),
        )
        for name, (row, place) in zip(called, joined, strict=True)
    ]


def _invitation(
    stage: Stage, kind: str, label: str, stakeholder: str, codes: int | None, ago: int, days: int,
    used: int,
) -> JoinLink:  # fmt: skip
    made_at = moment(stage.group, ago)
    return JoinLink(
        group=stage.group, kind=kind, label=label, stakeholder=stakeholder, most_uses=codes,
        used=used, made_at=made_at, expires_at=made_at + timedelta(days=days),
        made_by=stage.by("facilitator"), seed=f"{stage.group.pk:016d}{ago:016d}",
    )  # fmt: skip
