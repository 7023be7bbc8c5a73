"""Two people changed the same thing: the page shows what the other one saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpResponse


class ShowsBoth:
    """A form that answers 409 with both texts; saving again then knows of the other one."""

    def render_form(self, form: Any, *, status: int = 200) -> HttpResponse:
        if getattr(form, "theirs", None):
            form.theirs_rows = rows_of(form)
            form.data = form.data.copy()
            for name, value in self.seen_now(form.theirs).items():
                form.data[name] = value  # QueryDict.update would add a second value
        response: HttpResponse = super().render_form(form, status=status)  # type: ignore[misc]
        return response

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        """Give the hidden fields that say what the person has now seen."""
        raise NotImplementedError


def rows_of(form: Any) -> list[tuple[str, str]]:
    """Give (label, what now stands) of a refused form."""
    return [(str(form.fields[name].label), text) for name, text in form.theirs.items()]
