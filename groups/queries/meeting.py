"""Meetings: lists, the one door to a meeting, who came (as counts), what happened to it."""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.lifecycle import MeetingState
from groups.models import (
    AgeBand,
    Attendance,
    Decision,
    Meeting,
    MeetingPhoto,
    Sex,
    Stakeholder,
    Vulnerability,
)
from masam.audit.queries import entries_of
from masam.search.folding import shares_words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from groups.models import Group, Minutes
    from groups.models.meeting import MeetingQuerySet
    from masam.audit.models import Entry

_SOMEBODY = Q(attendance__isnull=False)
SAME_WORDS = 0.5  # of the shorter of two texts, to be about the same
LEAST_PUBLIC = 5  # no public count of persons under five (product.md R8)

PAST = {
    "meeting.logged": gettext_lazy("logged the meeting"),
    "meeting.edited": gettext_lazy("changed the meeting"),
    "meeting.published": gettext_lazy("made the meeting public"),
    "meeting.unpublished": gettext_lazy("took the meeting back from the public page"),
    "meeting.joined": gettext_lazy("added what a second log knew"),
    "attendance.opened": gettext_lazy("opened the attendance by QR"),
    "attendance.closed": gettext_lazy("closed the attendance by QR"),
    "attendance.signed": gettext_lazy("members signed in by QR"),
    "attendance.guest": gettext_lazy("guests signed in by QR"),
    "attendance.corrected": gettext_lazy("corrected the attendance"),
    "attendance.list_marked": gettext_lazy("marked a photo as the attendance list"),
    "attendance.list_unmarked": gettext_lazy("took the mark of the attendance list off a photo"),
    "minutes.drafted": gettext_lazy("began the minutes"),
    "minutes.edited": gettext_lazy("wrote on the minutes"),
    "minutes.circulated": gettext_lazy("sent the minutes round"),
    "minutes.recalled": gettext_lazy("took the minutes back to the draft"),
    "minutes.amended": gettext_lazy("proposed a change to the minutes"),
    "minutes.amendment_accepted": gettext_lazy("accepted a change to the minutes"),
    "minutes.amendment_declined": gettext_lazy("declined a change to the minutes"),
    "minutes.frozen": gettext_lazy("froze the minutes"),
    "minutes.chairs_chosen": gettext_lazy("chose the two chairs"),
    "minutes.signed": gettext_lazy("signed the minutes"),
    "minutes.corrected": gettext_lazy("wrote a correction to the minutes"),
    "meeting.planned": gettext_lazy("planned the meeting"),
    "meeting.moved": gettext_lazy("changed the plan: those invited must hear of it"),
    "meeting.cancelled": gettext_lazy("called the meeting off"),
    "meeting.held": gettext_lazy("logged what happened"),
    "meeting.heard": gettext_lazy("wrote down what was asked for and decided"),
    "meeting.invited": gettext_lazy("sent the invitations"),
    "agenda.added": gettext_lazy("put on the agenda"),
    "agenda.edited": gettext_lazy("changed an item of the agenda"),
    "agenda.removed": gettext_lazy("took off the agenda"),
    "agenda.ordered": gettext_lazy("put the agenda into another order"),
    "agenda.noted": gettext_lazy("corrected the outcomes"),
}

MERGED = {"attendance.signed", "attendance.guest"}  # many entries, one step


@dataclass(frozen=True)
class AttendanceCounts:
    """Who came, as counts. `by_sex` counts members who told their sex, and the guests."""

    by_stakeholder: dict[str, int]
    by_sex: dict[str, int]
    guests: int
    by_age: dict[str, int] = field(default_factory=dict)
    by_vulnerability: dict[str, int] = field(default_factory=dict)
    newcomers: int = 0

    @property
    def members(self) -> int:
        """Members who came."""
        return sum(self.by_stakeholder.values())

    @property
    def total(self) -> int:
        """Members and guests who came."""
        return self.members + self.guests

    def stakeholder_rows(self) -> list[tuple[str, int]]:
        """Give (name of the stakeholder, count), the largest first."""
        rows = [(str(Stakeholder(kind).label), n) for kind, n in self.by_stakeholder.items()]
        return sorted(rows, key=lambda row: (-row[1], row[0]))

    def sex_rows(self) -> list[tuple[str, int]]:
        """Give (name of the sex, count), leaving out what is zero."""
        return [(str(sex.label), self.by_sex[sex]) for sex in Sex if self.by_sex.get(sex)]

    def age_rows(self) -> list[tuple[str, int]]:
        """Give (age of members, count); small counts are put together, never shown alone."""
        named = {
            band: str(AgeBand(band).label) if band else _("age not told") for band in self.by_age
        }
        rows = [(named[band], n) for band, n in sorted(self.by_age.items())]
        return put_together(rows, _("other ages together"))

    def vulnerability_rows(self) -> list[tuple[str, str]]:
        """Give (tag, count as text); one person may carry several tags."""
        return [
            (str(tag.label), few(self.by_vulnerability[tag]))
            for tag in Vulnerability
            if self.by_vulnerability.get(tag)
        ]

    @property
    def newcomers_shown(self) -> str:
        """How many members came for the first time, as text."""
        return few(self.newcomers) if self.newcomers else ""


