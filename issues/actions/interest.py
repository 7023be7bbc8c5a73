"""What somebody follows beside single issues: a service point, a place, a category, the group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from issues.actions.refusals import CannotFollow
from issues.models import Interest
from masam.audit.actions import record

if TYPE_CHECKING:
    from groups.models import Group
    from issues.models import Category
    from masam.organisations.models import Organisation
    from masam.places.models import Unit

MOST = 50


@transaction.atomic
def follow_more(
    group: Group,
    *,
    actor: Any,
    service_point: Organisation | None = None,
    unit: Unit | None = None,
    category: Category | None = None,
) -> Interest:
    """Let a person hear of every issue of one service point, place or category, else of all.

    Again: nothing changes. Raises `CannotFollow` for two at once and for the 51st.
    """
    wanted = {"service_point": service_point, "unit": unit, "category": category}
    if sum(each is not None for each in wanted.values()) > 1:
        raise CannotFollow(_("Please choose one thing at a time."))
    mine = Interest.objects.filter(group=group, user=actor)
    if mine.count() >= MOST:
        raise CannotFollow(_("You follow %(most)d things; please end one first.") % {"most": MOST})
    row, is_new = Interest.objects.get_or_create(group=group, user=actor, **wanted)
    if is_new:
        record("interest.began", actor=actor, target=row)
    return row


@transaction.atomic
def leave_more(interest: Interest, *, actor: Any) -> None:
    """End what a person follows."""
    record("interest.ended", actor=actor, target=interest)
    interest.delete()
