"""How lists of meetings and members are narrowed down: by the address, everywhere the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from groups.lifecycle import ProjectState
from groups.models import (
    AccountabilityTool,
    AgreementKind,
    AgreementParty,
    BudgetLine,
    MaterialKind,
    MaterialLanguage,
    MoneySource,
    Role,
    Stakeholder,
    TeamKind,
    TrainerSide,
    TrainerWork,
    TrainingKind,
)
from groups.queries import saying
from masam.calendars.periods import NoPeriod, Period, parse
from masam.organisations.models import Sector
from masam.places.models.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from groups.models import Decision, Material, Membership, Project, Trainer, Training
    from groups.models.agreement import AgreementQuerySet
    from groups.models.meeting import MeetingQuerySet
    from groups.models.team import TeamQuerySet
    from masam.organisations.models import Organisation

ALL: tuple[str, Any] = ("", _("all"))

ORDERS = {"": ("-held_date", "-id"), "oldest": ("held_date", "id")}


class MeetingFilter(forms.Form):
    """Meetings by words, period and order. A filter that makes no sense narrows nothing.

    Everybody's words are those of topic, place, decisions and agenda; the desk looks into notes
    and minutes too (`is_inner`).
    """

    is_inner = False

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    period = forms.CharField(
        label=_("Period"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"placeholder": "2026-Q3"}),
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("newest first")), ("oldest", _("oldest first"))],
    )

    def clean_period(self) -> Period | None:
        """Read the period, or say how one is written."""
        text = self.cleaned_data["period"]
        try:
            return parse(text) if text else None
        except NoPeriod as error:
            raise forms.ValidationError(str(error)) from error

    def apply(self, rows: MeetingQuerySet) -> MeetingQuerySet:
        """Narrow the meetings down."""
        self.is_valid()
        words, period = self.cleaned_data.get("q"), self.cleaned_data.get("period")
        if period:
            rows = rows.filter(held_date__gte=period.start, held_date__lt=period.end)
        return rows.filter(saying(words, is_inner=self.is_inner)) if words else rows

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        return ORDERS[self.cleaned_data.get("sort", "")]


MEMBER_ORDERS = {
    "": ("sort_key", "id"),
    "newest": ("-from_date", "-id"),
    "oldest": ("from_date", "id"),
    "stakeholder": ("stakeholder", "sort_key", "id"),
    "role": ("role", "sort_key", "id"),
}


DECISION_ORDERS = {
    "": ("-meeting__held_date", "-id"),
    "oldest": ("meeting__held_date", "id"),
}


class DecisionFilter(MeetingFilter):
    """Decisions by what has become of them, words, period and order."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("not yet acted on")),
            ("acted", _("acted on")),
            ("settled", _("needs no action")),
            ("all", _("all")),
        ],
    )
    field_order = ("state", "q", "period", "sort")

    def apply(self, rows: QuerySet[Decision]) -> QuerySet[Decision]:  # type: ignore[override]
        """Narrow the decisions down."""
        self.is_valid()
        words, period = self.cleaned_data.get("q"), self.cleaned_data.get("period")
        if period:
            rows = rows.filter(meeting__held_date__gte=period.start)
            rows = rows.filter(meeting__held_date__lt=period.end)
        if words:
            rows = rows.filter(_says("text", words) | _says("meeting__topic", words))
        return rows.filter(**STATES_OF_DECISIONS[self.cleaned_data.get("state", "")])

    @property
    def words(self) -> str:
        """What the list shows when nothing was chosen; "" when something was."""
        chosen = any(self.data.get(name) for name in self.fields)
        return "" if chosen else str(_("not yet acted on"))

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        return DECISION_ORDERS[self.cleaned_data.get("sort", "")]


# What is acted on needs no word that it needs no action.
STATES_OF_DECISIONS: dict[str, dict[str, bool]] = {
    "": {"is_acted": False, "settled_at__isnull": True},
    "acted": {"is_acted": True},
    "settled": {"is_acted": False, "settled_at__isnull": False},
    "all": {},
}


class MemberFilter(forms.Form):
    """Members by name, stakeholder, role, organisation and whether they belong today."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Who"),
        required=False,
        choices=[
            ("", _("today's members")),
            ("former", _("former members")),
            ("coming", _("terms still to come")),
            ("all", _("all terms")),
        ],
    )
    stakeholder = forms.ChoiceField(
        label=_("Stakeholder"), required=False, choices=[("", _("all")), *Stakeholder.choices]
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("all")), *Role.choices]
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("by name")),
            ("newest", _("newest term first")),
            ("oldest", _("oldest term first")),
            ("stakeholder", _("by stakeholder")),
            ("role", _("by role")),
        ],
    )

    def __init__(
        self, *args: Any, organisations: Iterable[Organisation] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(row.pk), row.name) for row in organisations]
        self.fields["organisation"].choices = [("", _("all")), *rows]  # type: ignore[attr-defined]

    @property
    def whose(self) -> str:
        """Whom the list is about; today's members when nothing sensible is asked."""
        self.is_valid()
        return str(self.cleaned_data.get("state", ""))

    def apply(self, rows: QuerySet[Membership]) -> QuerySet[Membership]:
        """Narrow the members down; case does not matter, ө may be typed as о and ү as у."""
        self.is_valid()
        for word in fold(self.cleaned_data.get("q", "")).split():
            rows = rows.filter(search_key__contains=word)
        wanted = ("stakeholder", "role", "organisation")
        chosen = {key: self.cleaned_data.get(key) for key in wanted}
        return rows.filter(**{key: value for key, value in chosen.items() if value})

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        return MEMBER_ORDERS[self.cleaned_data.get("sort", "")]