@dataclass(frozen=True)
class Step:
    """One line of a timeline."""

    at: datetime
    who: str
    what: str
    note: str


def attendance_counts(meeting: Meeting) -> AttendanceCounts:
    """Count who came, by one query. The only reading of `MemberTraits` here."""
    came = Attendance.objects.filter(group=meeting.group_id)
    earlier = came.filter(
        membership=OuterRef("membership"), meeting__held_date__lt=meeting.held_date
    )
    rows = came.filter(meeting=meeting).annotate(is_new=~Exists(earlier))
    traits = [f"membership__traits__{name}" for name in ("sex", "age_band", "vulnerable")]
    counted = rows.values_list("stakeholder", *traits, "is_new").annotate(count=Count("id"))
    sums: dict[str, Tally[Any]] = {
        name: Tally() for name in ("stakeholder", "sex", "age", "tags", "new")
    }
    for stakeholder, sex, age, tags, is_new, count in counted:
        sums["stakeholder"][stakeholder] += count
        sums["sex"][sex or Sex.UNDISCLOSED] += count
        sums["age"][age or ""] += count
        sums["tags"].update(dict.fromkeys(tags or (), count))
        sums["new"][is_new] += count
    sums["sex"].update({Sex.FEMALE: meeting.guests_female, Sex.MALE: meeting.guests_male})
    sums["tags"].update(
        {
            Vulnerability.HERDER: meeting.guests_herder,
            Vulnerability.DISABILITY: meeting.guests_disability,
        }
    )
    return AttendanceCounts(
        by_stakeholder=dict(sums["stakeholder"]),
        by_sex=dict(sums["sex"]),
        guests=meeting.guests,
        by_age=dict(sums["age"]),
        by_vulnerability=dict(sums["tags"]),
        newcomers=sums["new"][True],
    )


def public_attendance(counts: AttendanceCounts) -> list[tuple[str, int]]:
    """Give the rows everybody may see: no count under five, none that could be computed back."""
    rows = counts.stakeholder_rows()
    return put_together(rows + ([(_("guests"), counts.guests)] if counts.guests else []))


def put_together(rows: list[tuple[str, int]], others: str = "") -> list[tuple[str, int]]:
    """Give (name, count), the largest first, no count under five and none that can be computed.

    Small kinds are put together as `others`; when even those are too few, the next smallest
    kind joins them. Empty when fewer than five are counted in all.
    """
    shown, hidden = sorted(rows, key=lambda row: -row[1]), 0
    while shown and (shown[-1][1] < LEAST_PUBLIC or 0 < hidden < LEAST_PUBLIC):
        hidden += shown.pop()[1]
    if 0 < hidden < LEAST_PUBLIC:
        return []
    return [*shown, (others or _("others together"), hidden)] if hidden else shown


def few(count: int) -> str:
    """Give a count of people in words that recognise nobody."""
    return str(count) if count >= LEAST_PUBLIC else _("fewer than five")


def meetings_with_counts(group: Group) -> MeetingQuerySet:
    """Give the group's meetings, each with the number of members who came (`came`)."""
    rows: MeetingQuerySet = Meeting.objects.filter(group=group).select_related("group")
    return rows.annotate(came=Count("attendance"))


def last_used(group: Group, count: int = 5) -> tuple[list[str], str]:
    """Give the last different topics and the place of the last meeting."""
    rows = Meeting.objects.filter(group=group).held().order_by("-held_date", "-id")
    found = list(rows.values_list("topic", "place")[: count * 4])
    topics = list(dict.fromkeys(topic for topic, _place in found))[:count]
    return topics, found[0][1] if found else ""


