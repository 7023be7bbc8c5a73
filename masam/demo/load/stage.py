"""`Stage`: one group while its demo is loaded, and who and what stands on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from masam.audit.models import Entry

if TYPE_CHECKING:
    from datetime import datetime

    from groups.models import Decision, Group, Meeting, Membership
    from issues.models import Issue, JointAction
    from masam.demo.tables import Place
    from masam.organisations.models import Organisation


@dataclass
class Stage:
    """What the loads of one group hand on to each other."""

    place: Place
    group: Group
    organisations: dict[str, Organisation] = field(default_factory=dict)
    seats: dict[str, Membership] = field(default_factory=dict)
    members: list[Membership] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    actions: list[JointAction] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def by(self, seat: str) -> Any:
        """Give the user of a seat, or None where nobody sits there or signs in."""
        member = self.seats.get(seat)
        return member.user if member else None

    def note(
        self, verb: str, target: Any, at: datetime, *, seat: str = "", note: str = "",
        data: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Remember an audit entry of a past day; `keep` writes them. Citizens have no seat."""
        member = self.seats.get(seat)
        self.entries.append(
            Entry(
                group=self.group, at=at, verb=verb, actor=member.user if member else None,
                actor_name=member.name if member else "", target_kind=target._meta.label_lower,
                target_id=target.pk, target_label=str(target)[:200], note=note, data=data or {},
            )
        )  # fmt: skip

    def keep(self) -> None:
        """Write the entries in the order of time, as the timelines read them."""
        self.entries.sort(key=lambda entry: entry.at)
        Entry.objects.bulk_create(self.entries, batch_size=500)
        self.entries.clear()
