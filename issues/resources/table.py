"""What the rows of an uploaded table mean as issues: the columns, the words, the rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from import_export.fields import Field
from import_export.widgets import Widget

from issues.actions import NewIssue
from issues.models import Issue, ReporterClass
from issues.queries import categories_of, points_of
from masam.organisations.models import Sector
from masam.places.queries import units_within
from masam.search.folding import fold
from masam.spreadsheets.resources import ERRORS, CellFault, TableResource, Wrong, repaired

if TYPE_CHECKING:
    from issues.models import Category
    from masam.organisations.models import Organisation
    from masam.places.models import Unit
    from masam.spreadsheets.resources import Table

MOST_GUESSES = 40  # "did you mean" looks through all names: for so many different words at most
OLDEST = timedelta(days=20 * 365)
EXCEL_BEGINS, SERIALS = date(1899, 12, 30), range(20_000, 80_000)  # days of 1954 to 2119
YEAR_FIRST = re.compile(
    r"(\d{4})\s*(?:оны?|[-./ ])\s*(\d{1,2})\s*(?:-?р?\s*сарын?|[-./ ])\s*(\d{1,2})"
    r"(?:\.|-?н(?:ий|ы)?)?(?:\s*өдөр)?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?\.?"
)
YEAR_LAST = re.compile(r"(\d{1,2})\s*([-./])\s*(\d{1,2})\s*\2\s*(\d{4})\.?(?:\s+\d{1,2}:\d{2}.*)?")
# What people write in full or in short; both ways come to the same.
SHORT = (
    ("орхийн эруул мэндийн тов", "оэмт"), ("сумын эруул мэндийн тов", "сэмт"),
    ("эруул мэндийн тов", "эмт"),
    ("еронхий боловсролын сургууль", "ебс"), ("дугаар", ""), ("№", ""),
)  # fmt: skip
NOT_IN_NAMES = re.compile(r"[«»\"“”„'`.,()]+")
OTHER_WORDS: dict[str, tuple[str, ...]] = {
    Sector.HEALTH: ("эрүүл мэндийн", "эрүүл мэндийн салбар", "эмнэлэг", "ЭМ", "health sector"),
    Sector.EDUCATION: ("боловсролын", "боловсролын салбар", "сургууль", "education sector"),
    ReporterClass.CITIZEN: ("иргэд", "оршин суугч", "citizens", "resident"),
    ReporterClass.PATIENT: ("өвчтөн", "үйлчлүүлэгч", "эмчлүүлэгч", "patient", "client"),
    ReporterClass.PARENT: ("эцэг эх", "эцэг, эх", "ээж", "аав", "асран хамгаалагч", "parents"),
    ReporterClass.STUDENT: ("сурагч", "оюутан", "хүүхэд", "pupil", "students"),
    ReporterClass.STAFF: ("ажилтан", "эмч", "багш", "staff"),
    ReporterClass.CSO: ("тбб", "төрийн бус байгууллага", "ngo", "cso"),
    ReporterClass.COUNCIL: ("итх", "хурал", "багийн хурал", "council"),
    ReporterClass.MEDIA: ("хэвлэл", "сэтгүүлч", "хэвлэл мэдээлэл", "press"),
}  # fmt: skip


class LineWidget(Widget):
    """A text of at most so many letters; never shortened in silence."""

    def __init__(self, most: int, *, is_required: bool = False, is_one_line: bool = True) -> None:
        super().__init__()
        self.most, self.is_required, self.is_one_line = most, is_required, is_one_line

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = " ".join(value.split()) if self.is_one_line else value.strip()
        if self.is_required and not text:
            raise Wrong("empty")
        if len(text) > self.most:
            raise Wrong("long", count=len(text), most=self.most)
        return text


class ChoiceWidget(Widget):
    """A word that must be one of a list: its key, or its name in either language."""

    def __init__(self, name: str, choices: Any, default: str = "") -> None:
        super().__init__()
        self.name, self.choices, self.default = name, choices, default

    @cached_property
    def known(self) -> dict[str, str]:
        """The key behind each folded word."""
        known = {fold(str(key)): str(key) for key, _label in self.choices}
        for language in ("mn", "en"):
            with override(language):
                known |= {fold(str(label)): str(key) for key, label in self.choices}
        others = ((word, key) for key, _label in self.choices for word in OTHER_WORDS.get(key, ()))
        return {fold(word): str(key) for word, key in others} | known

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        if not value:
            return self.default
        found = self.known.get(fold(value))
        if found is None:
            raise Wrong("unknown", value=value[:60], names=self.name)
        return found


class DayWidget(Widget):
    """A day as people write it: the year first, or day, month, year with points."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        if not value:
            return None
        if value.isdigit() and int(value[:9]) in SERIALS:
            return EXCEL_BEGINS + timedelta(days=int(value))
        numbers = _year_first(value) or _year_last(value)
        try:
            return date(*numbers) if numbers else _no_day(value)
        except ValueError:
            return _no_day(value)