def twins_of(meeting: Meeting, came: Collection[int]) -> list[Meeting]:
    """Give the meetings of that day that may be the same as one that is being logged.

    A planned one always; one that was held when the topics are alike, or when half of the
    smaller attendance came to both. `came` are ids of memberships.
    """
    rows = Meeting.objects.filter(group=meeting.group, held_date=meeting.held_date)
    rows = rows.exclude(state=MeetingState.CANCELLED).annotate(
        present=ArrayAgg("attendance__membership", default=[], filter=_SOMEBODY)
    )
    return [
        row
        for row in rows.prefetch_related("decisions").order_by("id")
        if row.state == MeetingState.PLANNED
        or _is_alike(row.topic, meeting.topic)
        or _is_shared(row.present, came)
    ]


def meetings_numbered(group: Group, numbers: Collection[str]) -> list[Meeting]:
    """Give the group's meetings of these numbers."""
    wanted = [int(number) for number in numbers if number.isdecimal()]
    rows = Meeting.objects.filter(group=group, number__in=wanted).prefetch_related("decisions")
    return list(
        rows.annotate(present=ArrayAgg("attendance__membership", default=[], filter=_SOMEBODY))
    )


def _is_alike(one: str, other: str) -> bool:
    return shares_words(one, other) >= SAME_WORDS


def _is_shared(one: Collection[int], other: Collection[int]) -> bool:
    few_came = min(len(one), len(other))
    return few_came > 0 and len({*one} & {*other}) * 2 >= few_came


def meeting_or_404(gate: Any, number: int, rows: Any = None) -> Any:
    """Give a meeting of the gate's group; the only door from a desk address to one."""
    rows = Meeting.objects.all() if rows is None else rows
    rows = rows.select_related("minutes")
    found = rows.filter(group=gate.group, number=number).first()
    if found is None:
        raise Http404
    found.group = gate.group
    return found


def meeting_with_papers(gate: Any, number: int) -> Any:
    """Give a meeting with its decisions (`papers`) and photos, by the one query of the door."""
    decisions = Decision.objects.filter(meeting=OuterRef("pk")).order_by("position")
    photos = MeetingPhoto.objects.filter(meeting=OuterRef("pk")).order_by("id")
    names = ("pk", "text", "item_id", "settled_note", "settled_at")
    said = JSONObject(**{name: name for name in names})
    rows = Meeting.objects.annotate(
        said=ArraySubquery(decisions.values_list(said)),
        shown=ArraySubquery(
            photos.values_list(JSONObject(pk="pk", name="name", is_list="is_list"))
        ),
    )
    found = meeting_or_404(gate, number, rows)
    found.papers = [Decision(group=gate.group, meeting=found, **each) for each in found.said]
    return found


def public_meeting_or_404(group: Group, number: int) -> Meeting:
    """Give a published meeting; the same 404 for one that is not public and one that never was."""
    rows = Meeting.objects.filter(group=group).published().select_related("minutes")
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def photo_or_404(meeting: Meeting, pk: int) -> MeetingPhoto:
    """Give a photo of this meeting."""
    found = MeetingPhoto.objects.filter(meeting=meeting, pk=pk).first()
    if found is None:
        raise Http404
    return found


def timeline(target: Meeting | Minutes) -> list[Step]:
    """Give what happened to the meeting or its minutes, oldest first, in plain words.

    Who signed in by the QR one after the other is one step with a count, never a name.
    """
    steps = []
    for verb, run in groupby(entries_of(target), key=lambda entry: entry.verb):
        entries = list(run)
        if verb in MERGED:
            last, note = entries[-1], f"+{len(entries)}"
            steps.append(Step(last.at, "", str(PAST[verb]), note))
            continue
        steps += [
            Step(entry.at, entry.actor_name, str(PAST.get(verb, verb)), _note(entry))
            for entry in entries
        ]
    return steps


def _note(entry: Entry) -> str:
    """Give the note of an entry, with how many came on the attendance and how many went."""
    counts = [
        text % {"n": len(entry.data[name])}
        for name, text in (("added", _("%(n)d added")), ("removed", _("%(n)d taken off")))
        if entry.data.get(name)
    ]
    if counts:
        return "; ".join(
            [_("attendance: %(counts)s") % {"counts": ", ".join(counts)}, entry.note]
        ).rstrip("; ")
    return str(entry.note)
