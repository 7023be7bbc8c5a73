"""What goes out as a file: tables of answers, decisions and members, minutes as paper."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groups.models import AgeBand, Membership, Role, Sex, Side, Stakeholder, Vulnerability
from groups.queries import answers_to, blocks_of, public_attendance
from groups.queries.member_table import TableRow
from masam.organisations.queries import organisations_in
from masam.places.models.names import fold
from masam.spreadsheets.resources import TableResource, read_table
from masam.ui import wording
from masam.ui.addresses import active_language, address
from masam.ui.fonts import font_folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from groups.models import (
        Agreement,
        Decision,
        Meeting,
        MeetingInvitation,
        Minutes,
        Project,
        Recognition,
        Team,
        Trainer,
        Training,
    )
    from groups.queries import TookPart
    from groups.queries.minutes import Contents
    from masam.organisations.models import Organisation
    from masam.spreadsheets.actions import Fault

QUESTIONS = Path(__file__).parent / "assessment.csv"

MINUTES_PAGE = settings.ROOT / "templates" / "groups" / "typst" / "minutes.typ"


def read_questions(edition: int) -> list[dict[str, Any]]:
    """Give the questions of an edition of the self-assessment (`groups/assessment.csv`).

    A migration reads the file as well: rows of an edition in use never change; another edition
    is new rows with the next number, and a migration that loads them.
    """
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["edition"] == str(edition)]
    return [_question(row) | {"position": at} for at, row in enumerate(rows, start=1)]


def _question(row: dict[str, str]) -> dict[str, Any]:
    names = ("area", "area_mn", "area_en", "key", "text_mn", "text_en")
    steps = {
        f"steps_{language}": [row[f"step{step}_{language}"] for step in range(1, 6)]
        for language in ("mn", "en")
    }
    return {name: row[name] for name in names} | steps


def training_head() -> list[str]:
    """Give the first line of the table of trainings, in the reader's language."""
    return [
        _("number"), _("kind"), _("title"), _("first day"), _("last day"), _("hours"), _("place"),
        _("organiser"), _("groups exchanged with"), _("participants"), _("members of the group"),
        _("guests"), _("participant hours"), _("women"), _("men"), _("sex not told"),
        _("vulnerable"), *(str(label) for label in Stakeholder.labels),
    ]  # fmt: skip


def training_lines(pairs: Iterable[tuple[Training, TookPart]]) -> Iterator[list[Any]]:
    """Give the line of each training: counts, no names of who took part.

    Where fewer than five took part, sex and vulnerability stay empty: the count would be a person.
    """
    for row, came in pairs:
        others = ", ".join(link.other.name for link in row.others.all())
        untold = came.total - came.by_sex.get(Sex.FEMALE, 0) - came.by_sex.get(Sex.MALE, 0)
        traits = [came.by_sex.get(Sex.FEMALE, 0), came.by_sex.get(Sex.MALE, 0), untold]
        yield [
            row.number, str(row.get_kind_display()), row.title, row.from_date, row.to_date,
            row.hours, row.place, row.organiser, others, came.total, came.members, came.guests,
            came.hours,
            *([*traits, came.vulnerable] if came.tells_traits else [None] * 4),
            *(came.by_stakeholder.get(who, 0) for who in Stakeholder.values),
        ]  # fmt: skip


def trainer_head() -> list[str]:
    """Give the first line of the register, in the reader's language."""
    return [
        _("name"), _("what they do"), _("side"), _("organisation"), _("topics"), _("languages"),
        _("trained by"), _("trained when"), _("trainings held"), _("works now"),
    ]  # fmt: skip


def trainer_lines(rows: Iterable[Trainer]) -> Iterator[list[Any]]:
    """Give the line of each trainer. Phone and mail never go into a file."""
    for row in rows:
        yield [
            row.name, str(row.get_work_display()), str(row.get_side_display()), row.organisation,
            row.topics, row.languages, row.trained_by, row.trained_date,
            row.held,  # type: ignore[attr-defined]
            _("yes") if row.is_active else _("no"),
        ]  # fmt: skip


