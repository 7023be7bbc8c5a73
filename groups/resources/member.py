"""Members come in from a table."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.models import AgeBand, Membership, Role, Sex, Stakeholder, Vulnerability
from groups.queries.member_table import TableRow
from masam.organisations.queries import organisations_in
from masam.search.folding import fold
from masam.spreadsheets.resources import TableResource, read_table

if TYPE_CHECKING:
    from masam.organisations.models import Organisation
    from masam.spreadsheets.actions import Fault


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
