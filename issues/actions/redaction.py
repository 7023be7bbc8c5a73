"""Hiding a passage of the texts of an issue: a name, a telephone number, an illness.

The passage is taken out of the texts themselves and a numbered mark is put there, so that no
page, mail, export, feed or search can show it. It stays in a row of its own for those who have
the duty `evidence.original`; every opening is written down.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions.change import announce, keep, locked
from issues.actions.evidence import CannotRedact
from issues.models import ActionUpdate, Evidence, Particulars, TextRedaction, mark_of
from masam.audit.actions import record, record_access

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model

    from issues.models import Issue

LEAST = 2  # letters; hiding a single one would break every word
WORDS_OF_LESSON = tuple(
    f"{noun}_{tongue}"
    for noun in ("title", "problem", "worked", "watch")
    for tongue in ("mn", "en")
)


@transaction.atomic
def hide_passage(
    issue: Issue, *, actor: Any, passage: str, reason: str, version: int | None = None
) -> TextRedaction:
    """Take a passage out of every text of the issue, exactly as it is written.

    Raises `CannotRedact` when it stands nowhere, `StaleVersion` for an older version.
    """
    issue = locked(issue, version)
    passage = passage.strip()
    if len(passage) < LEAST or "▇" in passage:
        raise CannotRedact(
            _("Please copy the words that nobody should read, at least two letters."),
            field="passage",
        )
    before = issue.counted()
    number = TextRedaction.objects.filter(issue=issue).count() + 1
    if not _replace(issue, lambda text: text.replace(passage, mark_of(number))):
        raise CannotRedact(
            _("These words stand in no text of this issue. Please copy them exactly."),
            field="passage",
        )
    row: TextRedaction = TextRedaction.objects.create(
        group=issue.group, issue=issue, number=number, passage=passage, reason=reason[:300],
        made_by=actor,
    )  # fmt: skip
    keep(issue)
    record("passage.hidden", actor=actor, target=issue, note=reason, data={"passage": number})
    announce(issue, before, has_new_words=True)
    return row


@transaction.atomic
def show_passage(row: TextRedaction, *, actor: Any, note: str) -> TextRedaction:
    """Put a hidden passage back wherever its mark still stands."""
    issue = locked(row.issue)
    row = TextRedaction.objects.select_for_update().get(pk=row.pk)
    if row.lifted_at is None:
        before = issue.counted()
        _replace(issue, lambda text: text.replace(mark_of(row.number), row.passage))
        row.lifted_at = timezone.now()
        row.save(update_fields=["lifted_at"])
        keep(issue)
        record("passage.shown", actor=actor, target=issue, note=note, data={"passage": row.number})
        announce(issue, before, has_new_words=True)
    return row


@transaction.atomic
def open_passage(row: TextRedaction, *, actor: Any) -> TextRedaction:
    """Give a hidden passage to read; who opened it is written down."""
    record_access("passage", actor=actor, target=row.issue)
    return row


def _replace(issue: Issue, change: Callable[[str], str]) -> int:
    """Change the texts of the issue and of what hangs on it; give in how many places."""
    places = _change(issue, ("title", "detail", "referred_to"), change, is_saved=False)
    for row, names in _rows_with_text(issue):
        places += _change(row, names, change)
    for particulars in Particulars.objects.filter(issue=issue):
        # Answers are a JSON object of plain values: only whole texts can hold the passage.
        changed = {
            key: change(value) if isinstance(value, str) else value
            for key, value in particulars.answers.items()
        }
        if json.dumps(changed) != json.dumps(particulars.answers):
            particulars.answers = changed
            particulars.save(update_fields=["answers"])
            places += 1
    return places


def _rows_with_text(issue: Issue) -> Iterator[tuple[Model, tuple[str, ...]]]:
    for comment in issue.comments.all():
        yield comment, ("text",)
    for answer in issue.answers.all():
        yield answer, ("text", "theirs")
    for file in Evidence.kept.filter(issue=issue):
        yield file, ("name", "caption", "removed_for")
    for action in issue.joint_actions.all():
        yield action, ("title",)
    for update in ActionUpdate.objects.filter(action__issue=issue):
        yield update, ("text",)
    lesson = getattr(issue, "lesson", None)
    if lesson is not None:
        yield lesson, WORDS_OF_LESSON


def _change(
    row: Model, names: tuple[str, ...], change: Callable[[str], str], *, is_saved: bool = True
) -> int:
    places = 0
    for name in names:
        text = getattr(row, name)
        changed = _shortened(row, name, change(text))
        if changed != text:
            setattr(row, name, changed)
            places += 1
    if places and is_saved:
        row.save()
    return places


def _shortened(row: Model, name: str, text: str) -> str:
    """A mark may be longer than what it replaces: cut at the column's end, never at the passage."""
    most = getattr(row._meta.get_field(name), "max_length", None)
    return text[:most] if most else text