def teams_head() -> list[str]:
    """Give the first line of the table of teams, in the reader's language."""
    return [
        _("number"), _("team"), _("kind"), _("mandate"), _("who gave the mandate"), _("lead"),
        _("people"), _("first day"), _("last day"),
    ]  # fmt: skip


def team_cells(team: Team) -> list[object]:
    """Give the line of a team of `teams_with_counts`."""
    row: Any = team
    return [
        row.number, row.name, row.get_kind_display(), row.mandate, row.approved_by,
        row.lead_name, row.count, row.from_date, row.to_date,
    ]  # fmt: skip


def projects_head() -> list[str]:
    """Give the first line of the table of sub-projects, in the reader's language."""
    return [
        _("number"), _("sub-project"), _("lead organisation"), _("mentor"), _("tools"),
        _("sector"), _("first day"), _("last day"), _("state"), _("planned, MNT"), _("spent, MNT"),
    ]  # fmt: skip


def project_cells(project: Project) -> list[object]:
    """Give the line of a sub-project of `projects_with_sums`."""
    row: Any = project
    return [
        row.number, row.title, row.lead, row.mentor or row.mentor_name,
        "; ".join(row.tool_names), row.get_sector_display(), row.from_date, row.to_date,
        row.get_state_display(), int(row.planned), int(row.spent),
    ]  # fmt: skip


def agreements_head() -> list[str]:
    """Give the first line of the table of agreements, in the reader's language."""
    return [
        _("number"), _("number of the document"), _("agreement"), _("kind"), _("parties"),
        _("signed"), _("valid from"), _("valid until"), _("state"), _("commitments"),
        _("fulfilled"), _("Open Government commitment"),
    ]  # fmt: skip


def agreement_cells(agreement: Agreement) -> list[object]:
    """Give the line of an agreement of `agreements_of`."""
    row: Any = agreement
    return [
        row.number, row.reference, row.title, row.get_kind_display(), "; ".join(row.sides),
        row.signed_date, row.from_date, row.ended_date or row.to_date, row.standing_today.label,
        row.commitments_count, row.done_count, row.open_government,
    ]  # fmt: skip


DAY = re.compile(r"^(\d{4})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{1,2})\.?$")
# Words people write beside the names of the choices, in either language.
OTHER_WORDS: dict[str, tuple[str, ...]] = {
    Stakeholder.CIVIL_SOCIETY: ("cso", "ngo", "тбб", "төрийн бус байгууллага", "иргэний нийгэм"),
    Stakeholder.COMMUNITY: ("иргэн", "иргэд", "citizen", "citizens", "иргэдийн төлөөлөл"),
    Stakeholder.GOVERNMENT: ("төр", "төрийн байгууллага", "зддг", "government"),
    Stakeholder.KHURAL: ("итх", "хурал", "khural", "crk"),
    Stakeholder.PROVIDER: ("эмнэлэг", "сургууль", "цэцэрлэг", "provider", "hospital", "school"),
    Stakeholder.MEDIA: ("сэтгүүлч", "хэвлэл", "хэвлэл мэдээлэл", "press"),
    Stakeholder.ACADEMIA: ("их сургууль", "судлаач", "эрдэмтэн", "university"),
    Stakeholder.BUSINESS: ("бизнес", "аж ахуйн нэгж", "ааж", "company"),
    Sex.FEMALE: ("эм", "эмэгтэй", "f", "female", "woman"),
    Sex.MALE: ("эр", "эрэгтэй", "m", "male", "man"),
}  # fmt: skip


class _Refused(ValueError):
    """A cell that cannot be read; the text is the sentence."""


