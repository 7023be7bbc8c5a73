"""Rows of a members' table against those who are here: new, renewed, the same, or unclear.

A person is found by the e-mail address, else by name and organisation. Where that does not say
for certain who is meant, a person decides; nobody is ever written down twice in silence.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groups.models import Membership
from masam.search.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from groups.models import Group

NEW, RENEWED, SAME, UNCLEAR = "new", "renewed", "same", "unclear"


@dataclass(frozen=True)
class TableRow:
    """One row that can be read. `organisation_id` or `said`; `told` holds the traits, if any."""

    number: int
    name: str
    stakeholder: str
    role: str = ""
    organisation: Any = None
    said: str = ""
    position: str = ""
    email: str = ""
    from_date: date | None = None
    to_date: date | None = None
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> Any:
        """What tells the organisation apart."""
        return self.organisation.pk if self.organisation else fold(self.said)

    @property
    def who(self) -> tuple[str, Any]:
        """What tells the person apart inside one file."""
        return (self.email, "") if self.email else (fold(self.name), self.place)


@dataclass(frozen=True)
class Planned:
    """What would become of a row. `term` is the last term of the person it was found to be."""

    row: TableRow
    outcome: str
    term: Membership | None = None
    candidates: tuple[Membership, ...] = ()
    fault: str = ""

    @property
    def words(self) -> str:
        """The outcome in the reader's language."""
        return {
            NEW: _("new"),
            RENEWED: _("was a member: the term will be renewed"),
            SAME: _("is a member already: stays as it is"),
            UNCLEAR: _("unclear: please choose"),
        }[self.outcome]

    @property
    def field_name(self) -> str:
        """The name of the choice on the form."""
        return f"row_{self.row.number}"


class _People:
    """Everybody who ever belonged to the group, by what may name them; one query."""

    def __init__(self, group: Group) -> None:
        rows = Membership.objects.filter(group=group).select_related("organisation", "user")
        self.terms: dict[Any, list[Membership]] = defaultdict(list)
        self.by_email: dict[str, set[Any]] = defaultdict(set)
        self.by_name: dict[str, set[Any]] = defaultdict(set)
        for term in rows.order_by("from_date", "id"):
            self.terms[term.person].append(term)
            for email in self._emails(term):
                self.by_email[email].add(term.person)
            self.by_name[fold(term.name)].add(term.person)

    @staticmethod
    def _emails(term: Membership) -> set[str]:
        found = {term.email.lower(), term.user.email.lower() if term.user else ""}
        return found - {""}

    def find(self, row: TableRow) -> tuple[Any, list[Any]]:
        """Give (the person for certain or None, those it may be)."""
        if row.email and self.by_email.get(row.email):
            found = sorted(self.by_email[row.email], key=str)
            return (found[0], []) if len(found) == 1 else (None, found)
        maybe = sorted(self.by_name.get(fold(row.name), ()), key=str)
        sure = [person for person in maybe if self._fits(person, row)]
        return (sure[0], []) if len(sure) == 1 else (None, maybe)

    def _fits(self, person: Any, row: TableRow) -> bool:
        """Whether the organisation is the same, and no other address speaks against it."""
        terms = self.terms[person]
        emails = set().union(*(self._emails(term) for term in terms))
        places = {term.organisation_id or fold(term.organisation_said) for term in terms}
        return row.place in places and not (row.email and emails)

    def last(self, person: Any) -> Membership:
        return self.terms[person][-1]


def plan_members(
    group: Group, rows: Iterable[TableRow], choices: Mapping[int, str] | None = None
) -> list[Planned]:
    """Say what would become of every row; one query. `choices` decides what is unclear.

    A choice is "new" or the key of a term of the person meant.
    """
    people, seen = _People(group), dict[tuple[str, Any], int]()
    planned = []
    for row in rows:
        first = seen.setdefault(row.who, row.number)
        if first != row.number:
            said = _("This is the same person as in row %(row)d.") % {"row": first}
            planned.append(Planned(row, UNCLEAR, fault=said))
        else:
            planned.append(_planned(group, people, row, (choices or {}).get(row.number, "")))
    return _told_apart(planned)


def _planned(group: Group, people: _People, row: TableRow, choice: str) -> Planned:
    person, maybe = people.find(row)
    if person is None and maybe:
        candidates = tuple(people.last(each) for each in maybe)
        chosen = {str(term.pk): term.person for term in candidates}
        if choice not in {*chosen, NEW}:
            return Planned(row, UNCLEAR, candidates=candidates)
        person = chosen.get(choice)
    if person is None:
        return Planned(row, NEW)
    return _again(group, people.terms[person], row)


def _again(group: Group, terms: list[Membership], row: TableRow) -> Planned:
    """The row of somebody who is or was here."""
    first, last = row.from_date or group.today(), row.to_date
    inside = [term for term in terms if _share_a_day(term, first, last)]
    if not inside:
        running = [term for term in terms if term.is_current(group.today())]
        if running and row.role and first > group.today() and row.role != running[0].role:
            said = _("A coming term keeps today's role. Please change the role on its first day.")
            return Planned(row, RENEWED, terms[-1], fault=said)
        return Planned(row, RENEWED, terms[-1])
    term = inside[-1]
    is_said = row.from_date is not None and row.from_date != term.from_date
    if is_said or (row.to_date is not None and row.to_date != term.to_date):
        said = _("The dates overlap a term since %(first)s. Please leave them empty.")
        return Planned(row, SAME, term, fault=said % {"first": term.from_date.isoformat()})
    return Planned(row, SAME, term)


def _share_a_day(term: Membership, first: date, last: date | None) -> bool:
    return (term.to_date is None or term.to_date >= first) and (
        last is None or term.from_date <= last
    )


def _told_apart(planned: list[Planned]) -> list[Planned]:
    """Two rows that were found to be one person: the second is a fault."""
    seen: dict[Any, int] = {}
    result = []
    for each in planned:
        number = each.row.number
        first = seen.setdefault(each.term.person, number) if each.term else number
        if first != number:
            said = _("This is the same person as in row %(row)d.") % {"row": first}
            result.append(Planned(each.row, each.outcome, each.term, fault=said))
        else:
            result.append(each)
    return result
