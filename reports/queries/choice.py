"""`Choice`: what a reader chose to see; `Place`: a group by its two names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.http import urlencode

from masam.places.models.names import is_english

if TYPE_CHECKING:
    from groups.models import Group
    from masam.calendars.periods import Period


@dataclass(frozen=True)
class Place:
    """A group as figures name it; nothing in it depends on the reader's language."""

    pk: int
    slug: str
    code: str
    unit_code: str
    name_mn: str
    name_en: str

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if is_english() else self.name_mn

    @classmethod
    def of(cls, group: Group) -> Place:
        """Make it from a group; costs a query unless the unit was fetched with it."""
        return cls(group.pk, group.slug, group.code, group.unit.code, group.name_mn, group.name_en)


@dataclass(frozen=True)
class Choice:
    """The filters of a dashboard. `group` is a slug; empty means all."""

    period: Period
    sector: str = ""
    group: str = ""
    state: str = ""

    @property
    def key(self) -> str:
        """A text that is the same for the same choice."""
        return f"{self.period}.{self.sector}.{self.group}.{self.state}"

    def query(self, **changes: Any) -> str:
        """Give the choice, with changes, as a query string; empty filters are left out."""
        values = {
            "period": str(self.period), "sector": self.sector, "group": self.group,
            "state": self.state,
        } | changes  # fmt: skip
        kept = {name: value for name, value in values.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def changed(self, **changes: Any) -> Choice:
        """Give the choice with changes."""
        return replace(self, **changes)
