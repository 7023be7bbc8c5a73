"""Issues that may be about the same, shown while one is logged; they never stop anybody (I5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groups.gate import DeskPage
from issues.queries import similar_issues
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from groups.models import Group
    from issues.models import Issue


class LooksKnown(DomainError):
    """Similar issues stand already; said once, then the issue is logged all the same."""


class ShowsSimilar:
    """A form page that shows similar issues once before it acts.

    The page's own form sends `seen`, empty as long as nothing was shown. What does not send it
    (a phone without a network, a machine) is never asked.
    """

    group: Group
    similar: list[Issue] = []

    def look_for_similar(self, form: Any) -> None:
        """Show what is similar, unless it was shown. Raises `LooksKnown`."""
        words = form.cleaned_data
        if words.pop("seen", "") or "seen" not in form.data:
            return
        point = words.get("service_point")
        self.similar = similar_issues(self.group, words["title"], point=point and point.pk)
        if self.similar:
            form.data = form.data.copy()
            form.data["seen"] = "1"
            raise LooksKnown(
                _("This may be known already: please look below. Saving again logs it anyway."),
                field="title",
            )


class SimilarIssues(DeskPage):
    """`/<group>/desk/issues/similar/?title=…&point=7`: a piece of a page, asked for while typing."""

    permission = "issue.log"
    template_name = "issues/_similar.html"

    def context(self) -> dict[str, Any]:
        title, point = self.request.GET.get("title", ""), self.request.GET.get("point", "")
        key = int(point) if point.isdecimal() and len(point) < 10 else None
        return {"group": self.group, "similar": similar_issues(self.group, title[:160], point=key)}
