"""Makes members and meetings. Call inside `in_group(group)`."""

from __future__ import annotations

import datetime
from typing import Any

from groups.actions import admit_member, log_meeting, publish_meeting
from groups.models import Group, Meeting, Membership, MemberTraits


def make_member(group: Group, name: str = "Б.Лхагва", **fields: Any) -> Membership:
    """A member without an account, since last year."""
    sex = fields.pop("sex", "")
    given = {
        "stakeholder": "community",
        "role": "member",
        "from_date": group.today() - datetime.timedelta(days=365),
        **fields,
    }
    member = admit_member(group, actor=None, name=name, **given)
    if sex:
        MemberTraits.objects.create(group=group, membership=member, sex=sex)
    return member


def make_meeting(group: Group, *, is_public: bool = False, **fields: Any) -> Meeting:
    """A meeting of a week ago with six guests, unless told otherwise."""
    given = {
        "held_date": group.today() - datetime.timedelta(days=7),
        "topic": "Сумын эмнэлгийн халаалт",
        "guests": {"female": 4, "male": 2},
        **fields,
    }
    meeting = log_meeting(group, actor=None, **given)
    return publish_meeting(meeting, actor=None) if is_public else meeting
