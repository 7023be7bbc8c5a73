"""Logging an issue in five taps, and what else is written about one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.fields import note_field, photos_field, version_field
from issues.models import Category, Evidence, Issue, ReporterClass, Visibility
from masam.organisations.models import Organisation, Sector
from masam.ui.forms import DayInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

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
    category: Any = forms.ModelChoiceField(label=_("Category"), required=False, queryset=None)
    reporter_class = forms.ChoiceField(label=_("Who raised it"), choices=ReporterClass.choices)
    service_point = forms.ModelChoiceField(
        label=_("Service point"), required=False, queryset=Organisation.objects.none()
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


class LogForm(_AboutPlace):
    """A new issue: service point from the recent ones, one line, save (I1)."""

    recent = forms.ChoiceField(label=_("Service point"), required=False, widget=forms.RadioSelect)
    photos = photos_field(_("Photos"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # similar ones were shown

    def __init__(self, *args: Any, recent: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_recent = bool(recent)
        choices = [*((str(row.pk), row.name) for row in recent), (OTHER, _("Another one"))]
        self.fields["recent"].choices = choices  # type: ignore[attr-defined]
        self.fields["reporter_class"].initial = ReporterClass.CITIZEN
        if recent:
            self.fields["service_point"].label = _("Another service point")

    def clean(self) -> dict[str, Any]:
        """Take the service point from the list when one was chosen there, else the recent one."""
        words = self.cleaned_data
        recent = words.pop("recent", "")
        if recent and recent != OTHER and not words.get("service_point"):
            words["service_point"] = Organisation.objects.filter(pk=recent).first()
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
        help_text=_("Left empty, the law on petitions counts: 30 days."),
    )
    note = note_field(_("Note for the office"), required=False)
    version = version_field()

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {row.pk: row for row in organisations}
        choices = [(row.pk, row.name) for row in organisations]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def clean_organisation(self) -> Organisation:
        """Give the organisation itself."""
        return self.known[self.cleaned_data["organisation"]]


class CommentForm(forms.Form):
    """A comment, and who may read it (I13)."""

    text = note_field(_("Comment"))
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=Visibility.choices,
        initial=Visibility.GROUP,
        widget=forms.RadioSelect,
    )


class AttachForm(forms.Form):
    """More photos."""

    photos = photos_field(_("Photos"), required=True)


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
