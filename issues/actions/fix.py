"""Four weeks after a fix: is it really fixed? Asking, and what people say (I12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from issues.actions.change import announce, attach_photos, locked, person, raise_version
from issues.actions.comment import comment_issue
from issues.actions.move import reopen_issue
from issues.actions.refusals import CannotAnswer
from issues.lifecycle import IssueState
from issues.models import Channel, Evidence, FixRound, FixWord, Issue, Said
from issues.models.fix import word_key
from issues.notices import followers
from issues.notices import issue_asked as tell_asked
from issues.notices import issue_doubted as tell_doubted
from issues.permissions import noted_by
from issues.signals import fix_asked
from masam.audit.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable


@transaction.atomic
def ask_followers(issue: Issue) -> int:
    """Ask who reported or follows a fixed issue whether the fix holds; once for each fix.

    Members get a mail and a task at their desk; citizens are asked by the rooms that know them
    (`fix_asked`). Gives 1 when somebody was asked, else 0.
    """
    issue = locked(issue)
    if issue.state != IssueState.VERIFIED_FIXED:
        return 0
    row = _round_of(issue)
    if row.asked_at is not None:
        return 0
    row.asked_at = timezone.now()
    row.save(update_fields=["asked_at"])
    people = {user.pk for user in followers(issue) if user.is_active}
    asked = {word_key(f"user:{pk}"): str(Channel.MAIL) for pk in people}
    tell_asked(issue)
    answers: Any = fix_asked.send(sender=Issue, issue=issue)
    for _receiver, found in answers:
        asked |= {word_key(who): str(channel) for who, channel in found or ()}
    _write_asked(row, asked)
    if asked:
        record("issue.asked", actor=None, target=issue, data={"asked": len(asked)})
        announce(issue, issue.counted())
    return int(bool(asked))


def _round_of(issue: Issue) -> FixRound:
    """Give the round of the fix that stands; the issue is locked."""
    rows = FixRound.objects.filter(issue=issue)
    found = rows.filter(fixed_at=issue.fixed_at).first()
    return found or FixRound.objects.create(
        group=issue.group, issue=issue, number=rows.count() + 1, fixed_at=issue.fixed_at
    )


def _write_asked(row: FixRound, asked: dict[str, str]) -> None:
    """Note whom the question went to. Who spoke up before it keeps that word until the next."""
    words = FixWord.objects.filter(round=row)
    known = set(words.values_list("key", flat=True))
    words.filter(key__in=asked).update(asked_at=row.asked_at)
    FixWord.objects.bulk_create(
        FixWord(group_id=row.group_id, round=row, key=key, channel=channel, asked_at=row.asked_at)
        for key, channel in asked.items()
        if key not in known
    )


@transaction.atomic
def say_fixed(
    issue: Issue,
    *,
    actor: Any,
    key: str,
    said: str,
    channel: str,
    note: str = "",
    photos: Iterable[Any] = (),
) -> Issue:
    """Keep what somebody says of a verified fix; `key` is `word_key` of who it is.

    "No" opens the issue again, with the reason, and the office is told. "Partly" is told to the
    office and to who leads the group; they look again. A later word takes the place of the
    same person's earlier one. Raises `CannotAnswer` when it counts as fixed no longer.
    """
    issue = locked(issue)
    if issue.state != IssueState.VERIFIED_FIXED:
        raise CannotAnswer(
            _("The issue does not count as fixed now; the group is working on it again.")
        )
    note = note.strip()
    FixWord.objects.update_or_create(
        group=issue.group,
        round=_round_of(issue),
        key=key,
        defaults={"said": said, "note": note, "channel": channel, "said_at": timezone.now()},
    )
    if said == Said.NO:
        attach_photos(issue, photos, actor=actor, shows=Evidence.Shows.PROBLEM)
        return reopen_issue(issue, actor=actor, note=note or _default_reason(issue))
    shows = Evidence.Shows.FIX if said == Said.YES else Evidence.Shows.PROBLEM
    attach_photos(issue, photos, actor=actor, shows=shows)
    raise_version(issue)
    verb = "issue.agreed" if said == Said.YES else "issue.doubted"
    record(verb, actor=actor, target=issue, note=note)
    if said == Said.PARTLY:
        tell_doubted(issue, actor=actor, note=note)
    announce(issue, issue.counted())
    return issue


@transaction.atomic
def note_word(issue: Issue, *, actor: Any, said: str, channel: str, note: str) -> Issue:
    """Write down what a citizen said of a fix by phone or in person; the audit holds who noted it.

    Of a verified fix it counts like a word of the citizen's own: "no" opens the issue again. While
    the fix waits to be verified it changes nothing; who verifies it reads it as a comment. Each
    word is a person's of its own: nobody's earlier word is replaced. Raises `CannotAnswer`.
    """
    issue = locked(issue)
    verdict = noted_by(person(issue, actor), issue)
    if not verdict:
        raise CannotAnswer(verdict.reason)
    if not note.strip():
        raise CannotAnswer(_("Please write what the citizen said."), field="note")
    record("issue.noted", actor=actor, target=issue, data={"said": said, "channel": channel})
    if issue.state == IssueState.VERIFIED_FIXED:
        key = word_key(f"noted:{uuid4()}")
        return say_fixed(issue, actor=actor, key=key, said=said, channel=channel, note=note)
    with translation.override(issue.group.language):
        words = f"{Channel(channel).label} · {Said(said).label}: {note.strip()}"
    comment_issue(issue, actor=actor, text=words)
    return issue


def _default_reason(issue: Issue) -> str:
    with translation.override(issue.group.language):
        return _("Somebody who follows the issue says: it is not fixed.")
