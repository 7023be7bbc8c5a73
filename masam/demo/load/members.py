"""The members of a group. Only people with a sign-in have a user, and so duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groups.actions import rebuild_grants
from groups.models import Membership, MemberTraits
from masam.accounts.models import User
from masam.demo.load.moments import day_before, moment
from masam.search.sortkey import sort_key

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage
    from masam.demo.plan import Seat


def load_members(stage: Stage, seats: list[Seat]) -> None:
    """Seat everybody, write down their traits, grant duties to those who sign in."""
    users = User.objects.in_bulk([seat.email for seat in seats if seat.email], field_name="email")
    rows = [_membership(stage, seat, users.get(seat.email)) for seat in seats]
    Membership.objects.bulk_create(rows)
    MemberTraits.objects.bulk_create(
        MemberTraits(
            group=stage.group,
            membership=row,
            sex=seat.sex,
            age_band=seat.age_band,
            vulnerable=list(seat.vulnerable),
        )
        for row, seat in zip(rows, seats, strict=True)
    )
    stage.members = [row for row in rows if row.to_date is None]
    stage.seats = {seat.seat: row for row, seat in zip(rows, seats, strict=True) if seat.seat}
    for row, seat in zip(rows, seats, strict=True):
        data = {"role": row.role}
        stage.note("member.admitted", row, moment(stage.group, seat.joined), data=data)
        rebuild_grants(row)


def _membership(stage: Stage, seat: Seat, user: User | None) -> Membership:
    return Membership(
        group=stage.group,
        user=user,
        name=seat.name,
        stakeholder=seat.stakeholder,
        organisation=stage.organisations.get(seat.organisation),
        position=seat.position,
        role=seat.role,
        from_date=day_before(stage.group, seat.joined),
        to_date=None if seat.left is None else day_before(stage.group, seat.left),
        sort_key=sort_key(seat.name),
    )
