"""Who sits in the group, or would come to a meeting, against the group's rules (G3).

What people told about themselves leaves this module only as counts. Inside the group no count
under `LEAST_INSIDE` is told, zero neither, and none that could be computed back from the others;
of a part of the group (`members`) the number of vulnerable people is never told, only whether
the rule is met (docs/decisions.md says why).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Case, Count, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.models import Membership, Sex, Stakeholder
from groups.queries.group import rules_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from groups.models import Group, GroupRules

LEAST_INSIDE = 3
CITIZENS = (Stakeholder.COMMUNITY, Stakeholder.CIVIL_SOCIETY)
COMMUNITY, WOMEN, MEN, VULNERABLE = "community", "women", "men", "vulnerable"

Row = tuple[str, str, bool, int]  # stakeholder, sex, is vulnerable, how many


@dataclass(frozen=True)
class Seats:
    """The seats of one stakeholder. `women` and `men` are None where too few told, or too many."""

    stakeholder: str
    total: int
    women: int | None = None
    men: int | None = None

    @property
    def name(self) -> str:
        """The stakeholder in the reader's language."""
        return str(Stakeholder(self.stakeholder).label)

    @property
    def rest(self) -> int:
        """Seats not shown as a woman's or a man's."""
        return self.total - (self.women or 0) - (self.men or 0)


@dataclass(frozen=True)
class Share:
    """A share that a rule speaks of: `count` of `of` people, wanted `least` percent (0: no rule).

    `count` is None where it must not be told. `missing` is how many more people of this kind
    would meet the rule; None where the number must not be told or no number would do. `is_met`
    is None where nobody told anything, so nothing can be said.
    """

    key: str
    of: int
    least: int
    count: int | None
    missing: int | None
    is_met: bool | None

    @property
    def name(self) -> str:
        """What is counted."""
        return {
            COMMUNITY: _("Citizens and civil society"),
            WOMEN: _("Women"),
            MEN: _("Men"),
            VULNERABLE: _("Vulnerable people"),
        }[self.key]

    @property
    def percent(self) -> int | None:
        """The share in percent, rounded down; None where the count is not told."""
        return None if self.count is None or not self.of else self.count * 100 // self.of

    @property
    def sentence(self) -> str:
        """What is missing, in plain words; "" where the rule is met."""
        if self.is_met is None:
            return _("Nobody has told yet, so nothing can be said.")
        if self.is_met:
            return ""
        return _more_of(self.key, self.missing) if self.missing else _some_of(self.key)


@dataclass(frozen=True)
class Balance:
    """The seats on a day, of the whole group or of those named, against the group's rules.

    `total` people sit (or would come); `quorum` of `members` must; `told` of them told their sex.
    """

    day: date
    members: int
    total: int
    told: int
    quorum: int
    seats: tuple[Seats, ...]
    shares: tuple[Share, ...]

    @property
    def is_quorate(self) -> bool:
        """Whether enough people would come."""
        return self.total >= self.quorum

    @property
    def is_balanced(self) -> bool:
        """Whether no rule that can be judged is broken."""
        return all(share.is_met is not False for share in self.shares)

    @property
    def warnings(self) -> list[str]:
        """What is missing, the quorum first, in plain words; empty when all is well."""
        broken = [share.sentence for share in self.shares if share.is_met is False]
        return broken if self.is_quorate else [_quorum_lacks(self.quorum - self.total), *broken]


def balance_of(
    group: Group, members: Iterable[Membership] | None = None, day: date | None = None
) -> Balance:
    """Give the balance of the group on `day` (default: today), or of some of its members.

    `members` are those who said that they come, whatever they are on that day; without it, all
    who belong to the group then. Two queries, three with `members`. Needs the group's scope.
    """
    day = day or group.today()
    rules = rules_of(group)
    today = Membership.objects.filter(group=group).current(day)
    if members is None:
        return _balance(day, rules, _counted(today), None)
    chosen = Membership.objects.filter(group=group, pk__in={member.pk for member in members})
    return _balance(day, rules, _counted(chosen), today.count())


def quorum_of(group: Group, day: date) -> int:
    """Give how many members must come on `day`; 0 where the group has no such rule."""
    count = Membership.objects.filter(group=group).current(day).count()
    return _quorum(count, rules_of(group))


def _counted(rows: object) -> list[Row]:
    """Give (stakeholder, sex, is vulnerable, how many): the only reading of traits here."""
    is_vulnerable = Case(
        When(traits__vulnerable__len__gt=0, then=Value(True)),  # noqa: FBT003 - reason: SQL
        default=Value(False),  # noqa: FBT003 - reason: SQL
        output_field=BooleanField(),
    )
    found = rows.annotate(is_vulnerable=is_vulnerable).order_by()  # type: ignore[attr-defined]
    values = found.values_list("stakeholder", "traits__sex", "is_vulnerable")
    return [(kind, sex or "", tag, n) for kind, sex, tag, n in values.annotate(n=Count("id"))]


