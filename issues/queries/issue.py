"""One issue: the door to it, and all that its pages show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from issues.lifecycle import ISSUE, WORDS, IssueState
from issues.models import (
    Answer,
    AnswerKind,
    Comment,
    DecisionLink,
    Evidence,
    Follow,
    Issue,
    JointAction,
    Visibility,
)
from issues.permissions import may_enter, may_move, sees_handlers
from issues.queries.agreement import with_agreements
from issues.queries.category import with_particulars
from issues.queries.clock import with_clocks
from issues.queries.evidence import covered, with_passages
from issues.queries.fix import with_words
from issues.queries.gathered import actions_of, answers_of, comments_of, evidence_of, with_parts
from issues.queries.imported import with_own_number
from issues.queries.ladder import with_ladder
from issues.queries.next_actor import with_next
from issues.queries.referral import with_referrals
from issues.queries.route import suggestion_of, with_suggestion
from issues.queries.systemic import with_systemic
from issues.queries.tag import with_marks
from masam.audit.queries import entries_of, history_of
from masam.organisations.models import Organisation
from masam.organisations.queries import agencies_in, answerable_for
from masam.tenancy.prepared import prepared
from masam.wire.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.db.models import QuerySet

    from groups.gate import Gate
    from groups.models import Group
    from masam.audit.models import Entry
    from masam.lifecycle import Transition, Verdict

CODE = re.compile(r"^(?P<code>[A-Za-z]{2,4})-(?P<number>[0-9]{1,9})$")
RELATED = ("group__unit", "service_point", "responsible", "category", "unit", "merged_into__group",
           "verified_by", "logged_by", "lesson", "concern")  # fmt: skip
RECENT = 5
# Told by rows of their own, or of no interest to readers.
SILENT = frozenset({"issue.answered", "issue.commented", "issue.followed", "issue.left"})


# What everybody may read, always without names and notes.
PUBLIC_STEPS = frozenset(WORDS) - {
    "issue.unreminded", "issue.letter_drafted", "issue.letter_dropped", "issue.level_proposed",
    "issue.edited", "issue.attached", "issue.published", "issue.unpublished", "issue.concerned",
    "issue.handed",
    # The word of one person is never public; counts of five and more are (`FixCounts`).
    "issue.agreed", "issue.doubted", "issue.tied", "issue.untied",
    "issue.detailed", "passage.hidden", "passage.shown",
    "issue.tagged", "issue.prioritised", "issue.undone",
    "issue.offered", "issue.kept",
    "issue.asked_for",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of a timeline. `who` and `note` are empty on public pages."""

    at: datetime
    what: str
    who: str = ""
    note: str = ""
    day: date | None = None  # the day that was promised or set
    is_answer: bool = False
    visibility: str = ""  # of a comment: who may read it


# Steps that lead away from a fix: always possible to find, never the first thing offered.
ASIDE = frozenset({"reopen", "reject", "merge", "refer", "unmerge"})


@dataclass(frozen=True)
class Step:
    """A next step on the work page: a button, or the reason why not."""

    verb: str
    label: str
    verdict: Verdict

    @property
    def is_aside(self) -> bool:
        """Whether the step leads away from a fix."""
        return self.verb in ASIDE


@dataclass(frozen=True)
class IssueFile:
    """All that a page about one issue shows."""

    issue: Issue
    lines: list[Line]
    evidence: list[Evidence]
    actions: list[JointAction]
    steps: list[Step] = field(default_factory=list)
    asked_until: date | None = None  # the day set when the office was asked
    is_legal: bool = False  # that day is the law's
    promised: date | None = None  # the day the office promised last
    answers: list[Answer] = field(default_factory=list)


def issue_by_code(group: Group, number: str, rows: QuerySet[Issue] | None = None) -> Issue:
    """Give the issue of a group by the number people say (KHO-42); 404 when there is none."""
    rows = Issue.objects.all() if rows is None else rows
    issue = rows.filter(group=group, number=_number_in(group, number)).first()
    if issue is None:
        raise Http404
    return issue


def _number_in(group: Group, number: str) -> int:
    """Read the number people say; 404 when it is none of this group."""
    found = CODE.match(number)
    if found is None or found["code"].upper() != group.code:
        raise Http404
    return int(found["number"]) % 2**31