class TeamFilter(forms.Form):
    """Teams by words, kind and whether they still work."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *TeamKind.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("at work now")), ("past", _("ended")), ("all", _("all"))],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("newest first")), ("oldest", _("oldest first"))],
    )

    def apply(self, rows: TeamQuerySet, day: date) -> TeamQuerySet:
        """Narrow the teams down."""
        self.is_valid()
        state = self.cleaned_data.get("state", "")
        rows = {"": rows.current, "past": rows.past}[state](day) if state != "all" else rows
        if self.cleaned_data.get("kind"):
            rows = rows.filter(kind=self.cleaned_data["kind"])
        return rows.filter(_finds(self.cleaned_data.get("q", "")))

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        oldest = self.cleaned_data.get("sort") == "oldest"
        return ("from_date", "id") if oldest else ("-from_date", "-id")


class ProjectFilter(forms.Form):
    """Sub-projects by words, state, sector, who funds them and order."""

    ORDERS = {
        "": ("-from_date", "-id"),
        "oldest": ("from_date", "id"),
        "money": ("-planned", "-id"),
    }

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *ProjectState.choices]
    )
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[("", _("all")), *Sector.choices]
    )
    source = forms.ChoiceField(
        label=_("Who funds it"), required=False, choices=[("", _("all")), *MoneySource.choices]
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("newest first")),
            ("oldest", _("oldest first")),
            ("money", _("most money first")),
        ],
    )

    def apply(self, rows: QuerySet[Project]) -> QuerySet[Project]:
        """Narrow the sub-projects down; words are looked for in the lead's name too."""
        self.is_valid()
        given = self.cleaned_data
        for name in ("state", "sector"):
            if given.get(name):
                rows = rows.filter(**{name: given[name]})
        if given.get("source"):
            lines = BudgetLine.objects.filter(project=OuterRef("pk"), source=given["source"])
            rows = rows.filter(Exists(lines))
        return rows.filter(_finds(given.get("q", ""), "search_key", "lead__search_key"))

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        return self.ORDERS[self.cleaned_data.get("sort", "")]


class AgreementFilter(forms.Form):
    """Agreements by words, kind, whether they bind today, and order."""

    ORDERS = {
        "": ("-signed_date", "-id"),
        "oldest": ("signed_date", "id"),
        "ending": ("last_day", "id"),
    }

    q = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *AgreementKind.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("all")),
            ("in_force", _("in force")),
            ("ending", _("ends soon")),
            ("ended", _("ended or replaced")),
        ],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("newest first")),
            ("oldest", _("oldest first")),
            ("ending", _("first to end first")),
        ],
    )

    def apply(self, rows: AgreementQuerySet, day: date) -> AgreementQuerySet:
        """Narrow the register down; words are looked for in the names of the parties too."""
        self.is_valid()
        given = self.cleaned_data
        narrow = {"in_force": rows.unended, "ending": rows.ending, "ended": rows.over}
        if given.get("state"):
            rows = narrow[given["state"]](day)
        if given.get("kind"):
            rows = rows.filter(kind=given["kind"])
        words = given.get("q", "")
        if not words:
            return rows
        sides = AgreementParty.objects.filter(_says("name", words), agreement=OuterRef("pk"))
        return rows.filter(_finds(words) | Q(Exists(sides)))

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        return self.ORDERS[self.cleaned_data.get("sort", "")]


def _finds(words: str, *columns: str) -> Q:
    """Whether every word stands in one of the folded columns; о may be typed for ө, у for ү."""
    found = Q()
    for word in fold(words).split():
        one = Q()
        for column in columns or ("search_key",):
            one |= Q(**{f"{column}__contains": word})
        found &= one
    return found


class DeskMeetingFilter(MeetingFilter):
    """The same for the group itself."""

    is_inner = True


