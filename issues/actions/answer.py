"""The answer of an office: the four things it can say, and what follows from each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions.change import announce, attach_photos, keep, locked, step
from issues.actions.clock import meet_clocks, promise_day
from issues.actions.refusals import CannotAnswer
from issues.actions.settle import settle_by_answer
from issues.actions.term import extend_by_promise
from issues.lifecycle import ISSUE
from issues.models import Answer, AnswerKind, ClockKind, Evidence
from issues.notices import issue_answered as tell_answered
from issues.permissions import answerable
from masam.audit.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from issues.models import Issue
    from masam.organisations.models import Organisation


@transaction.atomic
def answer_issue(  # noqa: PLR0913 - reason: the words of the form, all by name
    issue: Issue,
    *,
    actor: Any,
    organisation: Organisation,
    kind: str,
    text: str = "",
    due_date: date | None = None,
    theirs: str = "",
    to: Organisation | None = None,
    channel: str = "site",
    photos: Iterable[Any] = (),
) -> Answer:
    """Note what the responsible organisation says.

    "Working on it" with a date promises that date (and extends the law's term to it, as far as
    the law allows, with the text as the reason), and begins the work of a verified problem;
    "fixed" claims the fix of one, which somebody else then verifies. On a problem that nobody
    has verified yet the answer is kept and the state stays. Raises `CannotAnswer`.
    """
    issue = locked(issue)
    theirs = theirs.strip() or (to.name_mn if to else "")
    # The form holds a day ready; only who works on it promises one.
    day = due_date if kind == AnswerKind.WORKING else None
    words: dict[str, Any] = {"text": text.strip(), "due_date": day, "theirs": theirs}
    _check(issue, organisation, kind, words)
    before = issue.counted()
    answer = Answer.objects.create(
        group=issue.group, issue=issue, organisation=organisation, kind=kind, channel=channel,
        answered_by=actor, **words,
    )  # fmt: skip
    issue.answered_at = answer.answered_at
    meet_clocks(issue, ClockKind.ACKNOWLEDGE)
    if day is not None:
        extend_by_promise(issue, day, actor=actor, note=words["text"])
        promise_day(issue, day)
    keep(issue)
    shows = Evidence.Shows.CLAIM if kind == AnswerKind.FIXED else Evidence.Shows.PROBLEM
    attach_photos(issue, photos, actor=actor, shows=shows)
    data = {"kind": str(kind), "organisation": organisation.pk, "channel": channel}
    record("issue.answered", actor=actor, target=issue, note=words["text"], data=data)
    settle_by_answer(answer, to if kind == AnswerKind.NOT_OURS else None, actor)
    tell_answered(issue, answer, actor=actor)
    announce(issue, before, has_new_words=bool(text.strip()))
    _follow_through(issue, answer, actor)
    return answer


def _check(issue: Issue, organisation: Organisation, kind: str, words: dict[str, Any]) -> None:
    if issue.responsible_id != organisation.pk:
        raise CannotAnswer(_("Another organisation is asked now. Thank you all the same."))
    verdict = answerable(issue)
    if not verdict:
        raise CannotAnswer(verdict.reason)
    needed, sentence = _needs().get(kind, ("", ""))
    if needed and not words[needed]:
        raise CannotAnswer(sentence, field=needed)
    if kind == AnswerKind.WORKING and words["due_date"] < issue.group.today():
        raise CannotAnswer(_("This day is over. Please choose a later one."), field="due_date")


def _needs() -> dict[str, tuple[str, str]]:
    """Give what each answer cannot do without, and the sentence when it is missing."""
    return {
        AnswerKind.WORKING: ("due_date", _("Please write when it will be done.")),
        AnswerKind.FIXED: ("text", _("Please write what was done.")),
        AnswerKind.NOT_OURS: ("theirs", _("Please write whose task it is.")),
        AnswerKind.NEED_MORE: ("text", _("Please write what you need to know.")),
        AnswerKind.REFUSED: ("text", _("Please write why you cannot take it on.")),
        AnswerKind.MESSAGE: ("text", _("The message holds no words of your own.")),
    }


def _follow_through(issue: Issue, answer: Answer, actor: Any) -> None:
    """Take the steps that the answer means, as far as the state allows them."""
    data = {"organisation": answer.organisation_id, "channel": answer.channel}
    if answer.kind == AnswerKind.WORKING:
        for verb in ("accept", "start"):
            if ISSUE.verdict(verb, issue.state):
                step(issue, verb, actor=actor, data=data)
    elif answer.kind == AnswerKind.FIXED and ISSUE.verdict("claim", issue.state):
        now = timezone.now()
        step(
            issue, "claim", actor=actor, note=answer.text, data=data, claimed_at=now,
            claimed_by=actor,
        )  # fmt: skip