class MemberTable(TableResource):
    """Rows of an uploaded table as members; columns and words in either language."""

    kind = "groups.member"
    columns = {
        "name": (gettext_lazy("name"), "name", "нэр", "овог нэр", "гишүүний нэр", "full name"),
        "stakeholder": (gettext_lazy("stakeholder"), "stakeholder", "оролцогч тал", "талууд"),
        "organisation": (gettext_lazy("organisation"), "organization", "байгууллага"),
        "position": (gettext_lazy("position"), "position", "албан тушаал"),
        "role": (gettext_lazy("role"), "role", "үүрэг"),
        "email": (gettext_lazy("e-mail"), "email", "e mail", "имэйл", "и-мэйл", "цахим шуудан"),
        "from_date": (gettext_lazy("from"), "from date", "эхлэх", "эхэлсэн", "эхлэх огноо"),
        "to_date": (gettext_lazy("to"), "to date", "дуусах", "дуусах огноо"),
        "sex": (gettext_lazy("sex"), "gender", "хүйс"),
        "age_band": (gettext_lazy("age"), "age band", "нас"),
        "vulnerable": (gettext_lazy("vulnerability"), "vulnerable", "эмзэг байдал"),
    }
    required = ("name", "stakeholder")

    class Meta:
        model = Membership
        fields = ()

    @cached_property
    def organisations(self) -> dict[str, Organisation | None]:
        """The organisations of the group's place by folded name; None where two are alike."""
        found: dict[str, Organisation | None] = {}
        for row in organisations_in(self.group.unit):
            for name in {fold(row.name_mn), fold(row.name_en)} - {""}:
                found[name] = None if name in found else row
        return found

    def rows(self, data: bytes) -> tuple[list[TableRow], list[Fault]]:
        """Read a file: the good rows, and the faults of the others. Raises `BadTable`."""
        dataset = self.dataset(read_table(data))
        good, faults = [], []
        for line in dataset.dict:
            row, found = self._row(line)
            faults += found
            good += [row] if row and not found else []
        return good, faults

    def _row(self, line: dict[str, Any]) -> tuple[TableRow | None, list[Fault]]:
        number, faults, values = int(line["row_number"]), list[Any](), dict[str, Any]()
        for field in self.columns:
            try:
                values[field] = getattr(self, f"_{field}")(str(line.get(field) or "").strip())
            except _Refused as error:
                faults.append((number, self.label(field), str(error)))
        if not faults and values["to_date"] and values["to_date"] < self._begins(values):
            said = _("The term ends before it begins.")
            faults.append((number, self.label("to_date"), said))
        return (None if faults else self._made(number, values)), faults

    def _begins(self, values: dict[str, Any]) -> date:
        return values["from_date"] or self.group.today()

    def _made(self, number: int, values: dict[str, Any]) -> TableRow:
        told = {key: values.pop(key) for key in ("sex", "age_band", "vulnerable")}
        organisation = values.pop("organisation")
        known = self.organisations.get(fold(organisation))
        if any(told.values()):
            told["sex"] = told["sex"] or Sex.UNDISCLOSED
        else:
            told = {}
        said = "" if known else organisation
        return TableRow(number=number, organisation=known, said=said, told=told, **values)

    def _name(self, text: str) -> str:
        return _line(text, 150, is_required=True)

    def _organisation(self, text: str) -> str:
        return _line(text, 150)

    def _position(self, text: str) -> str:
        return _line(text, 150)

    def _stakeholder(self, text: str) -> str:
        if not text:
            raise _Refused(_("This cell is empty."))
        return _choice(text, Stakeholder)

    def _role(self, text: str) -> str:
        return _choice(text, Role) if text else ""

    def _sex(self, text: str) -> str:
        return _choice(text, Sex) if text else ""

    def _age_band(self, text: str) -> str:
        """Read a band, or an age in years."""
        if not text.isdigit():
            return _choice(text.replace("–", "-"), AgeBand) if text else ""
        limits = ((18, AgeBand.UNDER_18), (35, AgeBand.FROM_18), (60, AgeBand.FROM_35))
        return next((band for limit, band in limits if int(text) < limit), AgeBand.FROM_60)

    def _vulnerable(self, text: str) -> list[str]:
        words = [word.strip() for word in re.split(r"[,;/]", text) if word.strip()]
        return sorted({_choice(word, Vulnerability) for word in words})

    def _email(self, text: str) -> str:
        try:
            if text:
                validate_email(text)
        except ValidationError as error:
            raise _Refused(_("“%(text)s” is no e-mail address.") % {"text": text}) from error
        return text.lower()

    def _from_date(self, text: str) -> date | None:
        return _day(text)

    def _to_date(self, text: str) -> date | None:
        return _day(text)


