"""What every change of an issue has in common: the lock, the version, what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions import touch
from groups.queries import membership_of
from issues.actions.clock import run_clocks
from issues.actions.refusals import REFUSALS, CannotMove
from issues.actions.search import remember_publicity, remember_words
from issues.lifecycle import ISSUE, audit_verb
from issues.models import Evidence, Issue
from issues.notices import issue_moved as tell
from issues.permissions import RULES
from issues.signals import issue_changed, issue_moved
from masam.attachments.actions import attach
from masam.attachments.checks import MEBI, BadFile, CleanFile, clean_image
from masam.audit.actions import record
from masam.lifecycle import CannotTransition
from masam.wire.errors import StaleVersion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Membership
    from masam.lifecycle import Transition


MOST_FILES = 40  # of one issue, the removed ones too: they are kept
MOST_TOGETHER = 100 * MEBI


def locked(issue: Issue, version: int | None = None) -> Issue:
    """Give the issue with its row locked. Raises `StaleVersion` when `version` is an older one."""
    rows = Issue.objects.select_for_update(of=("self",))
    row = rows.select_related("group__unit", "responsible", "service_point", "concern").get(
        pk=issue.pk
    )
    if version is not None and version != row.version:
        raise StaleVersion(
            _("Somebody else changed this issue meanwhile. Both texts stand below."),
            theirs=as_text(row),
        )
    return row


def as_text(issue: Issue) -> dict[str, str]:
    """Give what now stands, by the names of the forms' fields."""
    return {
        "state": str(issue.get_state_display()),
        "title": issue.title,
        "detail": issue.detail,
        "sector": str(issue.get_sector_display()),
        "reporter_class": str(issue.get_reporter_class_display()),
        "organisation": str(issue.responsible or ""),
    }


def person(issue: Issue, actor: Any) -> Membership | None:
    """Give the membership the actor has in the issue's group today."""
    return membership_of(issue.group, actor) if actor is not None else None


def move(
    issue: Issue,
    verb: str,
    *,
    actor: Any,
    note: str = "",
    version: int | None = None,
    data: dict[str, Any] | None = None,
    photos: Iterable[Any] = (),
    shows: str = Evidence.Shows.CLAIM,
    **columns: Any,
) -> Issue:
    """Take one transition by the rules, with all that follows from it.

    The rule about the person's organisation comes from the actor's membership. `columns` are
    set with the state.
    """
    issue = locked(issue, version)
    rule = RULES.get(verb)
    if rule is not None:
        check(verb, rule(person(issue, actor), issue))
    return step(
        issue, verb, actor=actor, note=note, data=data, photos=photos, shows=shows, **columns
    )


def check(verb: str, verdict: Any) -> None:
    """Raise the verb's refusal with the reason unless the verdict is a yes."""
    if not verdict:
        raise REFUSALS.get(verb, CannotMove)(verdict.reason)


def step(
    issue: Issue,
    verb: str,
    *,
    actor: Any,
    note: str = "",
    data: dict[str, Any] | None = None,
    photos: Iterable[Any] = (),
    shows: str = Evidence.Shows.CLAIM,
    **columns: Any,
) -> Issue:
    """Take one transition of a locked issue whose rule has been asked."""
    before, was = issue.counted(), issue.state
    transition = _apply(issue, verb)
    note = " ".join(note.split()) if "\n" not in note else note.strip()
    if "note" in transition.required and not note:
        refuse(verb, _("Please write a few words: what was seen, or why."), field="note")
    for name, value in columns.items():
        setattr(issue, name, value)
    issue.state_at = timezone.now()
    run_clocks(issue, verb)
    keep(issue)
    attach_photos(issue, photos, actor=actor, shows=shows)
    record(audit_verb("issue", verb), actor=actor, target=issue, note=note, data=data)
    if transition.notice:
        tell(issue, transition.notice, actor=actor, note=note)
    issue_moved.send(sender=Issue, issue=issue, before=was, verb=verb, actor=actor)
    announce(issue, before)
    return issue


def refuse(verb: str, sentence: str, field: str | None = None) -> None:
    """Raise the verb's refusal."""
    raise REFUSALS.get(verb, CannotMove)(sentence, field=field)


def _apply(issue: Issue, verb: str) -> Transition:
    try:
        return ISSUE.apply(issue, verb)
    except CannotTransition as error:
        raise REFUSALS.get(verb, CannotMove)(str(error)) from error


def keep(issue: Issue) -> None:
    """Save the issue as its next version."""
    issue.version += 1
    issue.save()


def announce(
    issue: Issue, before: dict[str, object] | None, *, has_new_words: bool = False
) -> None:
    """Tell the search and the roll-ups; give the public pages a new version. Comes last.

    `before` is `issue.counted()` as it stood, None for a new issue; `has_new_words` says that
    it is now found by other words.
    """
    if before is None or has_new_words:
        remember_words(issue, is_new=before is None)
    elif before["published_at"] != issue.published_at:
        remember_publicity(issue)
    issue_changed.send(sender=Issue, issue=issue, before=before)
    touch(issue.group)


def attach_photos(
    issue: Issue, photos: Iterable[Any], *, actor: Any, shows: str, **words: str
) -> list[Evidence]:
    """Store checked files as evidence; an upload is checked as a photo first. Raises `BadFile`."""
    clean = [photo if isinstance(photo, CleanFile) else clean_image(photo) for photo in photos]
    if clean:
        _check_room(issue, clean)
    return [
        attach(Evidence, photo, group=issue.group, actor=actor, issue=issue, shows=shows, **words)
        for photo in clean
    ]


def _check_room(issue: Issue, files: list[CleanFile]) -> None:
    """Raise `BadFile` when the issue would hold too many files, or too large ones together."""
    held = Evidence.kept.filter(issue=issue).aggregate(count=Count("id"), size=Sum("size"))
    if held["count"] + len(files) > MOST_FILES:
        raise BadFile(
            _("An issue holds at most %(most)d files; this one has %(count)d already.")
            % {"most": MOST_FILES, "count": held["count"]},
            field="photos",
        )
    if (held["size"] or 0) + sum(file.size for file in files) > MOST_TOGETHER:
        raise BadFile(
            _("The files of an issue may have %(most)d MB together. Please send smaller ones.")
            % {"most": MOST_TOGETHER // MEBI},
            field="photos",
        )


def raise_version(issue: Issue) -> None:
    """Count a change that touches other rows of the issue only."""
    Issue.objects.filter(pk=issue.pk).update(version=F("version") + 1)
    issue.version += 1
