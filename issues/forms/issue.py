"""Logging an issue in five taps, and what else is written about one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.category import AsksQuestions
from issues.forms.fields import files_field, note_field, version_field
from issues.models import Category, Evidence, Issue, ReporterClass
from masam.organisations.models import Organisation, Sector
from masam.ui.forms import DayInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

    from issues.models import CategoryVersion

OTHER = "other"


class _AboutPlace(forms.Form):
    """Service point, sector, category: what the log and the correction share."""

    title = forms.CharField(
        label=_("Problem in one line"),
        max_length=160,
        help_text=_("What is wrong, and where? No names of people, please."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    detail = note_field(_("Details"), required=False)
    sector = forms.ChoiceField(
        label=_("Sector"),
        required=False,
        choices=[("", _("as the service point")), *Sector.choices],
    )
    category: Any = forms.ModelChoiceField(
        label=_("Category"), required=False, queryset=None, empty_label=_("choose")
    )
    reporter_class = forms.ChoiceField(label=_("Who raised it"), choices=ReporterClass.choices)
    service_point = forms.ModelChoiceField(
        label=_("Service point"),
        required=False,
        queryset=Organisation.objects.none(),
        empty_label=_("choose"),
    )

    def __init__(
        self, *args: Any, points: QuerySet[Organisation], categories: QuerySet[Category],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["service_point"].queryset = points  # type: ignore[attr-defined]
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]
        self.fields["category"].label_from_instance = _with_sector  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Take the sector from the service point when none was chosen."""
        words: dict[str, Any] = super().clean() or self.cleaned_data
        point, category = words.get("service_point"), words.get("category")
        if not words.get("sector"):
            words["sector"] = (point.sector if point else "") or (
                category.sector if category else ""
            )
        if not words["sector"] and "sector" not in self.errors:
            self.add_error("sector", _("Please choose health or education."))
        if category and words["sector"] and category.sector != words["sector"]:
            self.add_error("category", _("This category belongs to the other sector."))
        return words


class LogForm(_AboutPlace, AsksQuestions):
    """A new issue: service point from the recent ones, one line, save (I1)."""

    recent = forms.ChoiceField(label=_("Service point"), required=False, widget=forms.RadioSelect)
    photos = files_field(_("Photos and documents"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # similar ones were shown

    def __init__(
        self, *args: Any, recent: Callable[[], Sequence[Organisation]],
        versions: Callable[[str], CategoryVersion | None], **kwargs: Any,
    ) -> None:  # fmt: skip
        """`recent` gives the points to choose from; it is asked only when they are needed.

        `versions` gives what the category with a key asks today.
        """
        super().__init__(*args, **kwargs)
        self._recent = recent
        self.fields["recent"].choices = self._offered  # type: ignore[attr-defined]
        self.fields["reporter_class"].initial = ReporterClass.CITIZEN
        version = versions(str(self.data.get("category", ""))) if self.is_bound else None
        is_shown = version is not None and str(self.data.get("asked", "")) == str(version.pk)
        self.ask(version, is_shown=is_shown)

    def _offered(self) -> list[tuple[str, Any]]:
        offered = {str(row.pk): row.name for row in self._recent()}
        posted = str(self.data.get("recent", "")) if self.is_bound else ""
        if posted.isdigit() and posted not in offered:
            offered |= {str(row.pk): row.name for row in self._point(posted)}
        return [*offered.items(), (OTHER, _("No certain service point"))]

    @property
    def asks_first(self) -> bool:
        """Whether the category has questions that the page can still show before saving.

        Not where files were chosen, which a browser would forget: then a second step asks; nor
        for what does not know of questions (a phone without a network, a machine).
        """
        return (
            self.version is not None
            and not self.is_shown
            and "asked" in self.data
            and not self.files
        )

    def _point(self, key: str) -> QuerySet[Organisation]:
        """Give the point of a key that was offered on an earlier page of this form."""
        points: QuerySet[Organisation] = self.fields["service_point"].queryset  # type: ignore[attr-defined]
        return points.filter(pk=int(key) % 2**31)

    def clean(self) -> dict[str, Any]:
        """Take the service point from the list when one was chosen there, else the recent one."""
        words = self.cleaned_data
        self.take_answers(words)
        recent = words.pop("recent", "")
        if recent and recent != OTHER and not words.get("service_point"):
            words["service_point"] = self._point(recent).first()
        return super().clean()


class EditForm(_AboutPlace):
    """A correction."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("title", "detail", "service_point", "sector", "category", "reporter_class")


class AssignForm(forms.Form):
    """Who is asked, and until when."""

    organisation = forms.TypedChoiceField(label=_("Who should answer"), coerce=int)
    due_date = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DayInput(),
        help_text=_("Left empty, the group's promise counts. The law's 30 days run in any case."),
    )
    note = note_field(_("Note for the office"), required=False)
    version = version_field()

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {row.pk: row for row in organisations}
        choices = [("", _("choose")), *((row.pk, row.name) for row in organisations)]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def clean_organisation(self) -> Organisation:
        """Give the organisation itself."""
        return self.known[self.cleaned_data["organisation"]]


class AttachForm(forms.Form):
    """More photos and documents."""

    photos = files_field(_("Photos and documents"), required=True)
    caption = forms.CharField(label=_("Caption"), required=False, max_length=200)
    shows = forms.ChoiceField(
        label=_("They show"),
        required=False,
        choices=Evidence.Shows.choices,
        initial=Evidence.Shows.PROBLEM,
        widget=forms.RadioSelect,
    )

    def clean_shows(self) -> str:
        """Take the problem where nothing was said."""
        return self.cleaned_data["shows"] or Evidence.Shows.PROBLEM


class PublishForm(forms.Form):
    """Which photos become public with the issue."""

    photos: Any = forms.ModelMultipleChoiceField(
        label=_("Photos that everybody may see"),
        required=False,
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No face and no name may be recognisable."),
    )

    def __init__(
        self, *args: Any, issue: Issue, evidence: Sequence[Evidence], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["photos"]
        field.queryset = issue.evidence.all()
        field.label_from_instance = _file_label
        field.initial = [row.pk for row in evidence if row.is_public]
        if not evidence:
            del self.fields["photos"]


def _file_label(row: Evidence) -> str:
    return f"{row.get_shows_display()}: {row.name}"


def _with_sector(row: Category) -> str:
    return f"{row.get_sector_display()}: {row}"
