"""Makes teams, sub-projects and agreements. Call inside `in_group(group)`."""

from __future__ import annotations

import datetime
from typing import Any

from groups.actions import form_team, log_agreement, open_project
from groups.models import Agreement, Group, Membership, Project, Team
from masam.organisations.models import Organisation

DAY = datetime.timedelta(days=1)


def make_team(group: Group, *, members: list[Membership], actor: Any = None, **words: Any) -> Team:
    """A monitoring team of these people, since a month ago, unless told otherwise."""
    given = {
        "kind": "monitoring",
        "name": "Хяналтын баг",
        "mandate": "Эмнэлгийн гэрээний биелэлтийг хянана.",
        "from_date": group.today() - 30 * DAY,
        **words,
    }
    return form_team(group, actor=actor, members=members, **given)


def make_cso(group: Group, name: str = "Эрх чөлөө ТББ") -> Organisation:
    """A civil society organisation of the group's place."""
    return Organisation.objects.create(kind="cso", name_mn=name, unit=group.unit)


def make_project(group: Group, *, actor: Any = None, **words: Any) -> Project:
    """A sub-project of a year, begun two months ago, unless told otherwise."""
    given = {
        "title": "Өрхийн эмнэлгийн гэрээт хяналт",
        "from_date": group.today() - 60 * DAY,
        "to_date": group.today() + 300 * DAY,
        **words,
    }
    given.setdefault("lead", None)
    given["lead"] = given["lead"] or make_cso(group)
    return open_project(group, actor=actor, **given)


def make_agreement(group: Group, *, actor: Any = None, **words: Any) -> Agreement:
    """A memorandum of a year ago that binds for another year, unless told otherwise."""
    given = {
        "kind": "mou",
        "title": "Хамтран ажиллах санамж бичиг",
        "signed_date": group.today() - 365 * DAY,
        "from_date": group.today() - 365 * DAY,
        "to_date": group.today() + 365 * DAY,
        **words,
    }
    return log_agreement(group, actor=actor, **given)
