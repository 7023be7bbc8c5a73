"""Agendas: items put in order, taken from proposals, and what came of each (M2, M4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from groups.actions.group import touch
from groups.actions.meeting import BadMeeting, locked, set_decisions
from groups.actions.words import remember_words
from groups.lifecycle import MeetingState
from groups.models import AgendaItem, Meeting, OutcomeKind
from groups.signals import decisions_made
from masam.audit.actions import record
from masam.ui.addresses import without_prefix
from masam.wire.errors import StaleVersion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groups.models import Membership
    from groups.queries import Proposal

MOST_ITEMS = 40
MOST_MINUTES = 720


class BadItem(BadMeeting):
    """A rule about agendas says no; `field` names the field of the form."""


@dataclass(frozen=True)
class Outcome:
    """What came of an item; with the kind "decided" every line of the text is a decision."""

    kind: str = ""
    text: str = ""

    @property
    def decisions(self) -> list[str]:
        """The lines that are decisions."""
        if self.kind != OutcomeKind.DECIDED:
            return []
        return [text for line in self.text.splitlines() if (text := " ".join(line.split()))]


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    actor: Any,
    title: str,
    minutes: int = 10,
    detail: str = "",
    speaker: Membership | None = None,
    speaker_name: str = "",
    proposal: Proposal | None = None,
) -> AgendaItem:
    """Put an item at the end of the agenda; `proposal` is what it was taken from.

    Raises `BadItem` without a title, for a length under 1 or over 720 minutes, for the 41st item,
    for what stands on the agenda already, and unless the meeting is planned.
    """
    meeting = _planned(meeting)
    rows = AgendaItem.objects.filter(group=meeting.group, meeting=meeting)
    if rows.count() >= MOST_ITEMS:
        raise BadItem(_("An agenda has at most %(most)d items.") % {"most": MOST_ITEMS})
    if proposal and rows.filter(source_key=proposal.key).exists():
        raise BadItem(_("This stands on the agenda already."))
    last = rows.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem(group=meeting.group, meeting=meeting, position=last + 1)
    if proposal:
        item.source_key, item.source_label = proposal.key, str(proposal.reason)[:200]
        item.source_url = without_prefix(proposal.url)[:300]
    _write(item, title, minutes, detail, speaker, speaker_name)
    return _changed(item, "agenda.added", actor)


@transaction.atomic
def edit_item(
    item: AgendaItem,
    *,
    actor: Any,
    mark: str,
    title: str,
    minutes: int = 10,
    detail: str = "",
    speaker: Membership | None = None,
    speaker_name: str = "",
) -> AgendaItem:
    """Change an item. `mark` is that of the text the form was filled in from.

    Raises `StaleVersion` with what now stands, and `BadItem` as `add_item` does.
    """
    meeting = _planned(item.meeting)
    item = _items(meeting).select_related("speaker").get(pk=item.pk)
    if item.mark != mark:
        sentence = _("Somebody else changed this item meanwhile. Both texts stand below.")
        raise StaleVersion(sentence, theirs=_texts(item))
    item.meeting = meeting
    _write(item, title, minutes, detail, speaker, speaker_name)
    return _changed(item, "agenda.edited", actor)


@transaction.atomic
def remove_item(item: AgendaItem, *, actor: Any) -> Meeting:
    """Take an item off the agenda; the others close up. Raises `BadItem` unless it is planned."""
    meeting = _planned(item.meeting)
    record("agenda.removed", actor=actor, target=meeting, note=item.title)
    _items(meeting).filter(pk=item.pk).delete()
    _place(list(_items(meeting)))
    remember_words(meeting)
    touch(meeting.group)
    return meeting


@transaction.atomic
def move_item(item: AgendaItem, *, actor: Any, up: bool) -> AgendaItem:
    """Move an item by one place. At the end it stays where it is. Raises `BadItem`."""
    meeting = _planned(item.meeting)
    rows = list(_items(meeting))
    at = next(at for at, row in enumerate(rows) if row.pk == item.pk)
    other = at - 1 if up else at + 1
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
        _ordered(meeting, rows, actor)
    return item


@transaction.atomic
def order_items(meeting: Meeting, *, actor: Any, order: Sequence[int]) -> Meeting:
    """Put the items into the order of their ids; what is not named follows behind as it stood.

    Raises `BadItem` for the id of something else, and unless the meeting is planned.
    """
    meeting = _planned(meeting)
    known = {row.pk: row for row in _items(meeting)}
    if not set(order) <= known.keys():
        raise BadItem(_("The agenda has changed meanwhile. Please put it in order again."))
    rows = [known.pop(pk) for pk in dict.fromkeys(order)]
    _ordered(meeting, [*rows, *known.values()], actor)
    return meeting


@transaction.atomic
def note_outcomes(meeting: Meeting, *, actor: Any, outcomes: Mapping[int, Outcome]) -> Meeting:
    """Correct what came of the items of a meeting that was held; `outcomes` are by their ids.

    Raises `BadItem` before it was held, and for "decided" without a decision.
    """
    meeting = locked(meeting)
    if meeting.state != MeetingState.HELD:
        raise BadItem(_("Outcomes can be written down when the meeting was held."))
    beside = meeting.decisions.filter(item=None).values_list("text", flat=True)
    set_outcomes(meeting, outcomes, others=list(beside))
    meeting.version += 1
    meeting.save(update_fields=["version"])
    remember_words(meeting)
    record("agenda.noted", actor=actor, target=meeting)
    touch(meeting.group)
    return meeting


def set_outcomes(
    meeting: Meeting, outcomes: Mapping[int, Outcome], *, others: Sequence[str]
) -> None:
    """Write the outcomes, make their decisions in the order of the agenda, then the `others`.

    Items that are not named keep their outcome. Raises `BadItem` for "decided" without a line.
    """
    lines: list[tuple[str, AgendaItem | None]] = []
    for item in _items(meeting).prefetch_related("decisions"):
        outcome = outcomes.get(item.pk)
        if outcome is None:
            lines += [(row.text, item) for row in item.decisions.all()]
            continue
        _note(item, outcome)
        lines += [(text, item) for text in outcome.decisions]
    lines += [(text, None) for text in others]
    rows = set_decisions(meeting, [text for text, _item in lines], [item for _text, item in lines])
    decisions_made.send(sender=Meeting, meeting=meeting, decisions=[r for r in rows if r.item])


def _note(item: AgendaItem, outcome: Outcome) -> None:
    if outcome.kind == OutcomeKind.DECIDED and not outcome.decisions:
        raise BadItem(_("Please write what was decided."), field=f"outcome_{item.pk}")
    item.outcome_kind = outcome.kind
    # What was decided stands in the decisions, and nowhere twice.
    item.outcome = "" if outcome.decisions else outcome.text.strip()
    item.save(update_fields=["outcome_kind", "outcome"])


def _planned(meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    if meeting.state != MeetingState.PLANNED:
        raise BadItem(_("The agenda can be changed only while the meeting is planned."))
    return meeting


def _items(meeting: Meeting) -> Any:
    rows = AgendaItem.objects.filter(group=meeting.group, meeting=meeting)
    return rows.order_by("position", "id")


def _texts(item: AgendaItem) -> dict[str, str]:
    return {
        "title": item.title,
        "minutes": str(item.minutes),
        "speaker": item.speaker.name if item.speaker else "",
        "speaker_name": item.speaker_name,
        "detail": item.detail,
    }


def _write(
    item: AgendaItem, title: str, minutes: int, detail: str, speaker: Any, speaker_name: str
) -> None:
    item.title = " ".join(title.split())
    if not item.title:
        raise BadItem(_("Please write what the item is about."), field="title")
    if not 1 <= minutes <= MOST_MINUTES:
        raise BadItem(_("An item takes between 1 minute and 12 hours."), field="minutes")
    item.minutes, item.detail = minutes, detail.strip()
    item.speaker = speaker
    item.speaker_name = "" if speaker else speaker_name.strip()
    item.save()


def _changed(item: AgendaItem, verb: str, actor: Any) -> AgendaItem:
    record(verb, actor=actor, target=item.meeting, note=item.title)
    remember_words(item.meeting)
    touch(item.meeting.group)
    return item


def _ordered(meeting: Meeting, rows: list[AgendaItem], actor: Any) -> None:
    _place(rows)
    record("agenda.ordered", actor=actor, target=meeting)
    touch(meeting.group)


def _place(rows: list[AgendaItem]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position
    AgendaItem.objects.bulk_update(rows, ["position"])