def _only(rows: list[Issue]) -> Issue:
    if not rows:
        raise Http404
    return rows[0]


def issue_or_404(gate: Gate, number: str, to: str = "") -> Issue:
    """Give an issue of the gate's group; the only door from an address to one.

    With `to`, a verb, raises `NotAllowed` unless the person may ever do it with this issue;
    whether the state allows it now is said by `may_<verb>` and by the action.
    """
    issue = _only(_prepared("issue", _work_rows, gate, number))
    verdict = may_enter(gate, issue, to) if to else None
    if verdict is not None and not verdict:
        raise NotAllowed(verdict.reason)
    return issue


def _prepared(shape: Hashable, build: Any, gate: Gate, number: str) -> list[Issue]:
    """Ask for one issue as a person of its group sees it, by a query that is written once."""
    return prepared(
        shape,
        build,
        group=gate.group.pk,
        number=_number_in(gate.group, number),
        user=gate.user.pk,
        today=gate.group.today(),
    )


def _work_rows(*, group: int, number: int, user: int, today: date) -> Any:
    """Give one issue with all that one query can tell of it."""
    following = Follow.objects.filter(issue=OuterRef("pk"), user=user)
    rows = Issue.objects.filter(group=group, number=number).select_related(*RELATED)
    rows = rows.annotate(is_followed=Exists(following))
    rows = with_referrals(with_next(with_suggestion(rows), today))
    rows = with_own_number(with_marks(with_agreements(_with_decisions(rows), "issue")))
    return with_ladder(with_words(with_clocks(with_passages(with_systemic(rows)))))


def _whole(*, handlers: bool) -> Callable[..., Any]:
    """Give how an issue is asked for with everything that hangs on it."""

    def build(**values: Any) -> Any:
        return with_parts(with_particulars(_work_rows(**values)), handlers=handlers)

    return build


def _with_decisions(rows: Any) -> Any:
    """Add the decisions of meetings that speak of the issue, in the same query."""
    words = JSONObject(
        pk=F("decision_id"), text=F("decision__text"), meeting=F("decision__meeting__number"),
        held=F("decision__meeting__held_date"), topic=F("decision__meeting__topic"),
        published=F("decision__meeting__published_at"),
    )  # fmt: skip
    links = DecisionLink.objects.filter(issue=OuterRef("pk")).order_by("id")
    return rows.annotate(decisions=ArraySubquery(links.values_list(words)))


def work_file(gate: Gate, number: str) -> IssueFile:
    """Give all of an issue for its work page: two queries, however much there is."""
    handlers = bool(sees_handlers(gate))
    shape = ("work file", handlers)
    issue = _only(_prepared(shape, _whole(handlers=handlers), gate, number))
    entries, answers = history_of(issue), answers_of(issue)
    told = [*_told(entries), *map(_of_answer, answers), *map(_of_comment, comments_of(issue))]
    return IssueFile(
        issue=issue,
        lines=covered(issue, _in_order(told)),
        evidence=evidence_of(issue),
        actions=actions_of(issue),
        steps=next_steps(gate, issue),
        answers=answers,
        **_dates(entries, answers),
    )


def office_file(issue: Issue) -> IssueFile:
    """Give an issue as the office that was asked sees it."""
    entries = list(entries_of(issue))
    answers = list(issue.answers.select_related("organisation").order_by("id"))
    comments = issue.comments.exclude(visibility=Visibility.GROUP).select_related("written_by")
    told = [*_told(entries), *map(_of_comment, comments.order_by("id"))]
    return IssueFile(
        issue=issue,
        lines=covered(issue, _in_order([*told, *map(_of_answer, answers)])),
        evidence=list(issue.evidence.order_by("position", "id")),
        actions=list(issue.joint_actions.select_related("group").order_by("due_date", "id")),
        answers=answers,
        **_dates(entries, answers),
    )


def _public_rows(*, group: int, number: int, today: date) -> Any:
    rows = Issue.objects.filter(group=group, number=number).published()
    rows = with_next(rows.select_related(*RELATED, "echo"), today)
    return with_words(with_clocks(with_parts(_with_decisions(with_systemic(rows)), is_public=True)))