class MeetingSearch(forms.Form):
    """Words in meetings, decisions, agenda and minutes, of one year or all."""

    q = forms.CharField(
        label=_("Words"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    period = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(year), str(year)) for year in years]
        self.fields["period"].choices = [("", _("all")), *named]  # type: ignore[attr-defined]

    @property
    def question(self) -> str:
        """The words, "" when there are none."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""

    def apply(self, rows: MeetingQuerySet) -> MeetingQuerySet:
        """Narrow meetings down to the year."""
        year = self.cleaned_data.get("period") if self.is_valid() else ""
        return rows.filter(held_date__year=int(year)) if year else rows


def _says(column: str, words: str) -> Q:
    """Whether a text holds the words. The C collation knows no Cyrillic case: we name the cases."""
    found = Q()
    for form in {words, words.lower(), words.capitalize(), words.upper()}:
        found |= Q(**{f"{column}__contains": form})
    return found


def _period() -> forms.CharField:
    return forms.CharField(
        label=_("Period"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"placeholder": "2026-Q3"}),
    )


def _any(*columns: str, words: str) -> Q:
    found = Q()
    for column in columns:
        found |= _says(column, words)
    return found


class _ByPeriod(forms.Form):
    """A filter with a period; one that is none narrows nothing."""

    def clean_period(self) -> Period | None:
        """Read the period, or say how one is written."""
        text = self.cleaned_data["period"]
        try:
            return parse(text) if text else None
        except NoPeriod as error:
            raise forms.ValidationError(str(error)) from error

    def wants(self, name: str) -> Any:
        """Give what stands in the address for `name`, or something empty."""
        self.is_valid()
        return self.cleaned_data.get(name)


class YearFilter(_ByPeriod):
    """The period of the summary of learning."""

    period = _period()


class TrainingFilter(_ByPeriod):
    """Trainings by words, kind, tool, period and order."""

    ORDERS = {
        "": ("-from_date", "-id"),
        "oldest": ("from_date", "id"),
        "largest": ("-people", "-id"),
    }

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *TrainingKind.choices])
    tool = forms.ChoiceField(
        label=_("Tool"), required=False, choices=[ALL, *AccountabilityTool.choices]
    )
    period = _period()
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("newest first")),
            ("oldest", _("oldest first")),
            ("largest", _("most participants first")),
        ],
    )

    def apply(self, rows: QuerySet[Training]) -> QuerySet[Training]:
        """Narrow the trainings down."""
        period, kind, tool = self.wants("period"), self.wants("kind"), self.wants("tool")
        if period:
            rows = rows.filter(from_date__gte=period.start, from_date__lt=period.end)
        rows = rows.filter(kind=kind) if kind else rows
        rows = rows.filter(tools__contains=[tool]) if tool else rows
        words = self.wants("q")
        found = _any("title", "topics", "place", "organiser", words=words) if words else Q()
        return rows.filter(found)

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        return self.ORDERS[self.wants("sort") or ""]


class TrainerFilter(_ByPeriod):
    """Trainers by name or topic, side, work, and whether they work now."""

    q = forms.CharField(label=_("Name or topic"), required=False, max_length=100)
    side = forms.ChoiceField(label=_("Side"), required=False, choices=[ALL, *TrainerSide.choices])
    work = forms.ChoiceField(
        label=_("What they do"), required=False, choices=[ALL, *TrainerWork.choices]
    )
    active = forms.ChoiceField(
        label=_("Works now"), required=False, choices=[ALL, ("on", _("yes")), ("off", _("no"))]
    )

    def apply(self, rows: QuerySet[Trainer]) -> QuerySet[Trainer]:
        """Narrow the register down."""
        side, work, active = self.wants("side"), self.wants("work"), self.wants("active")
        rows = rows.filter(side=side) if side else rows
        # Who does both is found under either.
        rows = rows.filter(work__in=[work, TrainerWork.BOTH]) if work else rows
        rows = rows.filter(is_active=active == "on") if active else rows
        words = self.wants("q")
        return rows.filter(_any("name", "topics", "organisation", words=words)) if words else rows


class MaterialFilter(_ByPeriod):
    """Materials by words, kind, tool and language; `shelf` is "own" or, empty, of all groups."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *MaterialKind.choices])
    tool = forms.ChoiceField(
        label=_("Tool"), required=False, choices=[ALL, *AccountabilityTool.choices]
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[ALL, *MaterialLanguage.choices]
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("by title")), ("newest", _("newest first"))],
    )
    shelf = forms.ChoiceField(
        required=False, choices=[("", ""), ("own", "")], widget=forms.HiddenInput
    )

    def apply(self, rows: QuerySet[Material]) -> QuerySet[Material]:
        """Narrow the shelf down."""
        chosen = {name: self.wants(name) for name in ("kind", "tool", "language")}
        rows = rows.filter(**{name: value for name, value in chosen.items() if value})
        words = self.wants("q")
        columns = ("title_mn", "title_en", "about")
        return rows.filter(_any(*columns, words=words)) if words else rows

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        return ("-added_at", "-id") if self.wants("sort") == "newest" else ("sort_key", "id")

    @property
    def is_own(self) -> bool:
        """Whether only the group's own shelf is wanted."""
        return bool(self.wants("shelf") == "own")


class RecognitionFilter(forms.Form):
    """Certificates by the organisation's name and whether they stand."""

    q = forms.CharField(label=_("Organisation"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("valid", _("valid")), ("revoked", _("taken back"))],
    )

    @property
    def wanted(self) -> dict[str, str]:
        """The filters that make sense, for `groups.queries`."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
