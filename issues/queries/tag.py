"""Tags, priorities and "me too" of issues: in the issue's own query (I6, I18)."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, OuterRef, Q
from django.http import Http404

from issues.lifecycle import IssueState
from issues.models import Issue, IssueTag, MeToo, Priority, Tag
from issues.queries.gathered import gathered
from issues.queries.lists import with_lines

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.gate import Gate
    from groups.models import Group
    from issues.models.issue import IssueQuerySet


def with_tags(rows: Any) -> Any:
    """Add the tags of issues as `tags`, a list of `{"tag_id", "tag__name"}`."""
    carried = IssueTag.objects.filter(issue=OuterRef("pk")).order_by("tag__key")
    return rows.annotate(tags=gathered(carried, "tag_id", "tag__name"))


def with_marks(rows: Any) -> Any:
    """Add tags, the priority with its ground, and how many said "me too"."""
    urgency = Priority.objects.filter(issue=OuterRef("pk"))
    words = ("level", "reason", "set_at", "decision__text", "decision__meeting__number")
    return with_tags(rows).select_related("echo").annotate(urgency=gathered(urgency, *words))


def marked(rows: IssueQuerySet) -> Any:
    """Add what a line of the desk's list shows beside the rest: tags, priority, me too."""
    return with_tags(rows).select_related("priority", "echo")


def tags_of(group: Group) -> QuerySet[Tag]:
    """Give the tags on offer, in the order of their names."""
    return Tag.objects.filter(group=group, is_active=True)


def all_tags(group: Group) -> QuerySet[Tag]:
    """Give every tag with the number of issues that carry it, and how many of them are open."""
    over = Q(uses__issue__state__in=[IssueState.MERGED, IssueState.REJECTED])
    done = over | Q(uses__issue__state=IssueState.VERIFIED_FIXED)
    rows = Tag.objects.filter(group=group).order_by("-is_active", "key")
    return rows.annotate(in_all=Count("uses"), unfinished=Count("uses", filter=~done))


def tag_or_404(gate: Gate, pk: int) -> Tag:
    """Give a tag of the gate's group; the only door from an address to one."""
    found: Tag | None = Tag.objects.filter(group=gate.group, pk=pk).first()
    if found is None:
        raise Http404
    return found


def issues_by_codes(group: Group, codes: list[str]) -> Any:
    """Give the group's issues of these numbers (KHO-42), the newest first; others are left out."""
    ends = [code.rpartition("-")[2] for code in codes]
    numbers = [int(end) for end in ends if end.isdigit() and len(end) < 10]
    rows = Issue.objects.filter(group=group, number__in=numbers)
    return marked(with_lines(rows)).order_by("-logged_at", "-id")


def voice_key(issue: Issue, browser: str) -> str:
    """Give the keyed hash of a browser for one issue: issues of one browser look unrelated."""
    words = f"{browser}:{issue.pk}".encode()
    return hmac.new(settings.TOKEN_KEY.encode(), words, hashlib.sha256).hexdigest()


def said_me_too(issue: Issue, key: str) -> bool:
    """Tell whether a browser's "me too" to an issue stands."""
    return bool(MeToo.objects.filter(group=issue.group_id, issue=issue, key=key).exists())
