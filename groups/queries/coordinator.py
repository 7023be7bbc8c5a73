"""What the national coordinator asks: where a group can be opened, from which model, what is next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import Http404
from django.utils.translation import gettext as _

from groups.models import (
    Group,
    GroupDraft,
    GroupRules,
    GroupState,
    Meeting,
    Membership,
    Phase,
    Role,
)
from groups.models.group import RESERVED_SLUGS
from groups.queries.ending import living_invitations, waiting_notices
from groups.queries.group import units_of_map
from masam.organisations.models import Organisation, OrganisationKind
from masam.organisations.queries import organisations_in, service_points_in
from masam.places.models import Unit
from masam.places.models.names import romanise
from masam.ui.addresses import address

if TYPE_CHECKING:
    from django.db.models import QuerySet

CODE_LETTERS = 3
# What the group watches from the first day: those whose open information binds everybody.
WATCHED_KINDS = (OrganisationKind.AGENCY, OrganisationKind.KHURAL)


def units_to_open() -> QuerySet[Unit]:
    """Give the aimags and districts in which no group stands, closed ones counted too."""
    taken = Group.objects.values("unit")
    return units_of_map().exclude(pk__in=taken).order_by("level", "sort_key")


def drafts_of(user: Any) -> QuerySet[GroupDraft]:
    """Give the groups a coordinator has begun to prepare, the newest first."""
    return GroupDraft.objects.filter(author=user, opened=None).order_by("-changed_at", "-id")


def draft_or_404(user: Any, pk: int) -> GroupDraft:
    """Give one of the coordinator's own drafts, opened already or not."""
    row = GroupDraft.objects.select_related("opened").filter(author=user, pk=pk).first()
    if row is None:
        raise Http404
    return row


def models_to_clone() -> QuerySet[Group]:
    """Give the groups that may serve as a model: those that work."""
    return Group.objects.filter(state=GroupState.ACTIVE).order_by("sort_key", "id")


def phases_in_order() -> QuerySet[Phase]:
    """Give the project's phases, the newest first."""
    return Phase.objects.order_by("-number")


def proposed_slug(unit: Unit) -> str:
    """Propose the address of a group: the place in Latin letters.

    A district that shares its name with an aimag, or finds it taken, gets `-district`.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", romanise(unit.name_mn).lower()).strip("-")[:30]
    shares = Unit.objects.filter(level=1, name_mn=unit.name_mn).exclude(pk=unit.pk).exists()
    taken = Group.objects.filter(slug=plain).exists()
    if unit.level > 1 and (shares or taken or plain in RESERVED_SLUGS):
        return f"{plain}-district"
    return plain


def proposed_code(unit: Unit) -> str:
    """Propose the letters before an issue's number: the first three that nobody has yet.

    The first letter of the place stays; the others follow in their order (Khovd: KHO, KHV ...).
    """
    letters = re.sub(r"[^A-Z]", "", romanise(unit.name_mn).upper())
    taken = set(Group.objects.values_list("code", flat=True))
    for length in (CODE_LETTERS, CODE_LETTERS + 1):
        for rest in combinations(letters[1:], length - 1):
            code = letters[0] + "".join(rest)
            if code not in taken:
                return code
    return ""


def soums_with_points(unit: Unit) -> list[tuple[Unit, int]]:
    """Give the units below an aimag or district, each with its number of service points."""
    below = Unit.objects.filter(parent=unit).select_related("parent__parent").order_by("sort_key")
    points = service_points_in(unit).select_related(None).order_by()
    prefix = len(unit.code) + 2
    counts: dict[str, int] = {}
    for code in points.values_list("unit__code", flat=True):
        counts[code[:prefix]] = counts.get(code[:prefix], 0) + 1
    return [(each, counts.get(each.code, 0)) for each in below]


def organisations_to_watch(unit: Unit) -> QuerySet[Organisation]:
    """Give the organisations of a place whose open information a group may watch, offices first."""
    return organisations_in(unit).filter(kind__in=(*WATCHED_KINDS, OrganisationKind.SERVICE_POINT))


@dataclass(frozen=True)
class Standing:
    """One step of a new group: whether it is done, what it says, where to do it.

    `who` tells whose step it is, since most are the facilitator's.
    """

    is_done: bool
    sentence: str
    who: str
    url: str = ""


def first_steps(group: Group) -> list[Standing]:
    """Give what a new group still needs, from the truth. Needs the scope. Five queries."""
    counts = _member_counts(group)
    points = service_points_in(group.unit).select_related(None).order_by().count()
    met = Meeting.objects.filter(group=group).held().exists()
    settled = GroupRules.objects.filter(group=group).exists()
    facilitator, coordinator = _("the facilitator"), _("you")
    group_page = ("national", "groups", group.slug)
    return [
        Standing(
            counts["facilitators"] > 0,
            _("The facilitator has accepted the invitation.")
            if counts["facilitators"]
            else _("The facilitator accepts the invitation.")
            if is_invited(group)
            else _("Invite a facilitator: no invitation can still be accepted."),
            facilitator,
            "" if counts["facilitators"] else address(*group_page, "facilitator"),
        ),
        Standing(
            points > 0,
            _("Service points are known: %(count)d.") % {"count": points},
            coordinator,
            address(*group_page, "points"),
        ),
        Standing(
            group.phases.exists(),
            _("The group is in a phase of the project, with its lead partner."),
            coordinator,
            address(*group_page, "phases"),
        ),
        Standing(settled, _("The group has settled its rules: quorum, balance."), facilitator),
        Standing(
            group.has_contacts and bool(group.about),
            _("The public page says who meets and how to reach the group."),
            facilitator,
            address(group.slug),
        ),
        Standing(
            counts["members"] > 1,
            _("Members stand on the roster: %(count)d.") % {"count": counts["members"]},
            facilitator,
        ),
        Standing(met, _("The first meeting is logged."), facilitator),
    ]


def is_invited(group: Group) -> bool:
    """Tell whether an invitation can still be accepted, or waits to be mailed."""
    waiting = waiting_notices(group).filter(kind="member_invited")
    return living_invitations(group).exists() or waiting.exists()


def _member_counts(group: Group) -> dict[str, int]:
    rows: Any = Membership.objects.filter(group=group).current(group.today())
    found: dict[str, int] = rows.aggregate(
        members=Count("id"),
        facilitators=Count("id", filter=Q(role=Role.FACILITATOR, user__isnull=False)),
    )
    return found
