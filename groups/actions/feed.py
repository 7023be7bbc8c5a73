"""Calendar links of members: made, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.models import Pointer
from groups.queries.feed import FEED, feeds_of
from masam.audit.actions import record
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from groups.models import Membership

MOST_FEEDS = 5


class BadFeed(DomainError):
    """A calendar link that cannot be made or taken back."""


@transaction.atomic
def make_feed(membership: Membership, *, actor: Any) -> str:
    """Make a calendar link for a member; give its token, which is stored nowhere.

    Raises `BadFeed` when five links live already.
    """
    if feeds_of(membership).count() >= MOST_FEEDS:
        raise BadFeed(_("You have five calendar links. Please take one back first."))
    record("feed.made", actor=actor, target=membership)
    return Pointer.issue(FEED, membership.group, membership.pk)


@transaction.atomic
def revoke_feed(membership: Membership, *, actor: Any, link: int) -> Pointer:
    """Take one of the member's own calendar links back, for good."""
    pointer = feeds_of(membership).select_for_update().filter(pk=link).first()
    if pointer is None:
        raise BadFeed(_("This link was taken back already."))
    pointer.revoked_at = timezone.now()
    pointer.save(update_fields=["revoked_at"])
    record("feed.revoked", actor=actor, target=membership)
    return pointer
