"""The steps of opening a group. Each is a form of its own; the draft keeps what was typed."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.actions.opening import PARTS, Opening, refuse_code, refuse_slug
from groups.models import Group, Phase, Stakeholder
from groups.queries import (
    models_to_clone,
    organisations_to_watch,
    phases_in_order,
    proposed_code,
    proposed_slug,
    units_to_open,
)
from masam.accounts.models import Language
from masam.organisations.actions import OrganisationRow
from masam.organisations.models import Organisation, OrganisationKind
from masam.organisations.resources import read_facilities
from masam.places.models import Unit
from masam.places.queries import HOVD, ULAANBAATAR, unit_by_code, zone_of
from masam.places.resources import FileRefused
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from groups.models import GroupDraft

ZONES = [
    (ULAANBAATAR.key, _("Ulaanbaatar (UTC+8)")),
    (HOVD.key, _("Khovd (UTC+7): Bayan-Ulgii, Khovd, Uvs")),
]
MOST_LISTED = 2000  # rows of one uploaded list
MOST_BYTES = 2 * 1024 * 1024


class _Step(forms.Form):
    """One step; `unit` is the place chosen in the first one, None in the first itself."""

    def __init__(self, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = unit
        self.prepare()

    def prepare(self) -> None:
        """Set choices that come from the database."""

    def proposed(self) -> dict[str, Any]:
        """Give what stands in the form before anything was typed."""
        return {}

    def typed(self) -> dict[str, Any]:
        """Give what was typed, as plain JSON, for the draft."""
        return {name: self[name].data for name in self.fields if name != "list"}


class _UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class UnitForm(_Step):
    """Where: an aimag or district in which no group stands yet."""

    unit = _UnitChoice(
        label=_("Aimag or district"),
        queryset=Unit.objects.none(),
        to_field_name="code",
        empty_label=_("choose"),
        error_messages={
            "invalid_choice": _("A group stands in this place already, or there is no such place.")
        },
    )

    def prepare(self) -> None:
        self.fields["unit"].queryset = units_to_open()  # type: ignore[attr-defined]


class NamesForm(_Step):
    """Names, address, letters, zone, language; the phase and who leads it."""

    name_mn = forms.CharField(label=_("Name in Mongolian"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    slug = forms.CharField(
        label=_("Address"),
        max_length=40,
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9-]*$",
                _("Please use small Latin letters, digits and hyphens; a letter comes first."),
            )
        ],
        help_text=_("Stands in every address and on posters; it can never be changed."),
    )
    code = forms.CharField(
        label=_("Letters before the numbers of issues"),
        max_length=4,
        validators=[
            RegexValidator(r"^[A-Z]{2,4}$", _("Please write two to four capital Latin letters."))
        ],
        help_text=_("As in KHO-42. They can never be changed."),
    )
    zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES)
    language = forms.ChoiceField(
        label=_("Language of letters and papers"), choices=Language.choices
    )
    phase = forms.ModelChoiceField(
        label=_("Phase of the project"),
        queryset=Phase.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    lead_partner = forms.CharField(
        label=_("Lead partner"),
        max_length=120,
        required=False,
        help_text=_("The organisation that leads the group in this phase."),
    )

    def prepare(self) -> None:
        self.fields["phase"].queryset = phases_in_order()  # type: ignore[attr-defined]

    def proposed(self) -> dict[str, Any]:
        assert self.place is not None  # noqa: S101 - reason: only the first step has none
        now = timezone.localdate()
        running = [row for row in phases_in_order() if row.end_date is None or row.end_date >= now]
        return {
            "name_mn": self.place.name_mn,
            "name_en": self.place.name_en,
            "slug": proposed_slug(self.place),
            "code": proposed_code(self.place),
            "zone": zone_of(self.place).key,
            "language": Language.MN,
            "phase": running[0].pk if running else None,
        }

    def clean_slug(self) -> str:
        """Refuse the site's own words and the addresses of other groups."""
        return _refused_by(refuse_slug, self.cleaned_data["slug"])

    def clean_code(self) -> str:
        """Refuse the letters of other groups."""
        return _refused_by(refuse_code, self.cleaned_data["code"])

    def clean(self) -> dict[str, Any]:
        """A lead partner leads in a phase."""
        cleaned = super().clean() or {}
        if cleaned.get("lead_partner") and not cleaned.get("phase"):
            self.add_error("phase", _("Please choose the phase in which the partner leads."))
        return cleaned


