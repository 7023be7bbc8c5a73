"""What leaves the public page of an issue: a card for shared links, a sheet of paper, a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.translation import get_language

from groups.gate import PublicGroupPage
from issues.queries import clocks_of, counts_of, public_file
from issues.resources import timeline_atom
from masam.ui import states
from masam.ui.addresses import address, in_language
from masam.ui.card import Card, draw_card
from masam.ui.qr import qr_svg

if TYPE_CHECKING:
    from issues.models import Issue
    from issues.queries import IssueFile

DAY = 24 * 3600  # seconds a drawn card is kept
NEWS = 50  # entries of the feed of one issue


class _OfIssue(PublicGroupPage):
    """Something about one published issue."""

    @property
    def file(self) -> IssueFile:
        """All that everybody may see of it; 404 unless it is published."""
        return public_file(self.group, self.kwargs["number"])


def live_address(issue: Issue) -> str:
    """Give the whole address of the public page of an issue."""
    return settings.BASE_URL + address(issue.group.slug, "issues", issue.code)


def tongue_address(issue: Issue, code: str) -> str:
    """Give the whole address of the public page in another language."""
    return settings.BASE_URL + in_language(f"/{issue.group.slug}/issues/{issue.code}/", code)


class IssueCard(_OfIssue):
    """`/<group>/issues/<no>/card.png`: what a shared link shows, drawn by ourselves."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        issue = self.file.issue
        key = f"card:{issue.pk}:{issue.version}:{get_language()}:{settings.RELEASE}"
        picture = cache.get(key)
        if picture is None:
            picture = draw_card(card_of(issue))
            cache.set(key, picture, DAY)
        response = HttpResponse(picture, content_type="image/png")
        response["Cache-Control"] = "public, max-age=3600"
        return response


def card_of(issue: Issue) -> Card:
    """Give the words of the card: title, state, place, who answers."""
    look = states.ISSUE[issue.state]
    place = issue.service_point or issue.unit
    return Card(
        code=issue.code,
        title=issue.title,
        state=str(look.word),
        tone=look.tone,
        lines=tuple(str(line.name) for line in (place, issue.responsible) if line is not None),
        source=issue.group.name,
    )


class IssueSheet(_OfIssue):
    """`/<group>/issues/<no>/sheet/`: one sheet of paper with a code that leads to the page."""

    template_name = "issues/public_sheet.html"

    def context(self) -> dict[str, Any]:
        file = self.file
        live = live_address(file.issue)
        return {
            "group": self.group,
            "file": file,
            "issue": file.issue,
            "counts": counts_of(file.issue),
            "clocks": clocks_of(file.issue),
            "live": live,
            "qr": qr_svg(live),
        }


class IssueAtom(_OfIssue):
    """`/<group>/issues/<no>.atom`: each step of one issue, the newest first."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        file = self.file
        body = timeline_atom(file.issue, file.lines[-NEWS:], link=live_address(file.issue))
        return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
