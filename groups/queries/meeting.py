"""Meetings: lists, the one door to a meeting, who came (as counts), what happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.models import Attendance, Decision, Meeting, MeetingPhoto, Sex, Stakeholder
from masam.audit.queries import entries_of

if TYPE_CHECKING:
    from datetime import datetime

    from groups.models import Group
    from groups.models.meeting import MeetingQuerySet

LEAST_PUBLIC = 5  # no public count of persons under five (product.md R8)

PAST = {
    "meeting.logged": gettext_lazy("logged the meeting"),
    "meeting.edited": gettext_lazy("changed the meeting"),
    "meeting.published": gettext_lazy("made the meeting public"),
    "meeting.unpublished": gettext_lazy("took the meeting back from the public page"),
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


@dataclass(frozen=True)
class AttendanceCounts:
    """Who came, as counts. `by_sex` counts members who told their sex, and the guests."""

    by_stakeholder: dict[str, int]
    by_sex: dict[str, int]
    guests: int

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


@dataclass(frozen=True)
class Step:
    """One line of a timeline."""

    at: datetime
    who: str
    what: str
    note: str


def attendance_counts(meeting: Meeting) -> AttendanceCounts:
    """Count who came by stakeholder and by sex. The only reading of `MemberTraits` here."""
    rows = Attendance.objects.filter(group=meeting.group_id, meeting=meeting).values_list(
        "stakeholder", "membership__traits__sex"
    )
    by_stakeholder: dict[str, int] = {}
    by_sex: dict[str, int] = {Sex.FEMALE: meeting.guests_female, Sex.MALE: meeting.guests_male}
    for stakeholder, sex, count in rows.annotate(count=Count("id")):
        by_stakeholder[stakeholder] = by_stakeholder.get(stakeholder, 0) + count
        told = sex or Sex.UNDISCLOSED
        by_sex[told] = by_sex.get(told, 0) + count
    return AttendanceCounts(by_stakeholder, by_sex, meeting.guests)


def public_attendance(counts: AttendanceCounts) -> list[tuple[str, int]]:
    """Give the rows everybody may see: no count under five, none that could be computed back.

    Small kinds are put together as "others"; when even those are too few, the next smallest
    kind joins them. Empty when fewer than five people came in all.
    """
    rows = counts.stakeholder_rows()
    rows += [(_("guests"), counts.guests)] if counts.guests else []
    rows.sort(key=lambda row: -row[1])
    shown, hidden = list(rows), 0
    while shown and (shown[-1][1] < LEAST_PUBLIC or 0 < hidden < LEAST_PUBLIC):
        hidden += shown.pop()[1]
    if 0 < hidden < LEAST_PUBLIC:
        return []
    return [*shown, (_("others together"), hidden)] if hidden else shown


def meetings_with_counts(group: Group) -> MeetingQuerySet:
    """Give the group's meetings, each with the number of members who came (`came`)."""
    rows: MeetingQuerySet = Meeting.objects.filter(group=group)
    return rows.annotate(came=Count("attendance"))


def last_used(group: Group, count: int = 5) -> tuple[list[str], str]:
    """Give the last different topics and the place of the last meeting."""
    rows = Meeting.objects.filter(group=group).held().order_by("-held_date", "-id")
    found = list(rows.values_list("topic", "place")[: count * 4])
    topics = list(dict.fromkeys(topic for topic, _place in found))[:count]
    return topics, found[0][1] if found else ""


def meeting_or_404(gate: Any, number: int, rows: Any = None) -> Any:
    """Give a meeting of the gate's group; the only door from a desk address to one."""
    rows = Meeting.objects.all() if rows is None else rows
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
        shown=ArraySubquery(photos.values_list(JSONObject(pk="pk", name="name"))),
    )
    found = meeting_or_404(gate, number, rows)
    found.papers = [Decision(group=gate.group, meeting=found, **each) for each in found.said]
    return found


def public_meeting_or_404(group: Group, number: int) -> Meeting:
    """Give a published meeting; the same 404 for one that is not public and one that never was."""
    found = Meeting.objects.filter(group=group, number=number).published().first()
    if found is None:
        raise Http404
    return found


def photo_or_404(meeting: Meeting, pk: int) -> MeetingPhoto:
    """Give a photo of this meeting."""
    found = MeetingPhoto.objects.filter(meeting=meeting, pk=pk).first()
    if found is None:
        raise Http404
    return found


def timeline(meeting: Meeting) -> list[Step]:
    """Give what happened to the meeting, oldest first, in plain words."""
    return [
        Step(entry.at, entry.actor_name, str(PAST.get(entry.verb, entry.verb)), entry.note)
        for entry in entries_of(meeting)
    ]
