"""Forms of lines: 409 shows the lines that somebody else saved otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groups.gate import DeskForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse


class LinesPage(DeskForm):
    """A form of the lines of something with a `version`."""

    template_name = "groups/lines_edit.html"
    heading: Any = ""
    lead: Any = ""

    def target(self) -> Any:
        """Give what the lines belong to."""
        raise NotImplementedError

    def standing(self) -> Sequence[Any]:
        """Give the lines that stand now."""
        raise NotImplementedError

    def form_kwargs(self) -> dict[str, Any]:
        return {"rows": self.standing()}

    def initial(self) -> dict[str, Any]:
        return {"version": self.target().version}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "target": self.target(), "back": self.success_url(None)}

    def render_form(self, form: Any, *, status: int = 200) -> HttpResponse:
        if status == 409:
            form.theirs_rows = _otherwise(form)
            form.data = form.data.copy()
            self.target().refresh_from_db(fields=["version"])
            form.data["version"] = str(self.target().version)
        return super().render_form(form, status=status)


def _otherwise(form: Any) -> list[tuple[str, str]]:
    """Give (which line, how it stands now) of the lines that differ from what was sent."""
    sent = {line["pk"]: line for line in form.lines()}
    shown = []
    for number, row in enumerate(form.rows, start=1):
        line = sent.get(row.pk)
        texts = [str(getattr(row, name) or "–") for name in form.columns()]
        if line is None or any(line[name] != getattr(row, name) for name in form.columns()):
            shown.append((_("Line %(number)d") % {"number": number}, " · ".join(texts)))
    return shown
