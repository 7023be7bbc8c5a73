"""The members of a group. Only people with a sign-in have a user, and so duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groups.actions import rebuild_grants
from groups.models import Membership, MemberTraits
from masam.accounts.models import User
from masam.demo.load.moments import day_before, moment
from masam.demo.plan.members import RENEWED
from masam.search.sortkey import sort_key

if TYPE_CHECKING:
    from datetime import date

    from masam.demo.load.stage import Stage
    from masam.demo.plan import Seat


def load_members(stage: Stage, seats: list[Seat]) -> None:
    """Seat everybody, write down their traits, grant duties to those who sign in."""
    users = User.objects.in_bulk([seat.email for seat in seats if seat.email], field_name="email")
    rows = [_membership(stage, seat, users.get(seat.email)) for seat in seats]
    earlier = [
        (_earlier(stage, seat, row), seat)
        for row, seat in zip(rows, seats, strict=True)
        if seat.is_renewed
    ]
    Membership.objects.bulk_create([*(row for row, _seat in earlier), *rows])
    MemberTraits.objects.bulk_create(
        MemberTraits(
            group=stage.group,
            membership=row,
            sex=seat.sex,
            age_band=seat.age_band,
            vulnerable=list(seat.vulnerable),
        )
        for row, seat in [*earlier, *zip(rows, seats, strict=True)]
        if seat.has_told
    )
    stage.members = [row for row, seat in zip(rows, seats, strict=True) if seat.left is None]
    stage.seats = {seat.seat: row for row, seat in zip(rows, seats, strict=True) if seat.seat}
    for row, seat in zip(rows, seats, strict=True):
        data = {"role": row.role}
        verb = "member.renewed" if seat.is_renewed else "member.admitted"
        stage.note(verb, row, moment(stage.group, min(seat.joined, RENEWED)), data=data)
        rebuild_grants(row)
    for row, seat in earlier:
        stage.note("member.admitted", row, moment(stage.group, seat.joined))


def _earlier(stage: Stage, seat: Seat, row: Membership) -> Membership:
    """Give the first term of somebody who was renewed before the year of the demo's meetings."""
    first = _membership(stage, seat, row.user)
    first.person, first.to_date = row.person, day_before(stage.group, RENEWED + 1)
    row.from_date = day_before(stage.group, RENEWED)
    return first


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
        to_date=_last_day(stage, seat),
        sort_key=sort_key(seat.name),
    )


def _last_day(stage: Stage, seat: Seat) -> date | None:
    days = seat.left if seat.left is not None else -seat.ends if seat.ends else None
    return None if days is None else day_before(stage.group, days)
