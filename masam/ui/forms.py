"""How forms are drawn: fields with label, hint and error; and the few widgets of our own."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import TemplateDoesNotExist, loader


class Renderer(DjangoTemplates):
    """Draws forms with `templates/parts/`; widgets Django's way unless we have a template of the same name."""

    form_template_name = "parts/_form.html"
    field_template_name = "parts/_field.html"
    formset_template_name = "parts/_formset.html"

    def get_template(self, template_name: str) -> Any:
        """Return our template, else the one Django ships."""
        try:
            return loader.get_template(template_name)
        except TemplateDoesNotExist:
            return super().get_template(template_name)


class DayInput(forms.DateInput):
    """A day: the browser's picker, with buttons "today" and "yesterday" before it (js/days.js)."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None, *, is_past: bool = False) -> None:
        quick = {"data-quick": "past"} if is_past else {}
        super().__init__(attrs={**quick, **(attrs or {})}, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of the day, 24 hours."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day and a time, in the zone of the group."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class CodeInput(forms.TextInput):
    """A code of digits: numeric keypad, spaces allowed, never remembered by the browser."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"inputmode": "numeric", "autocomplete": "off", "class": "code-input"}
        super().__init__(attrs={**own, **(attrs or {})})


class PhoneInput(forms.TextInput):
    """A Mongolian phone number, 8 digits."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"autocomplete": "tel", "inputmode": "tel", **(attrs or {})})


class Lines(forms.Textarea):
    """A few lines of text; `rows` says how many the writer sees."""

    def __init__(self, rows: int = 3, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"rows": rows, **(attrs or {})})


class PhotoInput(forms.ClearableFileInput):
    """Photos, shrunk on the phone before they are sent (js/photos.js)."""

    template_name = "django/forms/widgets/file.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"accept": "image/*", "data-shrink": "", **(attrs or {})})
