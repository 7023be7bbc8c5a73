"""Meetings: logged after the fact, corrected, made public and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions.group import touch
from groups.actions.words import remember_words
from groups.lifecycle import MEETING, MeetingState
from groups.models import Attendance, Counter, Decision, Meeting, MeetingKind, MeetingPhoto
from groups.queries.meeting import twins_of
from groups.signals import meeting_changed
from masam.attachments.actions import attach
from masam.audit.actions import record
from masam.search.folding import fold
from masam.wire.errors import DomainError, StaleVersion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, time
    from uuid import UUID

    from groups.models import AgendaItem, Group, Membership
    from masam.attachments.checks import CleanFile

MOST_YEARS_AGO = 2
GUESTS = ("female", "male", "young", "herder", "disability")  # columns guests_<name>
JOINABLE = ("attendance", "guests", "decisions", "photos")
PARTS_OF_GUESTS = ("young", "herder", "disability")  # each at most female + male


class BadMeeting(DomainError):
    """A rule about meetings says no; `field` names the field of the form."""


class SameMeeting(DomainError):
    """What is to be logged may be a meeting that stands already. `twins` are those."""

    def __init__(self, twins: list[Meeting]) -> None:
        super().__init__(
            _("There is a meeting of this day already. Is it the same one?"), field="same"
        )
        self.twins = twins


@transaction.atomic
def log_meeting(  # noqa: PLR0913 - reason: the words of the form, all by name
    group: Group,
    *,
    actor: Any,
    held_date: date,
    topic: str,
    place: str = "",
    attended: Iterable[Membership] = (),
    guests: Mapping[str, int] | None = None,
    decisions: Sequence[str] = (),
    photos: Iterable[CleanFile] = (),
    kind: str = MeetingKind.REGULAR,
    starts_at: time | None = None,
    notes: str = "",
    is_closed: bool = False,
    client_key: UUID | None = None,
    beside: Collection[int] | None = None,
) -> Meeting:
    """Log a meeting that took place (M1).

    `beside` holds the numbers of meetings that a person has looked at and called another one;
    any other that may be the same raises `SameMeeting`. None (imports) does not look.

    `guests` counts people by the names in `GUESTS`; young, herder and disability are parts of
    female + male. A repeat with the same `client_key` gives the meeting logged first. Raises
    `BadMeeting` for a day in the future or more than two years ago, for no topic, for more
    young guests (herders ...) than guests, and when nobody came at all.
    """
    known = _logged_before(group, client_key)
    if known is not None:
        return known
    meeting = Meeting(
        group=group,
        kind=kind,
        held_date=held_date,
        starts_at=starts_at,
        topic=topic.strip(),
        place=place.strip(),
        notes=notes,
        is_closed=is_closed,
        logged_by=actor,
        client_key=client_key,
    )
    came = list(attended)
    set_guests(meeting, guests)
    check(meeting, came)
    try:
        with transaction.atomic():
            # The counter's row is locked from here on: of two who log at once one sees the other.
            meeting.number = Counter.next_number(group.pk, "meeting")
            if beside is not None:
                _refuse_twin(meeting, came, beside)
            meeting.save()
    except IntegrityError:
        known = _logged_before(group, client_key)
        if known is None:
            raise
        return known
    set_attendance(meeting, came)
    set_decisions(meeting, decisions)
    add_photos(meeting, photos, actor)
    remember_words(meeting)
    record("meeting.logged", actor=actor, target=meeting, group=group, data={"came": len(came)})
    meeting_changed.send(sender=Meeting, meeting=meeting, before=None)
    touch(group)
    return meeting


@transaction.atomic
def edit_meeting(  # noqa: PLR0913 - reason: the words of the form, all by name
    meeting: Meeting,
    *,
    actor: Any,
    version: int,
    held_date: date,
    topic: str,
    place: str = "",
    attended: Iterable[Membership] = (),
    guests: Mapping[str, int] | None = None,
    decisions: Sequence[str] = (),
    photos: Iterable[CleanFile] = (),
    kind: str = MeetingKind.REGULAR,
    starts_at: time | None = None,
    notes: str = "",
    is_closed: bool = False,
) -> Meeting:
    """Correct a meeting. `version` is the one the form was filled in from.

    Raises `StaleVersion` with what now stands, `BadMeeting` as `log_meeting` does, and for a meeting that was
    not held, when a public meeting is to be closed or a decision goes that something else is tied to.
    """
    meeting = locked(meeting)
    if meeting.version != version:
        sentence = _("Somebody else changed this meeting meanwhile. Both texts stand below.")
        raise StaleVersion(sentence, theirs=_texts(meeting))
    if meeting.state != MeetingState.HELD:
        raise BadMeeting(_("Only a meeting that was held can be corrected; change the plan."))
    before = counted(meeting)
    meeting.held_date, meeting.starts_at, meeting.kind = held_date, starts_at, kind
    meeting.topic, meeting.place, meeting.notes = topic.strip(), place.strip(), notes
    meeting.is_closed = is_closed
    came = list(attended)
    set_guests(meeting, guests)
    check(meeting, came)
    meeting.version += 1
    meeting.save()
    changes = set_attendance(meeting, came)
    set_decisions(meeting, decisions)
    add_photos(meeting, photos, actor)
    remember_words(meeting)
    record("meeting.edited", actor=actor, target=meeting, group=meeting.group, data=changes)
    meeting_changed.send(sender=Meeting, meeting=meeting, before=before)
    touch(meeting.group)
    return meeting


@transaction.atomic
def publish_meeting(meeting: Meeting, *, actor: Any) -> Meeting:
    """Make a meeting public: counts and decisions, no citizen's name. Twice is once.

    A planned one is announced: topic, day, place and agenda. Raises `BadMeeting` for a closed
    one and one that was called off.
    """
    meeting = locked(meeting)
    if meeting.is_closed:
        raise BadMeeting(_("This meeting was closed to the public; it stays with the group."))
    if meeting.published_at is not None:
        return meeting
    if meeting.state == MeetingState.CANCELLED:
        raise BadMeeting(_("This meeting was called off; there is nothing to announce."))
    return _set_published(meeting, timezone.now(), "meeting.published", actor)


@transaction.atomic
def unpublish_meeting(meeting: Meeting, *, actor: Any, note: str = "") -> Meeting:
    """Take a meeting back from the public page. Twice is once."""
    meeting = locked(meeting)
    if meeting.published_at is None:
        return meeting
    return _set_published(meeting, None, "meeting.unpublished", actor, note)


@transaction.atomic
def join_meeting(
    meeting: Meeting,
    *,
    actor: Any,
    parts: Collection[str],
    attended: Iterable[Membership] = (),
    guests: Mapping[str, int] | None = None,
    decisions: Sequence[str] = (),
    photos: Iterable[CleanFile] = (),
) -> Meeting:
    """Add to a meeting what a second log of it knew; a person has said that it is the same.

    `parts` names what is taken over: of `JOINABLE`. Attendance and decisions are only added to;
    the guests of the second log take the place of the first. A planned meeting becomes held.
    """
    meeting = locked(meeting)
    before = counted(meeting)
    if meeting.state == MeetingState.PLANNED:
        MEETING.apply(meeting, "hold")
    came = [row.membership for row in meeting.attendance.select_related("membership")]
    if "attendance" in parts:
        came += [row for row in attended if row not in came]
    if "guests" in parts:
        set_guests(meeting, guests)
    check(meeting, came)
    meeting.version += 1
    meeting.save()
    changes = set_attendance(meeting, came)
    if "decisions" in parts:
        _add_decisions(meeting, decisions)
    if "photos" in parts:
        add_photos(meeting, photos, actor)
    remember_words(meeting)
    data = {**changes, "parts": sorted(parts)}
    record("meeting.joined", actor=actor, target=meeting, group=meeting.group, data=data)
    meeting_changed.send(sender=Meeting, meeting=meeting, before=before)
    touch(meeting.group)
    return meeting


def _add_decisions(meeting: Meeting, lines: Sequence[str]) -> None:
    """Put behind the decisions that stand those that do not, whatever their case."""
    stand = list(meeting.decisions.values_list("text", flat=True))
    known = {fold(text) for text in stand}
    set_decisions(meeting, [*stand, *(line for line in lines if fold(line) not in known)])


def _refuse_twin(meeting: Meeting, came: list[Membership], beside: Collection[int]) -> None:
    twins = twins_of(meeting, [row.pk for row in came])
    unseen = [row for row in twins if row.number not in beside]
    if unseen:
        raise SameMeeting(unseen)


def _set_published(meeting: Meeting, moment: Any, verb: str, actor: Any, note: str = "") -> Meeting:
    before = counted(meeting)
    meeting.published_at = moment
    meeting.save(update_fields=["published_at"])
    record(verb, actor=actor, target=meeting, group=meeting.group, note=note)
    meeting_changed.send(sender=Meeting, meeting=meeting, before=before)
    touch(meeting.group)
    return meeting


def locked(meeting: Meeting) -> Meeting:
    """Give the row as it stands, locked until the transaction ends."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    row.group = meeting.group
    return row


