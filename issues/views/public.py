"""What everybody may read: the published issues of all groups and of one. Alike for everybody."""

from __future__ import annotations

import secrets
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.gate import PublicGroupForm, PublicGroupPage
from groups.queries import all_groups, version_of_all
from issues.actions import say_me_too, take_me_too_back
from issues.filters import IssueFilter, NationalFilter
from issues.models import Evidence
from issues.queries import (
    clocks_of,
    counts_of,
    national_issues,
    next_actor,
    public_file,
    public_issues,
    public_successor,
    said_me_too,
    voice_key,
)
from issues.resources import atom, issues_file
from issues.views.base import listed
from issues.views.evidence import evidence_response
from issues.views.share import live_address, tongue_address
from masam.notifications.actions import address_key
from masam.spreadsheets.serving import stream_response
from masam.tenancy import in_group, national_read
from masam.ui.addresses import PREFIXES, address
from masam.wire.kept import Kept
from masam.wire.limits import address_of, count_hit
from masam.wire.pages import Page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from issues.models import Issue
    from issues.models.issue import IssueQuerySet

FEED = 50  # entries of an Atom feed
COOKIE = "masam_voice"
# A whole clinic may share one address; a flood of thousands may not.
MOST_VOICES, VOICE_SECONDS = 20, 600


class _AcrossGroups(Page):
    """A public page over the published issues of all groups."""

    public = True
    cache = "public"

    def etag(self) -> str | None:
        return f"issues.{version_of_all()}.{timezone.localdate():%Y%m%d}"

    @cached_property
    def filter(self) -> NationalFilter:
        """The filters as they stand in the address."""
        return NationalFilter(self.request.GET, groups=all_groups().prefetch_related(None))


class NationalIssues(Kept, _AcrossGroups):
    """`/issues/`: of all groups, the newest first."""

    template_name = "issues/national_list.html"

    def context(self) -> dict[str, Any]:
        wanted = self.filter.wanted
        after = self.request.GET.get("after", "")
        with national_read():
            found = listed(national_issues(wanted), wanted, after)
        return {"filter": self.filter, **found}


class NationalCsv(_AcrossGroups):
    """`/issues.csv` and `.xlsx`: exactly the filtered list."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> Any:
        with national_read():
            rows = national_issues(self.filter.wanted)
        kind = self.kwargs["kind"]
        return stream_response(kind, "issues", issues_file(kind, rows, national_read))


class NationalAtom(_AcrossGroups):
    """`/issues.atom`: the newest public issues."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        with national_read():
            rows = list(national_issues(self.filter.wanted).order_by("-logged_at", "-id")[:FEED])
        title = _("Issues of all groups")
        return _feed(atom(rows, title=title, root=settings.BASE_URL, path=address("issues")))


def _feed(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


class _OfGroup(PublicGroupPage):
    """A public page over the published issues of one group."""

    @cached_property
    def filter(self) -> IssueFilter:
        """The filters as they stand in the address."""
        return IssueFilter(self.request.GET)

    @cached_property
    def rows(self) -> IssueQuerySet:
        """The published issues by the filters."""
        return public_issues(self.group, self.filter.wanted)


class GroupIssues(Kept, _OfGroup):
    """`/<group>/issues/`."""

    template_name = "issues/group_list.html"

    def context(self) -> dict[str, Any]:
        found = listed(self.rows, self.filter.wanted, self.request.GET.get("after", ""))
        return {"group": self.group, "filter": self.filter, **found}


class GroupCsv(_OfGroup):
    """`/<group>/issues.csv` and `.xlsx`: exactly the filtered list."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> Any:
        kind = self.kwargs["kind"]
        chunks = issues_file(kind, self.rows, partial(in_group, self.group))
        return stream_response(kind, f"issues-{self.group.slug}", chunks)


class GroupAtom(_OfGroup):
    """`/<group>/issues.atom`: the public issues of the group that moved last."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        title = _("Issues: %(group)s") % {"group": self.group.name}
        path = address(self.group.slug, "issues")
        rows = self.rows.order_by("-state_at", "-id")[:FEED]  # what moved last comes first
        return _feed(atom(rows, title=title, root=settings.BASE_URL, path=path))


class PublicIssue(PublicGroupPage):
    """`/<group>/issues/<no>/`: what, where, who answers, and how we know that it is fixed."""

    template_name = "issues/public_issue.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            code = public_successor(self.group, kwargs["number"])
            if not code:
                raise
            # Not for ever: a merge can be undone.
            return HttpResponseRedirect(address(self.group.slug, "issues", code))

    def context(self) -> dict[str, Any]:
        file = public_file(self.group, self.kwargs["number"])
        live = live_address(file.issue)
        return {
            "group": self.group,
            "file": file,
            "issue": file.issue,
            "next": next_actor(file.issue),
            "counts": counts_of(file.issue),
            "shown": [row for row in file.evidence if row.shows == Evidence.Shows.FIX],
            "meetings": _meetings(file.issue),
            "live": live,
            "tongues": [(code, tongue_address(file.issue, code)) for code in PREFIXES],
            "card": f"{live}card.png",
            "clocks": clocks_of(file.issue),
        }


def _meetings(issue: Issue) -> list[dict[str, Any]]:
    """Give the decisions of public meetings that speak of an issue."""
    rows: list[dict[str, Any]] = issue.decisions  # type: ignore[attr-defined]
    return [row | {"day": date.fromisoformat(row["held"])} for row in rows if row["published"]]


class PublicEvidence(PublicGroupPage):
    """`/<group>/issues/<no>/evidence/<id>/`: a photo that was made public with its issue."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        issue = public_file(self.group, kwargs["number"]).issue
        return evidence_response(request, issue, kwargs["pk"], public=True)


class MeTooPage(PublicGroupForm):
    """`/<group>/issues/<no>/me-too/`: "I have this problem too", once for each browser.

    The public page links here and stays alike for everybody. The cookie is set by the POST only;
    it is a random number, signed, and only a keyed hash of it stands in the database.
    """

    template_name = "issues/me_too.html"
    form_class = forms.Form

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.issue = public_file(self.group, self.kwargs["number"]).issue

    @cached_property
    def browser(self) -> str:
        """The number of this browser, "" when it has none or a forged one."""
        return str(self.request.get_signed_cookie(COOKIE, default="", salt=COOKIE))

    @property
    def has_said(self) -> bool:
        """Whether this browser's "me too" stands."""
        return bool(self.browser) and said_me_too(self.issue, voice_key(self.issue, self.browser))

    def context(self) -> dict[str, Any]:
        is_open = self.issue.is_unfinished
        return {"group": self.group, "issue": self.issue, "said": self.has_said, "open": is_open}

    def act(self, form: Any) -> bool:
        sender = address_key(address_of(self.request))  # counted with, stored nowhere
        count_hit("me-too", sender, most=MOST_VOICES, seconds=VOICE_SECONDS)
        if "not_me" in self.request.POST:
            return take_me_too_back(self.issue, key=voice_key(self.issue, self.browser))
        self.browser = self.browser or secrets.token_urlsafe(18)
        return say_me_too(self.issue, key=voice_key(self.issue, self.browser))

    def answer(self, result: Any) -> HttpResponseBase:
        response = super().answer(result)
        if self.browser:
            response.set_signed_cookie(
                COOKIE, self.browser, salt=COOKIE, max_age=365 * 86400, httponly=True,
                samesite="Lax", secure=self.request.is_secure(),
            )  # fmt: skip
        return response

    def success_url(self, result: Any) -> str:
        return "?"
