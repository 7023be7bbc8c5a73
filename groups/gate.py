"""The gate: what a person is and may in one group, fetched once per request.

`DeskPage` and `DeskForm` are the bases of every page below `/<group>/desk/`;
`PublicGroupPage` and `PublicGroupForm` of the pages everybody may open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import Http404, HttpRequest

from groups.models import Group, GroupState, Membership
from groups.permissions import READING, may
from groups.queries import group_with_grants, membership_of
from masam.audit.context import name_person
from masam.tenancy import in_group
from masam.wire.errors import NotAllowed
from masam.wire.pages import FormPage, OpenForm, Page

if TYPE_CHECKING:
    from masam.lifecycle import Verdict


@dataclass(frozen=True)
class Gate:
    """One person in one group. `may` is the set of duties; it is empty for strangers."""

    group: Group
    user: Any = None
    membership: Membership | None = None
    may: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_open(self) -> bool:
        """Whether the person belongs to the group today."""
        return self.membership is not None

    @property
    def organisation_id(self) -> int | None:
        """The organisation the person speaks for in this group, if any."""
        return self.membership.organisation_id if self.membership else None

    @property
    def organisation(self) -> Any:
        """The organisation itself, or None."""
        return self.membership.organisation if self.membership else None

    def verdict(self, duty: str) -> Verdict:
        """Tell whether the person has a duty; a refusal says who does."""
        return may(self.may, duty)

    def require(self, duty: str) -> None:
        """Raise `NotAllowed` with the reason unless the person has the duty."""
        verdict = self.verdict(duty)
        if not verdict:
            raise NotAllowed(verdict.reason)


def open_gate(slug: str, user: Any) -> Gate | None:
    """Give the gate of a person (or of a visitor: None) to the group `slug`; None if no group.

    Costs two queries for a person, one for a visitor. Grants count only while the membership
    is current today; in a paused or closed group only reading is left.
    """
    found = group_with_grants(slug, user)
    if found is None:
        return None
    group, granted = found
    if user is None or not granted:
        return Gate(group=group, user=user)
    with in_group(group):
        membership = membership_of(group, user)
    if membership is None:
        return Gate(group=group, user=user)
    if group.state != GroupState.ACTIVE:
        granted &= READING
    name_person(user)
    return Gate(group=group, user=user, membership=membership, may=granted)


class _Desk:
    """Asks the gate before a desk page does anything. The middleware met the signed-out."""

    permission: ClassVar[str]
    cache = "private"

    def admit(self, request: HttpRequest) -> None:
        gate = getattr(request, "gate", None)
        if gate is None or not gate.is_open:
            raise Http404
        gate.require(self.permission)
        self.gate = gate
        self.group = gate.group


class DeskPage(_Desk, Page):
    """A page of the group's desk. Declares `permission`, a duty."""


class DeskForm(_Desk, FormPage):
    """A form of the group's desk. Declares `permission`, a duty."""

    def actor_key(self) -> str:
        return f"user:{self.gate.user.pk}"


class _PublicGroup:
    """Finds the group of a public page; who asks does not matter."""

    public = True

    def admit(self, request: HttpRequest) -> None:
        gate = getattr(request, "gate", None)
        if gate is None:
            raise Http404
        self.group = gate.group


class PublicGroupPage(_PublicGroup, Page):
    """A page of a group that is the same for everybody; cacheable."""

    cache = "public"

    def etag(self) -> str | None:
        return f"{self.group.pk}.{self.group.version}.{self.group.today():%Y%m%d}"


class PublicGroupForm(_PublicGroup, OpenForm):
    """A form of a group that anybody may fill in, without an account."""
