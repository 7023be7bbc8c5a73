"""What a member tells about themselves: written, replaced, deleted; never read back by a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from groups.models import Membership, MemberTraits, Sex
from masam.audit.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


@transaction.atomic
def tell_traits(
    membership: Membership,
    *,
    actor: Any,
    sex: str = Sex.UNDISCLOSED,
    age_band: str = "",
    vulnerable: Iterable[str] = (),
) -> Membership:
    """Put this in the place of whatever was told before, in all terms of the person.

    The trace says that something was told and by whom, never what.
    """
    terms = list(_terms(membership).select_for_update())
    MemberTraits.objects.filter(group=membership.group, membership__in=terms).delete()
    tags = sorted(vulnerable)
    MemberTraits.objects.bulk_create(
        MemberTraits(
            group=membership.group,
            membership=term,
            sex=sex or Sex.UNDISCLOSED,
            age_band=age_band,
            vulnerable=tags,
        )
        for term in terms
    )
    record("member.traits_told", actor=actor, target=membership)
    return membership


@transaction.atomic
def forget_traits(membership: Membership, *, actor: Any) -> Membership:
    """Delete what the person told, in all their terms."""
    told = MemberTraits.objects.filter(group=membership.group, membership__in=_terms(membership))
    told.delete()
    record("member.traits_forgotten", actor=actor, target=membership)
    return membership


def _terms(membership: Membership) -> QuerySet[Membership]:
    rows: QuerySet[Membership] = Membership.objects.filter(
        group=membership.group, person=membership.person
    )
    return rows
