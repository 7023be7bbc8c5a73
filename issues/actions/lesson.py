"""Lessons: proposed from a verified fix, worked on, published, taken back, set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions import touch
from groups.models import Counter, Tool
from issues.actions.refusals import CannotTeach
from issues.lifecycle import LESSON, ActionState, IssueState, audit_verb
from issues.models import Issue, Lesson
from issues.models.lesson import WORDS
from masam.audit.actions import record
from masam.lifecycle import CannotTransition
from masam.wire.errors import StaleVersion

if TYPE_CHECKING:
    from groups.models import Group

TEXTS = tuple(f"{name}_{tongue}" for tongue in ("mn", "en") for name in WORDS)
NEEDED = ("title_mn", "problem_mn", "worked_mn")
MOST_PROPOSED = 200  # at once, by hand


@transaction.atomic
def propose_lesson(issue: Issue, *, actor: Any) -> Lesson:
    """Propose a card from a verified fix; a second call for the issue gives the one that stands.

    Prefilled only with what may become public: title and (of a public issue) details, the
    joint actions, the decisions. Notes and comments are never taken: names may stand in them.
    """
    known = Lesson.objects.filter(group=issue.group, issue=issue).first()
    if known is not None:
        return known
    lesson = new_lesson(issue, number=Counter.next_number(issue.group_id, "lesson"))
    lesson.save()
    record("lesson.proposed", actor=actor, target=lesson, group=issue.group)
    return lesson


def new_lesson(issue: Issue, *, number: int, done: list[str] | None = None) -> Lesson:
    """Give the card of a verified fix, not saved. `done` are its joint actions, when known."""
    decided = [] if done else _decisions(issue)
    worked = _actions(issue) if done is None else done
    tool = Tool.JOINT_ACTION if worked else Tool.DECISION if decided else ""
    point = issue.service_point
    return Lesson(
        group=issue.group,
        number=number,
        issue=issue,
        title_mn=issue.title,
        problem_mn=(issue.detail if issue.is_public else "") or issue.title,
        worked_mn="\n".join(worked or decided),
        sector=issue.sector,
        unit=issue.unit,
        point_type=point.type if point else "",
        tool=tool,
    )


def _actions(issue: Issue) -> list[str]:
    rows = issue.joint_actions.exclude(state=ActionState.CANCELLED).order_by("due_date", "id")
    return list(rows.values_list("title", flat=True))


def _decisions(issue: Issue) -> list[str]:
    return list(issue.decision_links.order_by("id").values_list("decision__text", flat=True))


@transaction.atomic
def propose_missing(group: Group, *, actor: Any) -> int:
    """Propose a card for every verified fix that has none yet; give how many."""
    rows = Issue.objects.filter(group=group, state=IssueState.VERIFIED_FIXED, lesson=None)
    found = list(rows.select_related("group", "service_point").order_by("fixed_at")[:MOST_PROPOSED])
    for issue in found:
        propose_lesson(issue, actor=actor)
    return len(found)


@transaction.atomic
def follow_fix(issue: Issue, *, actor: Any) -> Lesson | None:
    """Let the card follow its issue: proposed by the first fix, marked while it is open again."""
    if issue.state == IssueState.VERIFIED_FIXED:
        lesson = propose_lesson(issue, actor=actor)
        return _mark(lesson, None, "lesson.settled", actor) if lesson.reopened_at else lesson
    known = Lesson.objects.filter(group=issue.group, issue=issue, reopened_at=None).first()
    return _mark(known, timezone.now(), "lesson.reopened", actor) if known else None


def _mark(lesson: Lesson, at: Any, verb: str, actor: Any) -> Lesson:
    row = _locked(lesson)
    row.reopened_at = at
    return _keep(row, verb, actor)


@transaction.atomic
def edit_lesson(lesson: Lesson, *, actor: Any, version: int, **words: str) -> Lesson:
    """Correct the texts of a card and its tool; it stays published while it is.

    Raises `StaleVersion` with what now stands, `CannotTeach` for a published card without a
    title, problem or what worked.
    """
    row = _locked(lesson)
    if version != row.version:
        sentence = _("Somebody else changed this lesson meanwhile. Both texts stand below.")
        raise StaleVersion(sentence, theirs=_texts(row))
    if words.keys() - {*TEXTS, "tool"}:
        message = f"not to be edited: {sorted(words.keys() - {*TEXTS, 'tool'})}"
        raise ValueError(message)
    was = _texts(row)
    for name, value in words.items():
        setattr(row, name, value.strip())
    if row.is_public:
        _check_whole(row)
    changed = {name: text for name, text in was.items() if text != getattr(row, name)}
    return _keep(row, "lesson.edited", actor, data={"was": changed})


@transaction.atomic
def publish_lesson(lesson: Lesson, *, actor: Any) -> Lesson:
    """Let everybody read the card. Raises `CannotTeach` while a text is missing."""
    row = _locked(lesson)
    _apply(row, "publish")
    _check_whole(row)
    row.published_at, row.reason = timezone.now(), ""
    return _keep(row, "lesson.published", actor)


@transaction.atomic
def withdraw_lesson(lesson: Lesson, *, actor: Any, note: str) -> Lesson:
    """Take the card back from the public pages, with the reason."""
    return _leave(lesson, "withdraw", actor, note)


@transaction.atomic
def shelve_lesson(lesson: Lesson, *, actor: Any, note: str) -> Lesson:
    """Set the card aside, with the reason: nothing to learn from, or told already."""
    return _leave(lesson, "shelve", actor, note)


@transaction.atomic
def restore_lesson(lesson: Lesson, *, actor: Any) -> Lesson:
    """Take up again a card that was set aside."""
    row = _locked(lesson)
    _apply(row, "restore")
    row.reason = ""
    return _keep(row, audit_verb("lesson", "restore"), actor)


def _leave(lesson: Lesson, verb: str, actor: Any, note: str) -> Lesson:
    row, reason = _locked(lesson), note.strip()
    _apply(row, verb)
    if not reason:
        raise CannotTeach(_("Please write the reason."), field="note")
    row.published_at, row.reason = None, reason
    return _keep(row, audit_verb("lesson", verb), actor, note=reason)


def _locked(lesson: Lesson) -> Lesson:
    rows = Lesson.objects.select_for_update(of=("self",)).select_related("group", "issue")
    return rows.get(group=lesson.group_id, pk=lesson.pk)


def _apply(lesson: Lesson, verb: str) -> None:
    try:
        LESSON.apply(lesson, verb)
    except CannotTransition as error:
        raise CannotTeach(str(error)) from error


def _check_whole(lesson: Lesson) -> None:
    names = {field.name: field.verbose_name for field in Lesson._meta.concrete_fields}
    missing = next((name for name in NEEDED if not getattr(lesson, name)), "")
    if missing:
        raise CannotTeach(
            _("Please write this first: %(field)s. Others cannot learn from the card without it.")
            % {"field": names[missing]},
            field=missing,
        )


def _keep(
    lesson: Lesson, verb: str, actor: Any, *, note: str = "", data: dict[str, Any] | None = None
) -> Lesson:
    lesson.version += 1
    lesson.save()
    record(verb, actor=actor, target=lesson, note=note, data=data)
    touch(lesson.group)
    return lesson


def _texts(lesson: Lesson) -> dict[str, str]:
    return {name: getattr(lesson, name) for name in (*TEXTS, "tool")}
