"""Minutes: the one door to them, what they say, and whether what was frozen still stands.

The canonical form, over which the SHA-256 is computed (docs/decisions.md says why): JSON of the
keys of `_record`, sorted, without spaces, in UTF-8; texts in Unicode NFC with `\\n` line ends and
no white space at the end of a line. Members stand in it by their id, not by their name.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter as Tally
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from groups.models import (
    AgendaItem,
    Amendment,
    AmendmentState,
    Attendance,
    Decision,
    Meeting,
    Membership,
    Minutes,
    OutcomeKind,
)
from groups.permissions import may_read_minutes
from groups.queries.meeting import AttendanceCounts
from masam.ui import wording
from masam.wire.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from groups.models import Group

FORM = "masam-minutes-1"
GUESTS = ("female", "male", "young", "herder", "disability")


@dataclass(frozen=True)
class AgendaEntry:
    """One item of an agenda with what came of it ("" while nothing did)."""

    title: str
    kind: str = ""
    outcome: str = ""

    @property
    def kind_shown(self) -> str:
        """The kind of the outcome in the reader's language."""
        return str(OutcomeKind(self.kind).label) if self.kind else ""


@dataclass(frozen=True)
class Contents:
    """What the minutes say beside their text: live until they are frozen, then as sealed."""

    topic: str
    place: str
    held_date: date
    agenda: tuple[AgendaEntry, ...]
    decisions: tuple[str, ...]
    came: AttendanceCounts
    member_ids: frozenset[int]


def agenda_entries(meeting: Meeting) -> list[AgendaEntry]:
    """Give the meeting's agenda in its order; [] where nobody made one. One query, or none
    when `meeting.agenda` was fetched with it."""
    return [
        AgendaEntry(item.title, item.outcome_kind, item.outcome) for item in meeting.agenda.all()
    ]


def minutes_or_404(gate: Any, number: int) -> Minutes:
    """Give the minutes of a meeting of the gate's group; the only door from a desk address."""
    found = minutes_for(gate, number)
    if found is None:
        raise Http404
    return found


def minutes_for(gate: Any, number: int) -> Minutes | None:
    """Give the minutes of a meeting, or None while nobody began them.

    Raises `NotAllowed` for officers who were not there.
    """
    found = minutes_of(gate.group, number)
    verdict = may_read_minutes(gate, found) if found else gate.verdict("meeting.read")
    if not verdict:
        raise NotAllowed(verdict.reason)
    return found


def minutes_of(group: Group, number: int) -> Minutes | None:
    """Give the minutes of a meeting by its number, or None while nobody began them."""
    found = _minutes(group).filter(meeting__number=number).first()
    return _with_group(found, group) if found else None


def public_minutes_or_404(group: Group, number: int) -> Minutes:
    """Give signed minutes of a published meeting; the same 404 for all others."""
    rows = _minutes(group).filter(meeting__number=number, meeting__published_at__isnull=False)
    found = rows.filter(signed_at__isnull=False).first()
    if found is None:
        raise Http404
    return _with_group(found, group)


def _minutes(group: Group) -> QuerySet[Minutes]:
    rows = Minutes.objects.filter(group=group)
    found: QuerySet[Minutes] = rows.select_related("meeting", "government_chair", "civil_chair")
    return found


def _with_group(minutes: Minutes, group: Group) -> Minutes:
    minutes.group = minutes.meeting.group = group
    return minutes


def amendment_or_404(minutes: Minutes, pk: int) -> Amendment:
    """Give a proposal to change these minutes."""
    found = minutes.amendments.select_related("membership__user").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.minutes = minutes
    return found


def open_amendments(minutes: Minutes) -> QuerySet[Amendment]:
    """Give the proposals that wait for an answer."""
    found: QuerySet[Amendment] = minutes.amendments.filter(state=AmendmentState.OPEN)
    return found


def those_who_came(meeting: Meeting) -> QuerySet[Membership]:
    """Give the members who came, in the Mongolian order of names. For the group's own copy."""
    came = Attendance.objects.filter(group=meeting.group_id, meeting=meeting)
    return _members(meeting.group, came.values("membership"))


def members_of(minutes: Minutes, contents: Contents) -> QuerySet[Membership]:
    """Give the members whom the minutes count as present, in the Mongolian order of names."""
    return _members(minutes.group, contents.member_ids)


def _members(group: Group, keys: Any) -> QuerySet[Membership]:
    rows = Membership.objects.filter(group=group, pk__in=keys).select_related("user")
    found: QuerySet[Membership] = rows.order_by("sort_key", "id")
    return found


# --- what they say ---------------------------------------------------------------------------


def drafted_text(meeting: Meeting, language: str) -> str:
    """Give the first text of minutes: the agenda with its outcomes, else topic and notes."""
    with translation.override(language):
        day = wording.day(meeting.held_date)
        parts = [f"# {_('Opening')}", f"{day}{', ' if meeting.place else ''}{meeting.place}."]
        lines = agenda_entries(meeting)
        for number, line in enumerate(lines, start=1):
            parts += [
                f"# {number}. {line.title}",
                line.outcome or line.kind_shown or _("What was said:"),
            ]
        if not lines:
            parts += [f"# {meeting.topic}", meeting.notes or _("What was said:")]
        for title, words in (
            (_("What the group asked for"), meeting.asked),
            (_("What was answered"), meeting.decided),
        ):
            parts += [f"# {title}", words] if words else []
        return "\n\n".join(parts)