def public_file(group: Group, number: str) -> IssueFile:
    """Give what everybody may see of a published issue: no names, no notes; else 404."""
    number_there, today = _number_in(group, number), group.today()
    found = prepared("public file", _public_rows, group=group.pk, number=number_there, today=today)
    issue = _only(found)
    entries = [entry for entry in history_of(issue) if entry.verb in PUBLIC_STEPS]
    answers = answers_of(issue)
    lines = [
        *(Line(at=entry.at, what=str(WORDS[entry.verb]), day=_day(entry)) for entry in entries),
        *(_of_answer(answer, is_public=True) for answer in answers),
        *(Line(at=row.written_at, what=_("said"), note=row.text) for row in comments_of(issue)),
    ]
    return IssueFile(
        issue=issue,
        lines=_in_order(lines),
        evidence=evidence_of(issue),
        actions=actions_of(issue),
        answers=answers,
        **_dates(entries, answers),
    )


def next_steps(gate: Gate, issue: Issue) -> list[Step]:
    """Give the steps that lead on from the state, each with whether the person may take it.

    Steps towards a fix come first.
    """
    found: list[Transition] = ISSUE.steps_from(issue.state)
    steps = [Step(step.verb, str(step.label), may_move(gate, issue, step.verb)) for step in found]
    return sorted(steps, key=lambda step: step.is_aside)


def organisations_to_ask(issue: Issue) -> list[Organisation]:
    """Give who may be asked: whom we suggest first, the agency above, the point itself, others."""
    point = issue.service_point
    known = suggestion_of(issue)
    suggested = Organisation.objects.filter(pk=known.organisation) if known else ()
    first = [answerable_for(point), point] if point is not None else []
    rows = list(agencies_in(issue.group.unit).order_by("sort_key"))
    wanted = [*suggested, *first, issue.responsible, *rows]
    found = {row.pk: row for row in wanted if row is not None}
    return list(found.values())


def others_to_merge_into(issue: Issue) -> QuerySet[Issue]:
    """Give the open issues of the same sector with which this one may be joined."""
    rows = Issue.objects.filter(group=issue.group_id, sector=issue.sector).exclude(pk=issue.pk)
    return rows.exclude(state__in=[IssueState.MERGED, IssueState.REJECTED]).select_related("group")


# --- lines ---------------------------------------------------------------------------------------


def _in_order(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.at)


def _told(entries: list[Entry]) -> list[Line]:
    return [
        Line(
            at=entry.at,
            what=str(WORDS[entry.verb]),
            who=entry.actor_name,
            note=_named(entry),
            day=_day(entry),
        )
        for entry in entries
        if entry.verb in WORDS and entry.verb not in SILENT
    ]


def _named(entry: Entry) -> str:
    """Give the note, after the organisation that was asked."""
    tongue = "organisation_en" if (get_language() or "").startswith("en") else "organisation_mn"
    return " · ".join(filter(None, [entry.data.get(tongue, ""), entry.note]))


def _day(entry: Entry) -> date | None:
    text = entry.data.get("due_date")
    return date.fromisoformat(text) if text else None


def _of_answer(answer: Answer, *, is_public: bool = False) -> Line:
    label = AnswerKind(answer.kind).label
    what = _("the office answered: %(answer)s") % {"answer": label}
    words = "" if is_public else " · ".join(filter(None, [answer.theirs, answer.text]))
    return Line(
        at=answer.answered_at,
        what=what,
        who=str(answer.organisation),
        note=words,
        day=answer.due_date,
        is_answer=True,
    )


def _of_comment(comment: Comment) -> Line:
    return Line(
        at=comment.written_at,
        what=_("said"),
        who=str(comment.written_by or ""),
        note=comment.text,
        visibility=comment.visibility,
    )


def _dates(entries: list[Entry], answers: list[Answer]) -> dict[str, Any]:
    """Give the two dates: the one set when the office was asked, and the one it promised since."""
    asked = next((row for row in reversed(entries) if row.verb == "issue.assigned"), None)
    since = asked.at if asked else None
    promises = [
        row.due_date for row in answers
        if row.due_date and row.kind == AnswerKind.WORKING and (not since or row.answered_at > since)
    ]  # fmt: skip
    return {
        "asked_until": _day(asked) if asked else None,
        "is_legal": bool(asked and asked.data.get("is_legal")),
        "promised": promises[-1] if promises else None,
    }
