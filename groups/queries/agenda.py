"""Agendas: the items with their clock times, and what the rooms propose to talk about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.lifecycle import MeetingState
from groups.models import AgendaItem, Coming, Decision, Group, OutcomeKind
from groups.queries.balance import balance_of
from groups.queries.coming import answers_to
from groups.queries.decision import open_decisions
from groups.signals import agenda_wanted
from masam.ui import wording
from masam.ui.addresses import address

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from django.utils.functional import _StrPromise

    from groups.models import Meeting
    from groups.queries.coming import Answers

YEAR = timedelta(days=365)
MOST_DECISIONS = 3
POSTPONED_WEIGHT = 120
DECISION_WEIGHT = 50
MOST_WAITING = 60  # days; who waits longer is not more urgent than all others for ever


@dataclass(frozen=True)
class Proposal:
    """Something that a room proposes for the agenda, and why.

    `key` is the same whenever the same thing is proposed ("issue:42"). The larger `weight`, the
    higher it stands: a base for the kind (postponed 120, late joint action 100, reopened 90,
    unanswered 80, feedback 70, decision 50, old issue 40, disclosure 30), and what `waited` adds.
    """

    key: str
    title: str
    reason: str | _StrPromise
    url: str
    weight: int


@dataclass(frozen=True)
class AgendaLine:
    """An item, when it begins (None when the meeting's own time is not known), its decisions."""

    item: AgendaItem
    begins: time | None
    decisions: list[Decision]


@dataclass(frozen=True)
class Agenda:
    """The agenda of a meeting; `others` are the decisions beside it. Lengths are in minutes."""

    lines: list[AgendaLine]
    others: list[Decision]
    total: int
    lasts: int | None

    @property
    def over(self) -> int:
        """How many minutes the items take more than the meeting lasts; 0 when they fit."""
        return max(0, self.total - self.lasts) if self.lasts else 0

    @property
    def left(self) -> int:
        """How many minutes are left for more."""
        return max(0, self.lasts - self.total) if self.lasts else 0

    @property
    def length_words(self) -> str:
        """Tell whether the items fit into the meeting."""
        if self.over:
            said = ngettext("%(n)d minute too long", "%(n)d minutes too long", self.over)
            return said % {"n": self.over}
        if self.left:
            return ngettext("%(n)d minute left", "%(n)d minutes left", self.left) % {"n": self.left}
        return _("fits exactly") if self.lasts and self.lines else ""


def waited(days: int) -> int:
    """Give what waiting adds to the weight of a proposal: its days, 60 at most."""
    return max(0, min(days, MOST_WAITING))


def agenda_of(meeting: Meeting, decisions: Sequence[Decision] | None = None) -> Agenda:
    """Give the agenda with the meeting's decisions. Two queries, one when these are given."""
    if decisions is None:
        decisions = list(Decision.objects.filter(group=meeting.group_id, meeting=meeting))
    rows = AgendaItem.objects.filter(group=meeting.group_id, meeting=meeting)
    made: dict[int | None, list[Decision]] = {}
    for decision in decisions:
        made.setdefault(decision.item_id, []).append(decision)
    lines, total = [], 0
    for item in rows.select_related("speaker"):
        lines.append(AgendaLine(item, _clock(meeting, total), made.get(item.pk, [])))
        total += item.minutes
    return Agenda(lines, made.get(None, []), total, meeting.lasts_minutes)


def _clock(meeting: Meeting, minutes: int) -> time | None:
    if meeting.starts_at is None:
        return None
    begin = datetime.combine(meeting.held_date, meeting.starts_at)
    return (begin + timedelta(minutes=minutes)).time()


def item_or_404(meeting: Meeting, pk: int) -> AgendaItem:
    """Give an item of this meeting's agenda."""
    rows = AgendaItem.objects.filter(group=meeting.group_id, meeting=meeting)
    found = rows.select_related("speaker").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


def proposals_for(meeting: Meeting) -> list[Proposal]:
    """Give what should be talked about, the most urgent first, each once.

    What stands on the agenda of any meeting to come is left out. Costs three queries here and
    those of the rooms that answer, however much they propose.
    """
    group = meeting.group
    answers: Any = agenda_wanted.send(sender=Group, group=group)
    found: list[Proposal] = [row for _receiver, rows in answers for row in rows or ()]
    found += [*_postponed(group), *_waiting_decisions(group)]
    taken = _keys_to_come(group)
    best: dict[str, Proposal] = {}
    for row in sorted(found, key=lambda row: -row.weight):
        if row.key not in taken:
            best.setdefault(row.key, row)
    return list(best.values())


def _keys_to_come(group: Group) -> set[str]:
    rows = AgendaItem.objects.filter(group=group, meeting__state=MeetingState.PLANNED)
    return set(rows.order_by().values_list("source_key", flat=True))


def _postponed(group: Group) -> list[Proposal]:
    """Give the items whose last outcome, within a year, was to be postponed."""
    rows = AgendaItem.objects.filter(
        group=group,
        meeting__state=MeetingState.HELD,
        meeting__held_date__gte=group.today() - YEAR,
    ).select_related("meeting")
    last = {
        row.source_key or f"item:{row.pk}": row
        for row in rows.order_by("meeting__held_date", "meeting_id", "position")
    }
    return [
        Proposal(
            key=key,
            title=row.title,
            reason=_("postponed at the meeting of %(day)s")
            % {"day": wording.day(row.meeting.held_date, "short")},
            url=address(group.slug, "desk", "meetings", row.meeting.number),
            weight=POSTPONED_WEIGHT,
        )
        for key, row in last.items()
        if row.outcome_kind == OutcomeKind.POSTPONED
    ]


def _waiting_decisions(group: Group) -> list[Proposal]:
    """Give the decisions from which nothing has followed, the oldest of the last year first."""
    today = group.today()
    rows = open_decisions(group).filter(meeting__held_date__gte=today - YEAR)
    return [
        Proposal(
            key=f"decision:{row.pk}",
            title=row.text[:200],
            reason=_("decided on %(day)s, nothing has followed yet")
            % {"day": wording.day(row.meeting.held_date, "short")},
            url=address(group.slug, "desk", "meetings", row.meeting.number),
            weight=DECISION_WEIGHT + waited((today - row.meeting.held_date).days // 7),
        )
        for row in rows.order_by("meeting__held_date", "id")[:MOST_DECISIONS]
    ]


def plan_warnings(meeting: Meeting) -> list[str]:
    """Give sentences about what the plan still lacks: the agenda, and who of the members comes."""
    return [*_agenda_warnings(meeting), *coming_warnings(meeting, answers_to(meeting))]


def _agenda_warnings(meeting: Meeting) -> list[str]:
    agenda = agenda_of(meeting)
    if not agenda.lines:
        return [_("The agenda is still empty.")]
    return [_("The agenda is %(length)s.") % {"length": agenda.length_words}] if agenda.over else []


def coming_warnings(meeting: Meeting, answers: Answers) -> list[str]:
    """Give what quorum and balance lack (G3) if just those came who said yes; [] before the first."""
    coming = [row.membership for row in answers.having(Coming.YES)]
    if not coming:
        return []
    lacking = balance_of(meeting.group, coming, meeting.held_date).warnings
    return [_("By those who say they come: %(lack)s") % {"lack": each} for each in lacking]
