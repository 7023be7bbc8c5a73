"""Tags, priorities, and the words of a change of many issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Decision
from issues.forms.fields import note_field
from issues.models import BulkKind, Level, Tag
from masam.organisations.models import Organisation
from masam.ui.forms import DayInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from groups.models import Group

MOST_NEW = 5


class NewTagForm(forms.Form):
    """A word for a new tag."""

    name = forms.CharField(label=_("New tag"), max_length=40)


class RenameTagForm(forms.Form):
    """Another word for a tag."""

    name = forms.CharField(label=_("Name"), max_length=40)


class JoinTagForm(forms.Form):
    """The tag that goes on."""

    into: Any = forms.ModelChoiceField(
        label=_("The tag that goes on"), queryset=None, empty_label=_("choose")
    )

    def __init__(self, *args: Any, others: QuerySet[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


class TagsForm(forms.Form):
    """Ticks on the group's tags, and words for new ones."""

    tags = forms.TypedMultipleChoiceField(
        label=_("Tags"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    new = forms.CharField(
        label=_("New tags"),
        required=False,
        max_length=200,
        help_text=_("Several with a comma between them."),
    )

    def __init__(self, *args: Any, known: Sequence[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["tags"].choices = [(tag.pk, tag.name) for tag in known]  # type: ignore[attr-defined]

    def clean_new(self) -> list[str]:
        """Give the words, each once."""
        words = [" ".join(word.split()) for word in self.cleaned_data["new"].split(",")]
        found = list(dict.fromkeys(word for word in words if word))
        if len(found) > MOST_NEW:
            raise forms.ValidationError(_("At most five new tags at once, please."))
        if any(len(word) > Tag._meta.get_field("name").max_length for word in found):  # type: ignore[operator]
            raise forms.ValidationError(_("A tag has at most 40 letters."))
        return found


class PriorityForm(forms.Form):
    """How urgent, and by whose word: a decision of a meeting, or a reason."""

    level = forms.TypedChoiceField(
        label=_("Priority"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[*Level.choices, ("", _("none"))],
        widget=forms.RadioSelect,
    )
    decision: Any = forms.ModelChoiceField(
        label=_("Decided by the meeting"), required=False, queryset=None, empty_label=_("choose")
    )
    note = note_field(_("Why"), required=False)

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decision"]
        field.queryset = decisions
        field.label_from_instance = decided

    def clean(self) -> dict[str, Any]:
        """Ask for a ground."""
        words: dict[str, Any] = super().clean() or self.cleaned_data
        if not words.get("decision") and not (words.get("note") or "").strip():
            self.add_error("note", _("Please name the decision of the meeting, or write why."))
        return words


def decided(row: Decision) -> str:
    """Give a decision as a choice: the day and what was decided."""
    return f"{row.meeting.held_date:%Y.%m.%d} {row.text[:90]}"


# --- changes of many -----------------------------------------------------------------------------


class BulkForm(forms.Form):
    """What every change of many asks. `words` is what is kept of it, as plain JSON."""

    def __init__(self, *args: Any, group: Group, offer: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group, self.offer = group, offer
        self.prepare()

    def prepare(self) -> None:
        """Put in the choices of the group."""

    def words(self) -> dict[str, Any]:
        """Give what was chosen as plain JSON."""
        return {"note": self.cleaned_data.get("note", "")}


class BulkAssignForm(BulkForm):
    """Whom to ask."""

    organisation: Any = forms.ModelChoiceField(
        label=_("Organisation"),
        required=False,
        queryset=Organisation.objects.none(),
        empty_label=_("for each issue who answers for its service point"),
    )
    due_date = forms.DateField(
        label=_("Answer until"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty: the term of the law."),
    )
    note = note_field(_("Note"), required=False)

    def prepare(self) -> None:
        self.fields["organisation"].queryset = self.offer["organisations"]  # type: ignore[attr-defined]

    def clean_due_date(self) -> Any:
        """Refuse a day that is over."""
        day = self.cleaned_data["due_date"]
        if day and day < self.group.today():
            raise forms.ValidationError(_("This day is over. Please choose a later one."))
        return day

    def words(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        organisation, day = chosen["organisation"], chosen["due_date"]
        return super().words() | {
            "organisation": organisation.pk if organisation else None,
            "due_date": day.isoformat() if day else None,
        }


class BulkTagForm(TagsForm):
    """Which tags to add."""

    def __init__(self, *args: Any, group: Group, offer: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, known=offer["tags"], **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one."""
        words: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not words.get("tags") and not words.get("new"):
            self.add_error("tags", _("Please choose at least one tag."))
        return words

    def words(self) -> dict[str, Any]:
        """Give the keys of the tags; new ones are made by the view's action beforehand."""
        return {"tags": self.cleaned_data["tags"], "new": self.cleaned_data.get("new", [])}


class BulkUntagForm(BulkTagForm):
    """Which tags to take away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["new"]


class BulkPriorityForm(BulkForm, PriorityForm):
    """How urgent they are."""

    def __init__(self, *args: Any, group: Group, offer: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, group=group, offer=offer, decisions=offer["decisions"], **kwargs)

    def words(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        decision = chosen.get("decision")
        return super().words() | {
            "level": chosen["level"],
            "decision": decision.pk if decision else None,
        }


class BulkMergeForm(BulkForm):
    """Which issue goes on."""

    into = forms.TypedChoiceField(label=_("The issue that goes on"), coerce=int)
    note = note_field(_("Note"), required=False)

    def prepare(self) -> None:
        choices = [(row.pk, str(row)) for row in self.offer["issues"]]
        self.fields["into"].choices = choices  # type: ignore[attr-defined]

    def words(self) -> dict[str, Any]:
        return super().words() | {"into": self.cleaned_data["into"]}


class BulkPublishForm(BulkForm):
    """Nothing but the button."""


class BulkUnpublishForm(BulkForm):
    """Why they are taken back."""

    note = note_field(_("Why"))


BULK_FORMS: dict[str, type[forms.Form]] = {
    BulkKind.ASSIGN: BulkAssignForm,
    BulkKind.TAG: BulkTagForm,
    BulkKind.UNTAG: BulkUntagForm,
    BulkKind.PRIORITY: BulkPriorityForm,
    BulkKind.MERGE: BulkMergeForm,
    BulkKind.PUBLISH: BulkPublishForm,
    BulkKind.UNPUBLISH: BulkUnpublishForm,
}