def _balance(day: date, rules: GroupRules, rows: list[Row], members: int | None) -> Balance:
    total = sum(row[3] for row in rows)
    sexes = _summed(rows, lambda row: row[1])
    return Balance(
        day=day,
        members=total if members is None else members,
        total=total,
        told=sexes[Sex.FEMALE] + sexes[Sex.MALE],
        quorum=_quorum(total if members is None else members, rules),
        seats=_seats(rows),
        shares=_shares(rows, rules, is_whole=members is None),
    )


def _summed(rows: list[Row], key: object) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[key(row)] += row[3]  # type: ignore[operator]
    return sums


def _quorum(members: int, rules: GroupRules) -> int:
    return -(-members * rules.quorum_percent // 100)


def _seats(rows: list[Row]) -> tuple[Seats, ...]:
    """Give the seats of every stakeholder; women and men only where neither can be a person."""
    totals = _summed(rows, lambda row: row[0])
    split = {
        kind: (women, men)
        for kind in totals
        for women, men in [_sexes([row for row in rows if row[0] == kind])]
        if min(women, men) >= LEAST_INSIDE
    }
    _hide_one_more(split, {row[0] for row in rows if row[1] in {Sex.FEMALE, Sex.MALE}})
    return tuple(
        Seats(kind, totals[kind], *split.get(kind, (None, None))) for kind in Stakeholder.values
    )


def _sexes(rows: list[Row]) -> tuple[int, int]:
    sums = _summed(rows, lambda row: row[1])
    return sums[Sex.FEMALE], sums[Sex.MALE]


def _hide_one_more(split: dict[str, tuple[int, int]], told: set[str]) -> None:
    """Where one row only is hidden, the sum of all would betray it: hide the smallest as well."""
    if len(told - split.keys()) == 1 and split:
        del split[min(split, key=lambda kind: sum(split[kind]))]


def _shares(rows: list[Row], rules: GroupRules, *, is_whole: bool) -> tuple[Share, ...]:
    total = sum(row[3] for row in rows)
    citizens = sum(row[3] for row in rows if row[0] in CITIZENS)
    women, men = _sexes(rows)
    vulnerable = sum(row[3] for row in rows if row[2])
    may_tell_sex = min(women, men) >= LEAST_INSIDE
    may_tell_tags = is_whole and LEAST_INSIDE <= vulnerable <= total - LEAST_INSIDE
    return (
        _share(COMMUNITY, citizens, total, rules.community_percent),
        _share(WOMEN, women, women + men, rules.sex_percent, is_told=may_tell_sex),
        _share(MEN, men, women + men, rules.sex_percent, is_told=may_tell_sex),
        _share(VULNERABLE, vulnerable, total, rules.vulnerable_percent, is_told=may_tell_tags),
    )


def _share(key: str, count: int, of: int, least: int, *, is_told: bool = True) -> Share:
    missing = missing_for(count, of, least)
    is_met = None if not of else missing == 0
    if not is_told:
        return Share(key, of, least, count=None, missing=None, is_met=is_met)
    return Share(key, of, least, count=count, missing=missing, is_met=is_met)


def missing_for(count: int, of: int, least: int) -> int | None:
    """Give how many more people make `count` of `of` at least `least` percent.

    They join, so both numbers grow. None where no number would do (100 percent, and others sit).
    """
    short = least * of - 100 * count
    if short <= 0:
        return 0
    return -(-short // (100 - least)) if least < 100 else None


def _quorum_lacks(count: int) -> str:
    return ngettext(
        "%(count)d more member would make a quorum.",
        "%(count)d more members would make a quorum.",
        count,
    ) % {"count": count}


def _more_of(key: str, count: int) -> str:
    sentences = {
        COMMUNITY: ngettext(
            "%(count)d more citizen or person of civil society would make it balanced.",
            "%(count)d more citizens or people of civil society would make it balanced.",
            count,
        ),
        WOMEN: ngettext(
            "%(count)d more woman would make it balanced.",
            "%(count)d more women would make it balanced.",
            count,
        ),
        MEN: ngettext(
            "%(count)d more man would make it balanced.",
            "%(count)d more men would make it balanced.",
            count,
        ),
        VULNERABLE: ngettext(
            "%(count)d more vulnerable person would make it balanced.",
            "%(count)d more vulnerable people would make it balanced.",
            count,
        ),
    }
    return sentences[key] % {"count": count}


def _some_of(key: str) -> str:
    return {
        COMMUNITY: _("More citizens or people of civil society would make it balanced."),
        WOMEN: _("More women would make it balanced."),
        MEN: _("More men would make it balanced."),
        VULNERABLE: _("More vulnerable people would make it balanced."),
    }[key]