def _line(text: str, most: int, *, is_required: bool = False) -> str:
    text = " ".join(text.split())
    if is_required and not text:
        raise _Refused(_("This cell is empty."))
    if len(text) > most:
        raise _Refused(
            _("The text has %(count)d letters; at most %(most)d fit.")
            % {"count": len(text), "most": most}
        )
    return text


def _choice(text: str, choices: Any) -> str:
    """Read a word that must be one of a list: its key or its name, in either language."""
    known = {fold(str(key)): str(key) for key in choices.values}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {fold(str(label)): str(key) for key, label in choices.choices}
    known |= {fold(word): str(key) for key in choices.values for word in OTHER_WORDS.get(key, ())}
    if fold(text) not in known:
        names = ", ".join(str(label) for label in choices.labels)
        raise _Refused(
            _("“%(value)s” is not known here. Write one of: %(names)s.")
            % {"value": text, "names": names}
        )
    return known[fold(text)]


def _day(text: str) -> date | None:
    """Read a day as people write it: 2026-03-31, 2026.3.31, 2026/03/31, 2026 оны 3-р сарын 31."""
    if not text:
        return None
    plain = re.sub(r"\s*оны\s*|\s*-?р?\s*сарын\s*", " ", text.split("T", maxsplit=1)[0]).strip()
    found = DAY.match(plain)
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        pass
    raise _Refused(_("“%(text)s” is no date. Write it as 2026-03-31.") % {"text": text})


def answer_table(meeting: Meeting) -> tuple[list[str], Iterator[list[Any]]]:
    """Give head and rows of a meeting's answers; an answer to a former day counts as none."""
    head = [
        _("Name"),
        _("Stands for"),
        _("Organisation"),
        _("What was said"),
        _("Note"),
        _("Answered"),
    ]
    rows = answers_to(meeting).rows
    return head, (_row(meeting, row, said) for row, said in rows)


def _row(meeting: Meeting, row: MeetingInvitation, said: str) -> list[Any]:
    member = row.membership
    at = row.answered_at.astimezone(meeting.group.tz) if said and row.answered_at else None
    return [
        member.name,
        member.get_stakeholder_display(),
        member.organisation.name if member.organisation else "",
        row.get_answer_display() if said else _("no answer yet"),
        row.note if said else "",
        f"{at:%Y-%m-%d %H:%M}" if at else "",
    ]


def decision_headings() -> list[str]:
    """Give the first line of the file of decisions, in the reader's language."""
    return [
        _("date"),
        _("meeting"),
        _("decision"),
        _("item of the agenda"),
        _("state"),
        _("what followed"),
        _("why it needs no action"),
    ]


def decision_cells(row: Decision) -> list[object]:
    """Give the line of one decision; its `follow_ups` were asked for (`with_follow_ups`)."""
    followed = [f"{each.number} {each.title} ({each.state_label})" for each in row.follow_ups]  # type: ignore[attr-defined]
    return [
        row.meeting.held_date,
        f"{row.meeting.number}. {row.meeting.topic}",
        row.text,
        row.item.title if row.item else "",
        _state_of(row),
        "; ".join(followed),
        row.settled_note,
    ]


def _state_of(row: Decision) -> str:
    if row.is_acted:  # type: ignore[attr-defined]
        return _("acted on")
    return _("needs no action") if row.settled_at else _("not yet acted on")