def _refused_by(rule: Any, text: str) -> str:
    try:
        rule(text)
    except DomainError as error:
        raise forms.ValidationError(str(error)) from error
    return text


class CloneForm(_Step):
    """The model group, and what to take over from it."""

    model = forms.ModelChoiceField(
        label=_("Model group"),
        queryset=Group.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("none: begin with what every group begins with"),
    )
    parts = forms.MultipleChoiceField(
        label=_("Take over"),
        required=False,
        choices=list(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Members, meetings, issues and feedback are never taken over. Roles and their duties "
            "are the same in every group."
        ),
    )

    def prepare(self) -> None:
        self.fields["model"].queryset = models_to_clone()  # type: ignore[attr-defined]

    def proposed(self) -> dict[str, Any]:
        return {"parts": list(PARTS)}


class LeadForm(_Step):
    """The facilitator, who gets the invitation."""

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        help_text=_("As people know the member, for example “Б.Лхагва”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=Language.choices)
    stakeholder = forms.ChoiceField(
        label=_("Whom the member stands for"), choices=Stakeholder.choices
    )

    def proposed(self) -> dict[str, Any]:
        return {"language": Language.MN, "stakeholder": Stakeholder.CIVIL_SOCIETY}


class PointsForm(_Step):
    """The organisations of the place: which to watch, and a list of those still missing."""

    watched = forms.ModelMultipleChoiceField(
        label=_("Watch the open information of"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The group can change this at any time under Disclosure."),
    )
    list = forms.FileField(
        label=_("A list of schools, kindergartens and hospitals (CSV)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        help_text=_(
            "Columns: register_no, name_mn, kind (school, kindergarten, hospital, health_centre), "
            "aimag_code. Taken in as a whole when the group is opened, or not at all."
        ),
    )

    def prepare(self) -> None:
        assert self.place is not None  # noqa: S101 - reason: only the first step has none
        self.fields["watched"].queryset = organisations_to_watch(self.place)  # type: ignore[attr-defined]

    def proposed(self) -> dict[str, Any]:
        assert self.place is not None  # noqa: S101 - reason: only the first step has none
        rows = organisations_to_watch(self.place).exclude(kind=OrganisationKind.SERVICE_POINT)
        return {"watched": list(rows.values_list("pk", flat=True))}

    def clean_list(self) -> tuple[OrganisationRow, ...]:
        """Read the list; every faulty row is named."""
        upload = self.cleaned_data["list"]
        if not upload:
            return ()
        assert self.place is not None  # noqa: S101 - reason: only the first step has none
        return read_list(upload, self.place)


def read_list(upload: Any, unit: Unit) -> tuple[OrganisationRow, ...]:
    """Read an uploaded list of a place's organisations, or raise with a sentence for each row."""
    if upload.size > MOST_BYTES:
        raise forms.ValidationError(_("The file is larger than 2 MB."))
    try:
        with NamedTemporaryFile(suffix=".csv") as copy:
            copy.write(upload.read())
            copy.flush()
            rows = read_facilities(Path(copy.name))
    except FileRefused as error:
        raise forms.ValidationError(str(error).split("\n")) from error
    if len(rows) > MOST_LISTED:
        raise forms.ValidationError(_("The list has more than 2000 rows."))
    return _of_this_place(rows, unit)


def _of_this_place(rows: list[OrganisationRow], unit: Unit) -> tuple[OrganisationRow, ...]:
    """Keep a list to the group's own place: elsewhere is another group's, or nobody's."""
    numbers = [row.register_no for row in rows]
    known = Organisation.objects.filter(register_no__in=numbers).exclude(unit=None)
    elsewhere = {
        str(row.register_no): row
        for row in known.exclude(unit__code__startswith=unit.code).with_places()
    }
    kept, faults = [], []
    for number, row in enumerate(rows, start=2):  # the header is row 1
        fault = _place_fault(row, unit, elsewhere)
        if fault:
            faults.append(gettext("Row %(number)s: %(sentence)s") % {
                "number": number, "sentence": fault,
            })  # fmt: skip
        is_exact = row.unit is not None and row.unit.code.startswith(unit.code)
        kept.append(row if is_exact else OrganisationRow(**_fields(row) | {"unit": unit}))
    if faults:
        raise forms.ValidationError(faults[:30])
    return tuple(kept)


def _place_fault(row: OrganisationRow, unit: Unit, elsewhere: dict[str, Organisation]) -> str:
    known = elsewhere.get(row.register_no)
    if known is not None and known.unit is not None and not unit.code.startswith(known.unit.code):
        return gettext("the register number belongs to %(name)s, %(place)s.") % {
            "name": known.name, "place": known.unit.full_name,
        }  # fmt: skip
    if row.unit is None or unit.code.startswith(row.unit.code):
        return ""  # no place, or the aimag (capital) above: it is this place
    if not row.unit.code.startswith(unit.code):
        return gettext("%(name)s lies in %(place)s, not here.") % {
            "name": row.name_mn, "place": row.unit.full_name,
        }  # fmt: skip
    return ""


def _fields(row: OrganisationRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in OrganisationRow.__dataclass_fields__}


class ListForm(forms.Form):
    """A list of organisations for a group that stands already."""

    list = PointsForm.base_fields["list"]

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["list"].required = True

    def clean_list(self) -> tuple[OrganisationRow, ...]:
        """Read the list; every faulty row is named."""
        return read_list(self.cleaned_data["list"], self.unit)


STEPS: dict[str, type[_Step]] = {
    "unit": UnitForm,
    "names": NamesForm,
    "model": CloneForm,
    "facilitator": LeadForm,
    "points": PointsForm,
}
STEP_WORDS = {
    "unit": _("Place"),
    "names": _("Names and phase"),
    "model": _("Model group"),
    "facilitator": _("Facilitator"),
    "points": _("Organisations"),
}


def unit_of(draft: GroupDraft) -> Unit:
    """Give the place of a draft; the first step was checked when it was sent."""
    return unit_by_code(str(draft.step("unit")["unit"]))


def typed_of(step: str, form: Any, draft: GroupDraft | None) -> dict[str, Any]:
    """Give what a draft keeps of a valid step; a list that was read stays until another comes."""
    typed: dict[str, Any] = form.typed()
    if step == "points":
        kept = draft.step("points") if draft is not None else {}
        rows = form.cleaned_data["list"]
        typed["listed"] = [_plain(row) for row in rows] if rows else kept.get("listed", [])
    return typed


def _plain(row: OrganisationRow) -> dict[str, Any]:
    return _fields(row) | {"unit": row.unit.code if row.unit else ""}


def checked(draft: GroupDraft, step: str) -> Any:
    """Ask a step's form again about what the draft holds; gives the bound form."""
    data = QueryDict(mutable=True)
    for name, value in draft.step(step).items():
        if name != "listed":
            data.setlist(name, [str(each) for each in value] if isinstance(value, list) else [
                "" if value is None else str(value)
            ])  # fmt: skip
    unit = None if step == "unit" else unit_of(draft)
    return STEPS[step](data=data, unit=unit)


def listed_of(draft: GroupDraft) -> tuple[OrganisationRow, ...]:
    """Give the rows of the list that the draft holds."""
    rows = draft.step("points").get("listed", [])
    units = {
        unit.code: unit for unit in Unit.objects.filter(code__in={row["unit"] for row in rows})
    }
    return tuple(OrganisationRow(**row | {"unit": units.get(row["unit"])}) for row in rows)


def opening_of(draft: GroupDraft, forms_of: dict[str, Any]) -> Opening:
    """Give everything the group is opened with, of valid forms by the names of their steps."""
    names = dict(forms_of["names"].cleaned_data)
    phase, lead_partner = names.pop("phase"), names.pop("lead_partner")
    clone = forms_of["model"].cleaned_data
    return Opening(
        unit=unit_of(draft),
        names=names,
        facilitator=forms_of["facilitator"].cleaned_data,
        phase=phase,
        lead_partner=lead_partner,
        model=clone["model"],
        parts=frozenset(clone["parts"]) if clone["model"] else frozenset(),
        organisations=tuple(forms_of["points"].cleaned_data["watched"]),
        listed=listed_of(draft),
    )