def _no_day(value: str) -> date:
    raise Wrong("no_day", value=value[:40])


def _year_first(value: str) -> tuple[int, int, int] | None:
    found = YEAR_FIRST.fullmatch(value.lower())
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _year_last(value: str) -> tuple[int, int, int] | None:
    found = YEAR_LAST.fullmatch(value)
    if not found:
        return None
    day, month, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] != "." and day <= 12 and month <= 12 and day != month:
        raise Wrong("unsure_day", value=value[:40])  # 3/4/2026 is March or April
    return (year, day, month) if found[2] != "." and month > 12 else (year, month, day)


@dataclass(frozen=True)
class Row:
    """A row that can be taken in: what its cells mean."""

    number: int
    key: UUID
    values: dict[str, Any]

    def new(self, zone: Any) -> NewIssue:
        """Give the issue; one of a past day was raised at noon of it, where the group lives."""
        words, day = self.values, self.values["logged_date"]
        moment = datetime.combine(day, time(12), tzinfo=zone) if day else None
        return NewIssue(
            client_key=self.key, title=words["title"], sector=words["sector"],
            detail=words["detail"], reporter_class=words["reporter_class"], logged_at=moment,
            category=words["category"], service_point=words["service_point"], unit=words["unit"],
        )  # fmt: skip


def _pk(row: Any) -> int | None:
    return row.pk if row is not None else None


