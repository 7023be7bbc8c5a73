"""What the desk's pages about one issue have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from groups.gate import DeskForm
from issues.queries import MOST_COUNTED, issue_or_404, order_of, with_count, with_hits
from masam.ui.addresses import address
from masam.ui.pager import Slice, slice_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from issues.models import Issue
    from issues.models.issue import IssueQuerySet


PAGE = 25  # issues on a page of a list: light enough for a phone on a bad line


class IssueForm(DeskForm):
    """A form about one issue. `verb` is what the person wants to do with it."""

    verb: ClassVar[str] = ""
    heading: ClassVar[Any] = ""
    button: ClassVar[Any] = ""
    template_name = "issues/issue_form.html"

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.issue: Issue = issue_or_404(self.gate, self.kwargs["number"], to=self.verb)

    def context(self) -> dict[str, Any]:
        back = self.success_url(None)
        return {"group": self.group, "issue": self.issue, "back": back}

    def render_form(self, form: BaseForm, *, status: int = 200) -> HttpResponse:
        if status == 409 and "version" in form.fields:  # the next try starts from what now stands
            self.issue = issue_or_404(self.gate, self.kwargs["number"])
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(self.issue.version)  # type: ignore[index]
        return super().render_form(form, status=status)

    def success_url(self, result: Any) -> str:
        if "issue.read" in self.gate.may:
            return address(self.group.slug, "desk", "issues", self.issue.code)
        return address("office", self.group.slug, self.issue.code)


def listed(rows: IssueQuerySet, wanted: Mapping[str, Any], after: str) -> dict[str, Any]:
    """Give a page of a list of issues with its count, and where the words asked for stand."""
    page = slice_after(with_count(rows), after, order=order_of(wanted), size=PAGE)
    return shown_page(page, wanted)


def shown_page(page: Slice[Issue], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a template shows of a page whose rows carry the count of the list."""
    count = page.rows[0].in_all if page.rows else 0  # type: ignore[attr-defined]
    only_similar = with_hits(page.rows, wanted["q"]) if wanted.get("q") else False
    return {
        "page": page,
        "count": min(count, MOST_COUNTED),
        "is_more": count > MOST_COUNTED,
        "only_similar": only_similar,
    }
