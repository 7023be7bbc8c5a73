"""Forms about invitations by link and by printed code, and of those who join by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.actions import OPEN_ROLES
from groups.forms.member import one_line
from groups.models import JoinLinkKind, Stakeholder
from groups.queries import code_of
from masam.organisations.models import Organisation
from masam.organisations.queries import organisations_in, search_organisations
from masam.search.folding import fold
from masam.ui.forms import CodeInput

if TYPE_CHECKING:
    from groups.models import Group, JoinLink

MOST_CODES = 48
MOST_JOINS = 500
LINK_ONCE, LINK_MANY, SHEET = "once", "many", "sheet"


class JoinLinkForm(forms.Form):
    """What those who come by a link or a code will be."""

    kind = forms.ChoiceField(
        label=_("How"),
        choices=[
            (LINK_MANY, _("one link for several people")),
            (LINK_ONCE, _("one link for one person")),
            (SHEET, _("a printed sheet of codes, each for one person")),
        ],
        initial=LINK_MANY,
        widget=forms.RadioSelect,
    )
    most_uses = forms.IntegerField(
        label=_("For how many people"),
        required=False,
        min_value=1,
        max_value=MOST_JOINS,
        help_text=_("A sheet has at most 48 codes. Empty: a link without a limit, a sheet of 12."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    days = forms.IntegerField(
        label=_("Good for how many days"), min_value=1, max_value=180, initial=14
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in OPEN_ROLES],
        help_text=_("Other roles are given by mail, or on the member's page after joining."),
    )
    stakeholder = forms.ChoiceField(label=_("Whom the member stands for"), required=False)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("they write it themselves"),
    )
    label = forms.CharField(
        label=_("A word for yourself: whom it is for"), required=False, max_length=100
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("they choose themselves")), *Stakeholder.choices]
        self.fields["stakeholder"].choices = choices  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations_in(group.unit).select_related(None)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn the three ways into kind and number."""
        given: dict[str, Any] = super().clean() or {}
        way = given.get("kind")
        if way == LINK_ONCE:
            given["most_uses"] = 1
        if way == SHEET:
            given["most_uses"] = given.get("most_uses") or 12
            if given["most_uses"] > MOST_CODES:
                self.add_error("most_uses", _("A sheet has at most 48 codes."))
        given["kind"] = JoinLinkKind.SHEET if way == SHEET else JoinLinkKind.LINK
        return given


class OpenJoinForm(forms.Form):
    """A person joins by a link or a code. What the invitation presets is not asked."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    stakeholder = forms.ChoiceField(label=_("Whom do you stand for?"))
    organisation_said = forms.CharField(
        label=_("Your organisation"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("If you want to see the group's desk: we send you a link to sign in with."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    consent = forms.BooleanField(
        label=_("I agree that the group keeps my name and organisation as said above."),
        error_messages={"required": _("Without your agreement we may not write down your name.")},
    )

    def __init__(self, *args: Any, invitation: JoinLink, is_signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.fields["stakeholder"].choices = [("", "–"), *Stakeholder.choices]  # type: ignore[attr-defined]
        known = {
            "stakeholder": invitation.stakeholder,
            "organisation_said": invitation.organisation,
            "email": is_signed_in,
        }
        for name in [name for name, value in known.items() if value]:
            del self.fields[name]

    def clean_name(self) -> str:
        """Leave one space between words."""
        return one_line(self.cleaned_data["name"])

    def member(self) -> dict[str, Any]:
        """Give what the action wants; the organisation is found in the list where it stands."""
        given = {key: value for key, value in self.cleaned_data.items() if key != "consent"}
        said = one_line(given.get("organisation_said", ""))
        found = named_organisation(self.invitation.group, said) if said else None
        return given | {"organisation": found, "organisation_said": "" if found else said}


def named_organisation(group: Group, said: str) -> Organisation | None:
    """Give the organisation of the group's place that is called so, in either language."""
    rows = search_organisations(said, unit=group.unit, limit=20)
    same = [row for row in rows if fold(said) in {fold(row.name_mn), fold(row.name_en)}]
    return same[0] if len(same) == 1 else None


class CodeForm(forms.Form):
    """The code of a printed slip."""

    code = forms.CharField(label=_("The 16 digits of your slip"), max_length=40, widget=CodeInput())

    def clean_code(self) -> str:
        """Read the digits, whatever stands between them."""
        code = code_of(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A code has 16 digits."))
        return code