class IssueTable(TableResource):
    """Rows of an uploaded table as issues: columns and words in either language.

    Every issue begins as reported, whatever a column says of its state: what was verified or
    fixed before has no witness here.
    """

    kind = "issues.issue"
    columns = {
        "title": (
            _("problem in one line"), "title", "Асуудал", "Асуудлын нэр", "Асуудлын товч агуулга",
            "Асуудлын агуулга", "Тулгамдсан асуудал", "Гомдол", "Санал гомдол", "Санал, гомдол",
            "Өргөдөл гомдлын агуулга", "Агуулга", "issue", "problem", "complaint", "subject",
        ),
        "sector": (_("sector"), "Салбар", "Аль салбар", "field"),
        "service_point": (
            _("service point"), "Үйлчилгээний цэг", "Байгууллага", "Байгууллагын нэр", "Эмнэлэг",
            "Сургууль", "Сургууль, эмнэлэг", "Хаана", "facility", "school", "hospital",
        ),
        "category": (_("category"), "Ангилал", "Төрөл", "Асуудлын төрөл", "type", "kind"),
        "unit": (
            _("place code"), "Сум", "Баг", "Хороо", "Сум, баг", "Дүүрэг", "Засаг захиргааны нэгж",
            "Нэгжийн код", "Байршил", "place", "soum", "unit code", "location",
        ),
        "logged_date": (
            _("logged"), "Огноо", "Бүртгэсэн огноо", "Бүртгэсэн өдөр", "Хүлээн авсан огноо",
            "Ирсэн огноо", "date", "date logged", "registered", "received",
        ),
        "reporter_class": (
            _("who raised it"), "Хэн мэдэгдсэн", "Мэдэгдсэн", "Мэдээлэгч", "Хэнээс", "reported by",
            "reporter",
        ),
        "reference": (
            _("number in your own register"), "Бүртгэлийн дугаар", "Бүртгэлийн №", "Дугаар", "№",
            "Д/д", "ДД", "register number", "reference", "no", "number",
        ),
        "detail": (
            _("details"), "detail", "Дэлгэрэнгүй", "Тайлбар", "Нэмэлт тайлбар", "Тодруулга",
            "description", "notes", "comment",
        ),
    }  # fmt: skip
    required = ("title",)

    title = Field("title", "title", widget=LineWidget(160, is_required=True))
    sector = Field("sector", "sector", widget=ChoiceWidget("sector", Sector.choices))
    service_point = Field("service_point", "service_point", widget=LineWidget(200))
    category = Field("category", "category", widget=LineWidget(120))
    unit = Field("unit", "unit", widget=LineWidget(120))
    logged_date = Field("logged_date", "logged_date", widget=DayWidget())
    reporter_class = Field(
        "reporter_class", "reporter_class",
        widget=ChoiceWidget("reporter_class", ReporterClass.choices, ReporterClass.CITIZEN),
    )  # fmt: skip
    reference = Field("reference", "reference", widget=LineWidget(60))
    detail = Field("detail", "detail", widget=LineWidget(4000, is_one_line=False))

    class Meta:
        model = Issue
        fields = (
            "title", "sector", "service_point", "category", "unit", "logged_date",
            "reporter_class", "reference", "detail",
        )  # fmt: skip
        import_id_fields = ()

    # --- what the words can mean, read once ---------------------------------------------------

    @cached_property
    def points(self) -> dict[str, list[Organisation]]:
        """The service points of the group's place by folded name and register number."""
        found: dict[str, list[Organisation]] = {}
        for point in points_of(self.group):
            for name in {_plain(point.name_mn), _plain(point.name_en), point.register_no or ""}:
                if name:
                    found.setdefault(name, []).append(point)
        return found

    @cached_property
    def units(self) -> dict[str, list[Unit]]:
        """The places of the group by code and folded name."""
        found: dict[str, list[Unit]] = {}
        for unit in units_within(self.group.unit):
            for name in {unit.code, fold(unit.name_mn), fold(unit.name_en)}:
                found.setdefault(name, []).append(unit)
        return found

    @cached_property
    def categories(self) -> dict[tuple[str, str], Category]:
        """The group's categories by sector and folded name or key."""
        found = {}
        for row in categories_of(self.group):
            for name in (row.key, row.name_en, row.name_mn):
                found[row.sector, fold(name)] = row
        return found

    @cached_property
    def likes(self) -> dict[str, str]:
        """The nearest known name of words that mean nothing, as far as it was looked for."""
        return {}

    def words_of(self, name: str) -> list[str]:
        """Give the words of a list in the reader's language: "sector", "category:health"."""
        if name.startswith("category:"):
            rows = categories_of(self.group).filter(sector=name.partition(":")[2])
            return [str(row) for row in rows]
        return [str(label) for _key, label in self.fields[name].widget.choices]

    # --- the rows -----------------------------------------------------------------------------

    def rows(self, table: Table, fields: list[str]) -> tuple[list[Row], list[CellFault]]:
        """Read all rows: the good ones, and the faults of the others, in their order."""
        places = [(name, place) for place, name in enumerate(fields) if name in self.columns]
        seen: dict[str, int] = {}
        good, faults = list[Row](), list[CellFault]()
        for number, line in table.rows:
            values, found = self._row(number, {name: line[place] for name, place in places})
            faults += found
            if not found:
                good.append(Row(number, self._key(values, seen), values))
        return good, faults

    def _row(self, number: int, cells: dict[str, str]) -> tuple[dict[str, Any], list[CellFault]]:
        values, faults = dict[str, Any](), list[CellFault]()
        for name in self.columns:
            text = cells.get(name, "")
            try:
                values[name] = self._clean(name, text)
            except Wrong as error:
                faults.append(CellFault(number, name, error.code, error.words))
        for name in ("logged_date", "unit", "service_point", "sector", "category"):
            try:
                if name in values:
                    values[name] = getattr(self, f"_{name}")(values)
            except Wrong as error:
                del values[name]
                faults.append(CellFault(number, name, error.code, error.words))
        return values, faults

    def _clean(self, name: str, text: str) -> Any:
        if text in ERRORS:
            raise Wrong("error", value=text)
        return self.fields[name].widget.clean(text)

    def _key(self, values: dict[str, Any], seen: dict[str, int]) -> UUID:
        """Give the identity of a row: its words, and the how-manieth of the same words it is.

        So a register that is sent again with new rows below logs only the new ones.
        """
        said = [fold(repaired(values[name])) for name in ("title", "detail", "reference")]
        meant = [str(_pk(values[name])) for name in ("service_point", "unit", "category")]
        rest = [values["sector"], values["reporter_class"], str(values["logged_date"])]
        words = "\x1f".join([self.kind, str(self.group.pk), *said, *meant, *rest])
        seen[words] = seen.get(words, 0) + 1
        return uuid5(NAMESPACE_URL, f"{words}\x1f{seen[words]}")

    def _logged_date(self, values: dict[str, Any]) -> date | None:
        day: date | None = values["logged_date"]
        if day is not None and day > self.today:
            raise Wrong("future", value=day.isoformat())
        if day is not None and day < self.today - OLDEST:
            raise Wrong("old", value=day.isoformat())
        return day

    @cached_property
    def today(self) -> date:
        """The group's own day."""
        return self.group.today()

    def _unit(self, values: dict[str, Any]) -> Unit | None:
        text = values["unit"]
        if not text:
            return None
        found = self.units.get(fold(text), [])
        if not found:
            raise self._unknown("unit", text, fold(text), self.units)
        if len(found) > 1:
            raise Wrong("two_units", value=text)
        return found[0]

    def _service_point(self, values: dict[str, Any]) -> Organisation | None:
        text = values["service_point"]
        if not text:
            return None
        found, unit = self.points.get(_plain(text), []), values.get("unit")
        if not found:
            raise self._unknown("point", text, _plain(text), self.points)
        if len(found) > 1 and unit is not None:
            found = [row for row in found if row.unit and row.unit.code.startswith(unit.code)]
        if len(found) != 1:
            raise Wrong("two_points", value=text)
        values["unit"] = unit or found[0].unit
        return found[0]

    def _unknown(self, noun: str, text: str, plain: str, known: dict[str, list[Any]]) -> Wrong:
        if plain not in self.likes and len(self.likes) < MOST_GUESSES:
            near = get_close_matches(plain, known, n=1, cutoff=0.7)
            self.likes[plain] = known[near[0]][0].name_mn if near else ""
        like = self.likes.get(plain, "")
        if like:
            return Wrong(f"like_{noun}", value=text[:80], like=like)
        return Wrong(f"no_{noun}", value=text[:80])

    def _sector(self, values: dict[str, Any]) -> str:
        point = values.get("service_point")
        sector = values["sector"] or (point.sector if point else "") or self._sector_of(values)
        if not sector and "service_point" in values:
            raise Wrong("no_sector")
        return str(sector)

    def _sector_of(self, values: dict[str, Any]) -> str:
        """Give the sector in which alone the category stands, or ""."""
        name = fold(values.get("category") or "")
        sectors = [sector for sector in Sector.values if name and (sector, name) in self.categories]
        return sectors[0] if len(sectors) == 1 else ""

    def _category(self, values: dict[str, Any]) -> Category | None:
        text = values["category"]
        if not text or not values.get("sector"):
            return None
        found = self.categories.get((values["sector"], fold(text)))
        if found is None:
            raise Wrong("no_category", value=text[:80], names=f"category:{values['sector']}")
        return found


def _plain(name: str) -> str:
    """Fold the name of a service point; what people shorten comes to the same as in full."""
    text = f" {fold(NOT_IN_NAMES.sub(' ', name))} "
    for long, short in SHORT:
        text = text.replace(long, short)
    return " ".join(text.split())