def minutes_pdf(minutes: Minutes, said: Contents, *, names: Sequence[str] | None = None) -> bytes:
    """Give the minutes as PDF/UA-1 in the language of the page.

    With `names` (those who came) it is the group's own copy, with the text and the names of the
    chairs; without it the public version: agenda, decisions, counts, no name at all.
    """
    data = _minutes_words(minutes, said, names)
    return typst.compile(  # type: ignore[misc]
        MINUTES_PAGE.read_bytes(),
        root=MINUTES_PAGE.parent,
        font_paths=font_folders(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _minutes_words(minutes: Minutes, said: Contents, names: Sequence[str] | None) -> dict[str, Any]:
    language, group = active_language(), minutes.group
    is_own = names is not None
    parts = ("desk", "meetings") if is_own else ("meetings",)
    return {
        "language": language,
        "title": _("Minutes of the meeting"),
        "group": group.name,
        "topic": said.topic,
        "facts": [
            (_("Date"), wording.day(said.held_date)),
            (_("Place"), said.place or wording.NOTHING),
            (_("State"), str(minutes.get_state_display())),
        ],
        "notice": "" if minutes.is_frozen else _("A draft: the text can still change."),
        "seal": f"SHA-256 {minutes.sha256[:16]}…" if minutes.sha256 else _("Not frozen yet"),
        "page": _("page"),
        "table": _("Table"),
        "lists": _minutes_lists(said, is_own=is_own),
        **_minutes_text(minutes, language, is_own=is_own),
        **_minutes_came(said, names),
        **_minutes_end(minutes, is_own=is_own),
        "sha256": minutes.sha256,
        "hash_words": _("SHA-256 of the frozen text:"),
        "link": settings.BASE_URL + address(group.slug, *parts, minutes.meeting.number, "minutes"),
    }


def _minutes_lists(said: Contents, *, is_own: bool) -> list[dict[str, Any]]:
    lists = [
        {
            "title": _("Decisions"),
            "rows": [(text,) for text in said.decisions],
            "none": _("No decision was written down."),
        }
    ]
    if said.agenda:
        rows = [
            (line.title, ": ".join(filter(None, [line.kind_shown, line.outcome if is_own else ""])))
            for line in said.agenda
        ]
        lists.insert(0, {"title": _("Agenda"), "rows": rows, "none": ""})
    return lists


def _minutes_text(minutes: Minutes, language: str, *, is_own: bool) -> dict[str, Any]:
    shown = language if getattr(minutes, f"text_{language}") else "mn"
    title = _("What was said") if shown == language else _("What was said (in Mongolian)")
    blocks = blocks_of(minutes.text_in(shown)) if is_own else []
    return {"text": blocks, "text_language": shown, "text_title": title}


def _minutes_came(said: Contents, names: Sequence[str] | None) -> dict[str, Any]:
    came = said.came
    rows = public_attendance(came) if names is None else came.stakeholder_rows()
    if names is not None and came.guests:
        rows.append((_("guests"), came.guests))
    count = ngettext("%(n)d person came.", "%(n)d people came.", came.total) % {"n": came.total}
    return {
        "came_title": _("Who came"),
        "came_words": count if rows else _("Fewer than five people."),
        "came": [(_("Stands for"), _("Count")), *((name, str(n)) for name, n in rows)],
        "names": list(names or ()),
        "names_title": _("Members who came (for the group only)"),
    }


def _minutes_end(minutes: Minutes, *, is_own: bool) -> dict[str, Any]:
    signatures = list(minutes.signatures.all())
    head = [_("Signed for"), *([_("Name")] if is_own else []), _("Signed on")]
    rows = [
        [str(Side(row.side).label), *([row.name] if is_own else []), wording.moment(row.signed_at)]
        for row in signatures
    ]
    corrections = (
        minutes.corrections.all() if is_own else minutes.corrections.filter(is_public=True)
    )
    return {
        "signatures_title": _("Signatures"),
        "signatures": [head, *rows] if rows else [],
        "corrections_title": _("Corrections made later"),
        "corrections": [
            (f"{wording.moment(row.made_at)}{f' · {row.made_by}' if is_own else ''}", row.text)
            for row in corrections
        ],
    }


def recognition_headings() -> list[str]:
    """Give the first line of the register of certificates."""
    return [
        _("number"), _("date"), _("organisation"), _("for what"), _("behind it"), _("taken back"),
        _("reason"),
    ]  # fmt: skip


def recognition_cells(row: Recognition) -> list[object]:
    """Give the line of one certificate."""
    revoked = row.revoked_at.astimezone(row.group.tz).date() if row.revoked_at else None
    return [
        f"{row.group.code}-{row.number}", row.awarded_date, row.organisation.name, row.reason,
        row.deed_label, revoked, row.revoked_reason,
    ]  # fmt: skip
