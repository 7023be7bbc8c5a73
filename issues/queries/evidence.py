"""The files of an issue: which one a reader gets, what is hidden, and who opened it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404

from issues.models import Evidence, Redaction, TextRedaction, mark_of
from masam.audit.models import Entry
from masam.search.folding import saying

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar

    from django.db.models import QuerySet

    from groups.models import Group
    from issues.models import Issue

    L = TypeVar("L", bound=Any)

# What counts as opening something sensitive: the verb, as `record_access` writes it.
OPENED = ("evidence.opened", "passage.opened", "feedback.contact.opened")


def evidence_or_404(issue: Issue, pk: int, *, public_only: bool = False) -> Evidence:
    """Give a file of an issue that the caller was let to, as everybody may see it.

    The one way to a file for the desk, the office, the link in a mail and the public page: what
    was removed is not found, and of a redacted picture this is the copy. The original has a door
    of its own (`original_or_404`), and opening it is written down.
    """
    rows = issue.evidence.filter(is_public=True) if public_only else issue.evidence.all()
    found: Evidence | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def kept_evidence_or_404(issue: Issue, pk: int) -> Evidence:
    """Give a file of an issue for who handles the files, the removed ones too."""
    rows = Evidence.kept.filter(issue=issue, pk=pk).select_related("issue", "redaction")
    found: Evidence | None = rows.first()
    if found is None:
        raise Http404
    return found


def original_or_404(issue: Issue, pk: int) -> Evidence:
    """Give a picture of which something is hidden; 404 for one that is shown whole."""
    evidence = kept_evidence_or_404(issue, pk)
    if not Redaction.objects.filter(evidence=evidence).exists():
        raise Http404
    return evidence


def files_of(issue: Issue) -> list[Evidence]:
    """Give the files of an issue in their order, the removed ones last; with their originals."""
    rows = Evidence.kept.filter(issue=issue).select_related("redaction", "added_by", "removed_by")
    return sorted(rows, key=lambda row: (row.removed_at is not None, row.position, row.pk))


def openings_of(issue: Issue) -> list[Entry]:
    """Give who opened what is hidden of an issue, the latest first, fifty at most."""
    files = Evidence.kept.filter(issue=issue).values("pk")
    entries = Entry.objects.filter(group_id=issue.group_id, verb__in=OPENED)
    of_files = entries.filter(target_kind="issues.evidence", target_id__in=files)
    of_texts = entries.filter(target_kind="issues.issue", target_id=issue.pk)
    return list((of_files | of_texts).order_by("-id")[:50])


def all_openings(group: Group, wanted: dict[str, Any]) -> QuerySet[Entry]:
    """Give who opened what is sensitive in a group, by the filters of `AccessFilter`."""
    rows = Entry.objects.filter(
        group=group, verb__in=[wanted.get("what")] if wanted.get("what") else OPENED
    )
    if wanted.get("who"):
        rows = rows.filter(saying(wanted["who"], "actor_name"))
    if wanted.get("since"):
        rows = rows.filter(at__gte=wanted["since"])
    if wanted.get("until"):
        rows = rows.filter(at__lt=wanted["until"])
    return rows


def with_passages(rows: Any) -> Any:
    """Add the hidden passages of issues, in the same query: number, passage, reason, made_at."""
    words = JSONObject(
        number=F("number"), passage=F("passage"), reason=F("reason"), made_at=F("made_at")
    )
    hidden = TextRedaction.objects.filter(issue=OuterRef("pk"), lifted_at__isnull=True)
    return rows.annotate(hidden=ArraySubquery(hidden.order_by("number").values_list(words)))


def covered(issue: Issue, lines: Iterable[L]) -> list[L]:
    """Hide the passages in the notes of a timeline: the audit keeps its words for ever.

    An issue that comes `with_passages` costs no query, another one costs one.
    """
    hidden = getattr(issue, "hidden", None)
    if hidden is None:
        rows = TextRedaction.objects.filter(issue=issue, lifted_at__isnull=True)
        hidden = list(rows.values("number", "passage"))
    if not hidden:
        return list(lines)
    return [replace(line, note=_without(line.note, hidden)) for line in lines]


def _without(text: str, hidden: list[dict[str, Any]]) -> str:
    for row in hidden:
        text = text.replace(row["passage"], mark_of(row["number"]))
    return text


def passage_or_404(issue: Issue, number: int) -> TextRedaction:
    """Give a hidden passage by its number; one that was put back is no longer hidden."""
    rows = TextRedaction.objects.filter(issue=issue, number=number, lifted_at__isnull=True)
    found: TextRedaction | None = rows.select_related("issue__group", "made_by").first()
    if found is None:
        raise Http404
    return found