def _logged_before(group: Group, client_key: UUID | None) -> Meeting | None:
    if client_key is None:
        return None
    return Meeting.objects.filter(group=group, client_key=client_key).first()


def counted(meeting: Meeting) -> dict[str, Any]:
    """What roll-ups count, before a change; `members` is how many members came."""
    return meeting.counted() | {"members": meeting.attendance.count()}


def _texts(meeting: Meeting) -> dict[str, str]:
    """What now stands, by the names of the form's fields."""
    return {
        "held_date": meeting.held_date.isoformat(),
        "topic": meeting.topic,
        "place": meeting.place,
        "decisions": "\n".join(decision.text for decision in meeting.decisions.all()),
        "notes": meeting.notes,
    }


def check(meeting: Meeting, came: list[Membership]) -> None:
    """Raise `BadMeeting` where the record of a meeting that was held makes no sense."""
    today = meeting.group.today()
    if not meeting.topic:
        raise BadMeeting(_("Please write what the meeting was about."), field="topic")
    if meeting.held_date > today:
        raise BadMeeting(
            _("This day is still to come. Please write the day of the meeting."), field="held_date"
        )
    if meeting.held_date < today.replace(year=today.year - MOST_YEARS_AGO, day=1):
        raise BadMeeting(
            _("This day is more than two years ago. Please check the year."), field="held_date"
        )
    for name in PARTS_OF_GUESTS:
        _check_part(meeting, f"guests_{name}")
    if not came and not meeting.guests:
        raise BadMeeting(
            _("Nobody came by this form. Please tick who came, or write the number of guests."),
            field="attended",
        )
    if meeting.is_closed and meeting.published_at is not None:
        raise BadMeeting(
            _("The meeting is public. Please take it back from the public page first."),
            field="is_closed",
        )