def contents_of(minutes: Minutes) -> Contents:
    """Give what the minutes say beside their text. One query while they are not frozen."""
    record = json.loads(minutes.sealed or sealed_form(minutes))
    guests = record["guests"]
    return Contents(
        topic=record["topic"],
        place=record["place"],
        held_date=date.fromisoformat(record["held_date"]),
        agenda=tuple(AgendaEntry(**line) for line in record["agenda"]),
        decisions=tuple(record["decisions"]),
        came=AttendanceCounts(
            by_stakeholder=dict(Tally(stakeholder for _pk, stakeholder in record["attended"])),
            by_sex={},
            guests=guests["female"] + guests["male"],
        ),
        member_ids=frozenset(pk for pk, _stakeholder in record["attended"]),
    )


def changed_since(minutes: Minutes) -> bool:
    """Tell whether the meeting's own page says something else than the frozen minutes do."""
    if not minutes.sealed:
        return False
    return bool(sealed_form(minutes) != minutes.sealed)


def blocks_of(text: str) -> list[tuple[str, list[str]]]:
    """Give a text as ("heading" | "list" | "text", lines), for the page and the PDF."""
    blocks: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        words = line.strip()
        if words.startswith("# "):
            blocks.append(("heading", [words[2:].strip()]))
        elif words.startswith("- "):
            _last(blocks, "list").append(words[2:].strip())
        elif words:
            _last(blocks, "text").append(words)
        else:
            blocks.append(("gap", []))
    return [(kind, lines) for kind, lines in blocks if lines]


def _last(blocks: list[tuple[str, list[str]]], kind: str) -> list[str]:
    if not blocks or blocks[-1][0] != kind:
        blocks.append((kind, []))
    return blocks[-1][1]


# --- the seal --------------------------------------------------------------------------------


def sealed_form(minutes: Minutes) -> str:
    """Give the canonical form of the minutes as they stand now (see the module)."""
    return sealed_forms([minutes])[0]


def sealed_forms(rows: Sequence[Minutes]) -> list[str]:
    """Give the canonical forms of minutes of one group, by one query."""
    papers = _papers([row.meeting for row in rows])
    return [
        json.dumps(
            _record(row, papers[row.meeting_id]),
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        for row in rows
    ]


def hash_of(sealed: str) -> str:
    """Give the SHA-256 of a canonical form, in hex."""
    return hashlib.sha256(sealed.encode()).hexdigest()


def is_intact(minutes: Minutes) -> bool:
    """Compute the hash anew and compare: with the one kept, and the sealed text with the shown."""
    if not minutes.sealed or hash_of(minutes.sealed) != minutes.sha256:
        return False
    record = json.loads(minutes.sealed)
    return bool(
        record["text_mn"] == plain(minutes.text_mn)
        and record["text_en"] == plain(minutes.text_en)
        and all(row.sha256 == minutes.sha256 for row in minutes.signatures.all())
    )


def plain(text: str) -> str:
    """Give a text in the one way it is written in the canonical form."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _record(minutes: Minutes, papers: dict[str, Any]) -> dict[str, Any]:
    """Give what is sealed, as it stands now."""
    meeting = minutes.meeting
    return {
        "form": FORM,
        "group": minutes.group.slug,
        "meeting": meeting.number,
        "kind": meeting.kind,
        "held_date": meeting.held_date.isoformat(),
        "topic": plain(meeting.topic),
        "place": plain(meeting.place),
        "language": minutes.language,
        "text_mn": plain(minutes.text_mn),
        "text_en": plain(minutes.text_en),
        "agenda": [
            {"title": plain(title), "kind": kind, "outcome": plain(outcome)}
            for title, kind, outcome in papers["items"]
        ],
        "decisions": [plain(text) for text in papers["said"]],
        "attended": sorted([int(pk), stakeholder] for pk, stakeholder in papers["came"]),
        "guests": {name: getattr(meeting, f"guests_{name}") for name in GUESTS},
    }


def _papers(meetings: Sequence[Meeting]) -> dict[int, dict[str, Any]]:
    """Give agenda, decisions and attendance of meetings of one group by one query, by their ids."""
    here = {"meeting": OuterRef("pk")}
    items = AgendaItem.objects.filter(**here).order_by("position", "id")
    said = Decision.objects.filter(**here).order_by("position", "id")
    came = Attendance.objects.filter(**here)
    wanted = Meeting.objects.filter(group=meetings[0].group_id, pk__in=[row.pk for row in meetings])
    rows = wanted.annotate(
        items=ArraySubquery(
            items.values_list(JSONObject(t="title", k="outcome_kind", o="outcome"))
        ),
        said=ArraySubquery(said.values_list("text")),
        came=ArraySubquery(came.values_list(JSONObject(m="membership", s="stakeholder"))),
    )
    return {
        row["pk"]: {
            "items": [(item["t"], item["k"], item["o"]) for item in row["items"]],
            "said": row["said"],
            "came": [(each["m"], each["s"]) for each in row["came"]],
        }
        for row in rows.values("pk", "items", "said", "came")
    }
