"""The files of an issue: what they show, their order, removing, and hiding areas of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions.change import announce, locked, raise_version
from issues.models import Evidence, Redaction
from masam.attachments.pictures import covered
from masam.audit.actions import record, record_access
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from issues.models import Issue

Area = tuple[float, float, float, float]
MOST_AREAS = 64
# What of a file goes over to the redacted copy, and back to the original.
OF_FILE = ("content_type", "size", "sha256", "width", "height")


class CannotRedact(DomainError):
    """Nothing can be hidden so."""


class CannotSort(DomainError):
    """The row stands at the end already."""


@transaction.atomic
def describe_evidence(
    evidence: Evidence, *, actor: Any, caption: str, shows: str, name: str
) -> Evidence:
    """Change what is said of a file: caption, what it shows, its name (the ending stays)."""
    issue, row = _held(evidence)
    ending = row.name.rsplit(".", 1)[-1]
    stem = name.strip().removesuffix(f".{ending}").strip()[:150]
    was = {"caption": row.caption, "shows": row.shows, "name": row.name}
    row.caption, row.shows = " ".join(caption.split()), shows
    row.name = f"{stem}.{ending}" if stem else row.name
    row.save(update_fields=["caption", "shows", "name"])
    record("evidence.described", actor=actor, target=row, data={"was": was})
    _tell(issue)
    return row


@transaction.atomic
def sort_evidence(evidence: Evidence, *, actor: Any, up: bool) -> Evidence:
    """Move a file one place up or down among those of its issue."""
    issue, row = _held(evidence)
    rows = list(Evidence.objects.filter(issue=issue).order_by("position", "id"))
    place = rows.index(row)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        raise CannotSort(_("It stands at the end already."))
    rows[place], rows[other] = rows[other], rows[place]
    for position, each in enumerate(rows, start=1):
        each.position = position
    Evidence.objects.bulk_update(rows, ["position"])
    record("evidence.sorted", actor=actor, target=row)
    _tell(issue)
    return row


@transaction.atomic
def remove_evidence(evidence: Evidence, *, actor: Any, note: str) -> Evidence:
    """Take a file away from every page. It stays with its reason, and can be put back."""
    issue, row = _held(evidence)
    if row.removed_at is None:
        row.removed_at, row.removed_by, row.removed_for = timezone.now(), actor, note[:300]
        row.is_public = False
        row.save(update_fields=["removed_at", "removed_by", "removed_for", "is_public"])
        record("evidence.removed", actor=actor, target=row, note=note)
        _tell(issue)
    return row


@transaction.atomic
def put_back_evidence(evidence: Evidence, *, actor: Any, note: str = "") -> Evidence:
    """Bring a removed file back; it is public again only when somebody chooses it."""
    issue, row = _held(evidence)
    if row.removed_at is not None:
        row.removed_at, row.removed_by, row.removed_for = None, None, ""
        row.save(update_fields=["removed_at", "removed_by", "removed_for"])
        record("evidence.put_back", actor=actor, target=row, note=note)
        _tell(issue)
    return row


@transaction.atomic
def redact_evidence(
    evidence: Evidence,
    *,
    actor: Any,
    areas: Sequence[Area],
    reason: str,
    version: int | None = None,
) -> Evidence:
    """Hide exactly `areas` (percent of the picture) from everybody, always from the original.

    Again with other areas: revises. With none: the original is shown again. The original stays
    with those who have the duty `evidence.original`. Raises `CannotRedact`, and `StaleVersion` for an older version.
    """
    issue, row = _held(evidence, version)
    original = Redaction.objects.filter(evidence=row).first()
    if not row.is_picture:
        raise CannotRedact(_("Only areas of pictures can be hidden."))
    if not areas and original is None:
        raise CannotRedact(_("Please mark the area that nobody should see."), field="areas")
    if len(areas) > MOST_AREAS:
        raise CannotRedact(
            _("At most %(most)d areas, please.") % {"most": MOST_AREAS}, field="areas"
        )
    if not areas and original is not None:
        return _show_whole(issue, row, original, actor=actor, reason=reason)
    return _hide(issue, row, original, actor=actor, areas=areas, reason=reason)


def _hide(
    issue: Issue,
    row: Evidence,
    original: Redaction | None,
    *,
    actor: Any,
    areas: Sequence[Area],
    reason: str,
) -> Evidence:
    is_first = original is None
    kept = original or Redaction(
        group=row.group, evidence=row, file=row.file.name, name=row.name, added_by=actor,
        **{name: getattr(row, name) for name in OF_FILE},
    )  # fmt: skip
    copy = covered(kept, areas)
    old = row.file.name
    row.file.save("photo.jpg", copy.content, save=False)
    try:
        with transaction.atomic():
            kept.areas, kept.reason = [list(area) for area in areas], reason[:300]
            kept.save()
            for name in OF_FILE:
                setattr(row, name, getattr(copy, name))
            row.save(update_fields=["file", *OF_FILE])
    except BaseException:
        row.file.delete(save=False)
        raise
    if not is_first:
        _forget_file(row, old)
    verb = "evidence.redacted" if is_first else "evidence.revised"
    record(verb, actor=actor, target=row, note=reason, data={"areas": kept.areas})
    _tell(issue)
    return row


def _show_whole(
    issue: Issue, row: Evidence, original: Redaction, *, actor: Any, reason: str
) -> Evidence:
    old = row.file.name
    row.file = original.file.name
    for name in OF_FILE:
        setattr(row, name, getattr(original, name))
    row.save(update_fields=["file", *OF_FILE])
    areas = original.areas
    original.delete()
    _forget_file(row, old)
    record("evidence.shown", actor=actor, target=row, note=reason, data={"areas": areas})
    _tell(issue)
    return row


def _forget_file(row: Evidence, name: str | None) -> None:
    """Delete a redacted copy that no row names any more, once the change is certain."""
    storage = row.file.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def open_original(evidence: Evidence, *, actor: Any) -> Redaction:
    """Give the original of a redacted picture; who opened it is written down."""
    original: Redaction = Redaction.objects.get(evidence=evidence)
    record_access("evidence", actor=actor, target=evidence)
    return original


def _held(evidence: Evidence, version: int | None = None) -> tuple[Issue, Evidence]:
    """Lock the issue first, as every change does, then read the file as it now stands."""
    issue = locked(evidence.issue, version)
    return issue, Evidence.kept.select_related("group").get(pk=evidence.pk)


def _tell(issue: Issue) -> None:
    raise_version(issue)
    announce(issue, issue.counted())
