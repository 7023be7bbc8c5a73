"""The form a citizen fills in: four taps, nothing asked that is not needed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.actions import Given
from feedback.models import Kind, Way
from masam.attachments.checks import BadFile, clean_image
from masam.organisations.models import Organisation
from masam.ui.forms import Lines, PhotoInput

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from masam.attachments.checks import CleanFile

MOST_LETTERS = 5000
QUICKEST_SECONDS = 2  # nobody chooses, writes and sends in less; programs do
PHONE = re.compile(r"^(?:976)?(\d{8})$")
SIGNER = TimestampSigner(salt="masam.feedback.opened")


class GiveForm(forms.Form):
    """Praise, an idea, a question or a problem. `point` is known when the poster's QR led here."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you want to tell?"), choices=Kind.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    point = forms.ModelChoiceField(
        label=gettext_lazy("Where was it?"), queryset=Organisation.objects.none(), required=False,
        empty_label=gettext_lazy("I do not say, or it is not in the list"),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("In your own words"), max_length=MOST_LETTERS, widget=Lines(rows=4),
        help_text=gettext_lazy("Please write no names. You may write in any language."),
    )  # fmt: skip
    photo = forms.FileField(
        label=gettext_lazy("Photo"), required=False, widget=PhotoInput,
        help_text=gettext_lazy("The place and time stored in the photo are removed."),
    )  # fmt: skip
    way = forms.ChoiceField(
        label=gettext_lazy("How do you want to hear the answer?"), choices=Way.choices,
        widget=forms.RadioSelect, initial=Way.NONE, required=False,
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("Phone number or email"), required=False, max_length=254,
        help_text=gettext_lazy(
            "Only the facilitator of the group sees it. The office never does."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, points: QuerySet[Organisation], point: Organisation | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.known_point = point
        if point is None:
            self.fields["point"].queryset = points  # type: ignore[attr-defined]
        else:
            del self.fields["point"]
        if "opened" in self.fields:
            self.fields["opened"].initial = SIGNER.sign("")

    def clean_photo(self) -> CleanFile | None:
        """Decode the picture and make it anew; nothing the camera wrote beside it survives."""
        upload = self.cleaned_data.get("photo")
        if not upload:
            return None
        try:
            return clean_image(upload)
        except BadFile as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """See that the contact fits the way chosen; without a way no contact is kept."""
        data = super().clean() or {}
        way = data["way"] = data.get("way") or Way.NONE
        try:
            data["contact"] = checked_contact(way, data.get("contact") or "")
        except ValidationError as error:
            self.add_error("contact", error)
        return data

    @property
    def is_suspect(self) -> bool:
        """Whether a program seems to have sent it. It is kept all the same: people look at it."""
        return bool(self.cleaned_data.get("website")) or _was_too_quick(
            self.cleaned_data.get("opened") or ""
        )

    def given(self, **more: Any) -> Given:
        """Give what was said, as the action wants it."""
        data = self.cleaned_data
        return Given(
            kind=data["kind"],
            text=data["text"],
            point=self.known_point or data.get("point"),
            way=data["way"],
            contact=data["contact"],
            photo=data["photo"],
            **more,
        )


def checked_contact(way: str, value: str) -> str:
    """Give a contact in its plain form. Raises `ValidationError` with a sentence."""
    if way == Way.NONE:
        return ""
    if way == Way.MAIL:
        try:
            validate_email(value.strip())
        except ValidationError as error:
            raise ValidationError(_("Please write an email address, like name@mail.mn.")) from error
        return value.strip()
    number = PHONE.match(re.sub(r"\D", "", value))
    if number is None:
        raise ValidationError(_("Please write a phone number of 8 digits."))
    return number[1]


def _was_too_quick(stamp: str) -> bool:
    try:
        SIGNER.unsign(stamp, max_age=QUICKEST_SECONDS)
    except BadSignature as error:  # an old stamp raises SignatureExpired, which is one of these
        return type(error) is BadSignature
    return True
