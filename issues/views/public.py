"""What everybody may read: the published issues of all groups and of one. Alike for everybody."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.gate import PublicGroupPage
from groups.queries import all_groups, version_of_all
from issues.filters import IssueFilter, NationalFilter
from issues.queries import (
    clocks_of,
    evidence_or_404,
    national_issues,
    public_file,
    public_issues,
)
from issues.resources import atom, issues_file
from issues.views.base import listed
from masam.attachments.serving import file_response
from masam.spreadsheets.serving import stream_response
from masam.tenancy import in_group, national_read
from masam.ui.addresses import address
from masam.wire.pages import Page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from issues.models.issue import IssueQuerySet

FEED = 50  # entries of an Atom feed


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


class NationalIssues(_AcrossGroups):
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


class GroupIssues(_OfGroup):
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
    """`/<group>/issues.atom`: the newest public issues of the group."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        title = _("Issues: %(group)s") % {"group": self.group.name}
        path = address(self.group.slug, "issues")
        rows = self.rows.order_by("-logged_at", "-id")[:FEED]
        return _feed(atom(rows, title=title, root=settings.BASE_URL, path=path))


class PublicIssue(PublicGroupPage):
    """`/<group>/issues/<no>/`: what, where, who answers, and how we know that it is fixed."""

    template_name = "issues/public_issue.html"

    def context(self) -> dict[str, Any]:
        file = public_file(self.group, self.kwargs["number"])
        return {
            "group": self.group,
            "file": file,
            "issue": file.issue,
            "clocks": clocks_of(file.issue),
        }


class PublicEvidence(PublicGroupPage):
    """`/<group>/issues/<no>/evidence/<id>/`: a photo that was made public with its issue."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        issue = public_file(self.group, kwargs["number"]).issue
        return file_response(evidence_or_404(issue, kwargs["pk"], public_only=True), public=True)