def _check_part(meeting: Meeting, column: str) -> None:
    if getattr(meeting, column) > meeting.guests:
        raise BadMeeting(
            _("These are more than the guests in all (%(guests)d).") % {"guests": meeting.guests},
            field=column,
        )


def set_guests(meeting: Meeting, guests: Mapping[str, int] | None) -> None:
    """Write the guests down; what is not given is none."""
    given = guests or {}
    unknown = given.keys() - set(GUESTS)
    if unknown:
        message = f"unknown kinds of guests: {sorted(unknown)}"
        raise ValueError(message)
    for name in GUESTS:
        setattr(meeting, f"guests_{name}", given.get(name) or 0)


def set_attendance(meeting: Meeting, came: list[Membership]) -> dict[str, list[int]]:
    """Keep a tick with the stakeholder of that day; add the new ones; take the others away.

    Gives who was added and who was removed (ids of memberships), for the trace; {} for nobody.
    """
    ticked = {membership.pk: membership for membership in came}
    rows = Attendance.objects.filter(group=meeting.group, meeting=meeting)
    stood = set(rows.values_list("membership_id", flat=True))
    rows.exclude(membership__in=ticked).delete()
    added = [row for pk, row in ticked.items() if pk not in stood]
    Attendance.objects.bulk_create(
        Attendance(
            group=meeting.group, meeting=meeting, membership=row, stakeholder=row.stakeholder
        )
        for row in added
    )
    changes = {"added": sorted(row.pk for row in added), "removed": sorted(stood - ticked.keys())}
    return {name: keys for name, keys in changes.items() if keys}


def set_decisions(
    meeting: Meeting, lines: Sequence[str], items: Sequence[AgendaItem | None] | None = None
) -> list[Decision]:
    """Give the meeting these decisions in this order; returns their rows.

    A line that stands already keeps its row, and so what is tied to it; of the rest, changed
    lines take over the rows of the lines they replace, in order. `items` are the items of the
    agenda on which the lines were decided; without them every row keeps the item it has.
    """
    wanted = [
        (text, item)
        for line, item in zip(lines, items or [None] * len(lines), strict=True)
        if (text := " ".join(line.split()))
    ]
    free = list(meeting.decisions.all())
    rows: list[Decision | None] = []
    for text, item in wanted:
        same = [row for row in free if row.text == text]
        own = [row for row in same if items and row.item_id == getattr(item, "pk", None)]
        found = next(iter([*own, *same]), None)
        if found is not None:
            free.remove(found)
        rows.append(found)
    made = []
    for position, ((text, item), row) in enumerate(zip(wanted, rows, strict=True), start=1):
        taken = row or (free.pop(0) if free else Decision(group=meeting.group, meeting=meeting))
        taken.text, taken.position = text, position
        if items is not None:
            taken.item = item
        taken.save()
        made.append(taken)
    _drop_decisions(free)
    return made


def _drop_decisions(rows: list[Decision]) -> None:
    for row in rows:
        try:
            row.delete()
        except ProtectedError as error:
            raise BadMeeting(
                _("“%(decision)s” cannot go: a joint action or an issue is tied to it.")
                % {"decision": row.text},
                field="decisions",
            ) from error


def add_photos(
    meeting: Meeting, photos: Iterable[CleanFile], actor: Any, *, is_list: bool = False
) -> None:
    """Store photos of the meeting, or with `is_list` of its paper attendance list."""
    for clean in photos:
        attach(
            MeetingPhoto,
            clean,
            group=meeting.group,
            actor=actor,
            meeting=meeting,
            is_list=is_list,
        )
