"""What issues answer when lower rooms ask, and what follows from a verified fix: a lesson."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.models import Agreement, Decision, Group
from groups.queries import Deed, Effect, FollowUp, Proposal, Task, in_both_languages, waited
from groups.signals import (
    acted_on_wanted,
    agenda_wanted,
    decisions_made,
    deeds_wanted,
    desk_wanted,
    ending_wanted,
    follow_ups_wanted,
    group_opened,
)
from issues.actions import (
    copy_categories,
    copy_ladder,
    copy_promises,
    copy_words,
    follow_fix,
    leave_lessons,
    seed_categories,
    seed_ladder,
    seed_promises,
    take_mail,
    tie_decisions,
)
from issues.lifecycle import APART, FIXED, ActionState, IssueState
from issues.models import Issue, Lesson
from issues.notices import DIGEST
from issues.permissions import ANSWERABLE
from issues.queries import (
    MOST_PROPOSED,
    agenda_issues,
    desk_actions,
    fixes_to_tell_of,
    followed_decisions,
    is_acted_on,
    open_actions_of,
    ranked_to_decide,
    resting_on,
    tabled_issues,
    waiting_on_ladder,
)
from issues.signals import issue_moved
from masam.accounts.models import User
from masam.accounts.signals import Place, places_wanted
from masam.notifications.registry import stopper, taker
from masam.ui.addresses import address

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import Q

    from groups.gate import Gate
    from issues.models import Candidate, JointAction
    from issues.models.issue import IssueQuerySet
    from masam.notifications.mailbox import Letter
    from masam.notifications.registry import Outcome

MOST = 5  # tasks of each kind
MOST_DEEDS, YEAR = 60, timedelta(days=365)  # what can be recognised
# What a proposal weighs before waiting is added (`groups.queries.Proposal`).
LADDER, LATE_ACTION, RANKED, REOPENED, UNANSWERED, OLD = 110, 100, 95, 90, 80, 40
FINISHED = (ActionState.DONE, ActionState.CANCELLED)


@receiver(desk_wanted)
def tasks_of_issues(sender: type[Group], gate: Gate, **kwargs: Any) -> list[Task]:
    """Give what this person should do next about issues and joint actions."""
    if "issue.read" not in gate.may:
        return []
    rows = Issue.objects.filter(group=gate.group).select_related("group")
    found: dict[int, Task] = {}
    for duty, sentence, wanted in (
        ("issue.verify", _("go and see whether the problem is real"), _to_verify(rows, gate)),
        ("issue.confirm", _("go and see whether it is really fixed"), _to_confirm(rows, gate)),
        ("issue.assign", _("overdue: remind the office"), rows.overdue(gate.group.today())),
        ("issue.assign", _("ask an organisation"), _unasked(rows)),
    ):
        if duty in gate.may:
            found |= {row.pk: _task(row, sentence) for row in wanted[:MOST] if row.pk not in found}
    return [*found.values(), *_fixes(gate), *_actions(gate), *_lessons(gate), *_ladder(gate)]


def _fixes(gate: Gate) -> list[Task]:
    """Give the fixes this person was asked about four weeks later (I12)."""
    if "issue.follow" not in gate.may or gate.membership is None:
        return []
    return [
        Task(
            title=f"{issue.code} {issue.title}",
            url=address(gate.group.slug, "desk", "issues", issue.code, "fixed"),
            detail=_("say whether it is really fixed"),
            state=issue.state,
        )
        for issue in fixes_to_tell_of(gate, MOST)
    ]


def _to_verify(rows: IssueQuerySet, gate: Gate) -> IssueQuerySet:
    return _outside(rows.filter(state=IssueState.REPORTED), gate).order_by("logged_at", "id")


def _to_confirm(rows: IssueQuerySet, gate: Gate) -> IssueQuerySet:
    claimed = rows.filter(state=IssueState.CLAIMED_FIXED)
    return _outside(claimed, gate).exclude(claimed_by=gate.user).order_by("claimed_at", "id")


def _outside(rows: IssueQuerySet, gate: Gate) -> IssueQuerySet:
    own = gate.organisation_id
    return rows.exclude(responsible=own).exclude(service_point=own) if own else rows


def _unasked(rows: IssueQuerySet) -> IssueQuerySet:
    states = [state for state in ANSWERABLE if state != IssueState.REPORTED]
    return rows.filter(state__in=states, responsible=None).order_by("logged_at", "id")


def _task(issue: Issue, sentence: str) -> Task:
    return Task(
        title=f"{issue.code} {issue.title}",
        url=address(issue.group.slug, "desk", "issues", issue.code),
        detail=sentence,
        due_date=issue.due_date,
        is_overdue=issue.is_overdue,
        state=issue.state,
    )


def _lessons(gate: Gate) -> list[Task]:
    """Give one task for all cards that wait for the facilitator; the list is behind it."""
    if "lesson.publish" not in gate.may:
        return []
    count = Lesson.objects.filter(group=gate.group).waiting().count()
    if not count:
        return []
    said = ngettext(
        "%(n)d lesson waits to be published", "%(n)d lessons wait to be published", count
    )
    url = address(gate.group.slug, "desk", "lessons") + "?state=proposed"
    return [Task(title=said % {"n": count}, url=url, detail=_("proposed from verified fixes"))]


def _ladder(gate: Gate) -> list[Task]:
    """Give the letters and the proposals to pass on that wait for a person."""
    if "letter.send" not in gate.may:
        return []
    letters, levels = waiting_on_ladder(gate.group)
    written = ngettext("%(n)d letter waits for you", "%(n)d letters wait for you", letters)
    passed = ngettext(
        "%(n)d issue waits to go to the next level",
        "%(n)d issues wait to go to the next level",
        levels,
    )
    found = (
        (letters, written, ("letters",), "?state=draft", _("read it, sign it off, send it")),
        (levels, passed, ("ladder",), "#levels", _("no answer although the office was reminded")),
    )
    return [
        Task(title=said % {"n": n}, url=address(gate.group.slug, "desk", *where) + more, detail=why)
        for n, said, where, more, why in found
        if n
    ]


def _actions(gate: Gate) -> list[Task]:
    if gate.membership is None:
        return []
    return [_action_task(row) for row in open_actions_of(gate.membership)[:MOST]]


def _action_task(action: JointAction) -> Task:
    return Task(
        title=action.title,
        url=address(action.group.slug, "desk", "actions", action.number),
        detail=_("joint action you own"),
        due_date=action.due_date,
        is_overdue=action.is_overdue,
        state=action.state,
    )


@receiver(agenda_wanted)
def items_of_issues(sender: type[Group], group: Group, **kwargs: Any) -> list[Proposal]:
    """Propose what the ladder brings, late joint actions, what members ranked, and issues that
    are unanswered, reopened or old."""
    today = group.today()
    late = desk_actions(group, overdue=True).order_by("due_date", "id")[:MOST_PROPOSED]
    found = [_proposed(issue, today) for issue in agenda_issues(group)]
    ranked = [_ranked(row) for row in ranked_to_decide(group)]
    tabled = [_tabled(issue, today) for issue in tabled_issues(group)]
    known = {row.key for row in tabled}
    others = [row for row in (*ranked, *_highest(found)) if row.key not in known]
    return [*tabled, *(_proposed_action(row, today) for row in late), *others]


def _tabled(issue: Issue, today: date) -> Proposal:
    days = (today - issue.due_date).days if issue.due_date else 0
    said = ngettext(
        "the ladder brings it to the meeting: no answer, %(days)d day late",
        "the ladder brings it to the meeting: no answer, %(days)d days late",
        days,
    )
    return Proposal(
        key=f"issue:{issue.pk}",
        title=f"{issue.code} {issue.title}",
        reason=said % {"days": days},
        url=address(issue.group.slug, "desk", "issues", issue.code),
        weight=LADDER + waited(days),
    )


def _ranked(row: Candidate) -> Proposal:
    """Propose to decide on what members gave most dots to."""
    given = row.given  # type: ignore[attr-defined]
    said = ngettext("members gave it %(n)d dot", "members gave it %(n)d dots", given)
    return Proposal(
        key=f"issue:{row.issue_id}",
        title=f"{row.issue.code} {row.issue.title}",
        reason=said % {"n": given},
        url=address(row.issue.group.slug, "desk", "rankings", row.round.number),
        weight=RANKED,
    )


@receiver(follow_ups_wanted, sender=Agreement)
def resting_on_agreements(
    sender: type[Agreement], targets: list[Agreement], **kwargs: Any
) -> dict[int, list[FollowUp]]:
    """Give the issues and joint actions that rest on agreements, in the order they were tied."""
    found: dict[int, list[FollowUp]] = {row.pk: [] for row in targets}
    for link in resting_on(targets):
        if link.issue is not None:
            found[link.agreement_id].append(_issue_following(link.issue.group, _words(link.issue)))
        elif link.action is not None:
            found[link.agreement_id].append(
                _action_following(link.action.group, _words(link.action))
            )
    return found


def _words(row: Issue | JointAction) -> dict[str, Any]:
    return {"number": row.number, "title": row.title, "state": row.state}


def _highest(found: list[tuple[str, Proposal]]) -> list[Proposal]:
    """Give the three with the most weight of each kind."""
    kinds: dict[str, list[Proposal]] = {}
    for kind, proposal in sorted(found, key=lambda pair: -pair[1].weight):
        kinds.setdefault(kind, []).append(proposal)
    return [row for rows in kinds.values() for row in rows[:MOST_PROPOSED]]


def _proposed_action(action: JointAction, today: date) -> Proposal:
    days = (today - action.due_date).days
    late = ngettext(
        "the joint action is %(days)d day late", "the joint action is %(days)d days late", days
    )
    return Proposal(
        key=f"action:{action.pk}",
        title=_("Joint action: %(title)s") % {"title": action.title},
        reason=late % {"days": days},
        url=address(action.group.slug, "desk", "actions", action.number),
        weight=LATE_ACTION + waited(days),
    )


def _proposed(issue: Issue, today: date) -> tuple[str, Proposal]:
    kind, reason, weight = _why(issue, today)
    return kind, Proposal(
        key=f"issue:{issue.pk}",
        title=f"{issue.code} {issue.title}",
        reason=reason,
        url=address(issue.group.slug, "desk", "issues", issue.code),
        weight=weight,
    )


def _why(issue: Issue, today: date) -> tuple[str, str, int]:
    """Give (kind, reason, weight) of an issue that `agenda_issues` found."""
    if issue.state == IssueState.REOPENED:
        days = (today - timezone.localtime(issue.state_at, issue.group.tz).date()).days
        return "reopened", _("it was reopened: the fix did not hold"), REOPENED + waited(days)
    if issue.due_date and issue.due_date < today and issue.answered_at is None:
        days = (today - issue.due_date).days
        said = ngettext("no answer, %(days)d day late", "no answer, %(days)d days late", days)
        return "unanswered", said % {"days": days}, UNANSWERED + waited(days)
    days = (today - timezone.localtime(issue.logged_at, issue.group.tz).date()).days
    said = ngettext("open for %(days)d day", "open for %(days)d days", days)
    return "old", said % {"days": days}, OLD + waited(days // 7)


# --- what follows from a decision ----------------------------------------------------------------


@receiver(acted_on_wanted, sender=Decision)
def decisions_acted_on(sender: type[Decision], **kwargs: Any) -> Q:
    """Tell whether an issue or a joint action follows, inside the query of the decision."""
    return is_acted_on()


@receiver(follow_ups_wanted, sender=Decision)
def follow_ups_of_decisions(
    sender: type[Decision], targets: list[Decision], **kwargs: Any
) -> dict[int, list[FollowUp]]:
    """Give the issues and joint actions that follow from decisions, in one query."""
    rows: Any = followed_decisions(row.pk for row in targets)
    return {
        row.pk: [
            *(_issue_following(row.group, words) for words in row.issues),
            *(_action_following(row.group, words) for words in row.actions),
        ]
        for row in rows
    }


def _issue_following(group: Group, words: dict[str, Any]) -> FollowUp:
    code = f"{group.code}-{words['number']}"
    return FollowUp(
        number=code,
        title=words["title"],
        url=address(group.slug, "desk", "issues", code),
        state=words["state"],
        state_label=IssueState(words["state"]).label,
        is_done=words["state"] in {*FIXED, *APART},
    )


def _action_following(group: Group, words: dict[str, Any]) -> FollowUp:
    return FollowUp(
        number=str(words["number"]),
        title=words["title"],
        url=address(group.slug, "desk", "actions", words["number"]),
        state=words["state"],
        state_label=ActionState(words["state"]).label,
        is_done=words["state"] in {ActionState.DONE, ActionState.CANCELLED},
    )


@receiver(decisions_made)
def tie_to_issues(decisions: list[Decision], **kwargs: Any) -> None:
    """Tie what was decided on an item to the issue the item was proposed for."""
    tie_decisions([row for row in decisions if row.item and row.item.source_key])


@receiver(group_opened)
def categories_of_a_new_group(
    sender: type[Group], group: Group, model: Group | None, parts: frozenset[str], **kwargs: Any
) -> None:
    """Give a new group its categories and promises: the model's, else what every group has."""
    if model is not None and "categories" in parts:
        copy_categories(group, model)
    else:
        seed_categories(group)
    if model is not None and "rules" in parts:
        copy_promises(group, model)
    seed_promises(group)


@receiver(group_opened)
def ladder_of_a_new_group(
    sender: type[Group], group: Group, model: Group | None, parts: frozenset[str], **kwargs: Any
) -> None:
    """Give a new group its ladder, running: the model's steps, else those every group starts with."""
    if model is not None and "ladder" in parts:
        copy_ladder(group, model)
    else:
        seed_ladder(group)
    if model is not None and "letters" in parts:
        copy_words(group, model)


@receiver(ending_wanted)
def issues_that_stop(sender: type[Group], group: Group, **kwargs: Any) -> list[Effect]:
    """Count the open issues and joint actions that nobody can move any more."""
    issues = Issue.objects.filter(group=group).unfinished().count()
    actions = desk_actions(group).exclude(state__in=FINISHED).count()
    return [
        Effect(
            ngettext(
                "open issue stops where it is: nobody can verify, answer or close it.",
                "open issues stop where they are: nobody can verify, answer or close them.",
                issues,
            ),
            issues,
        ),
        Effect(
            ngettext("joint action stays unfinished.", "joint actions stay unfinished.", actions),
            actions,
        ),
        Effect(_("Legal deadlines of offices go on."), goes_on=True),
    ]


@receiver(issue_moved)
def lesson_of_fix(
    sender: type[Issue], issue: Issue, before: str, actor: Any, **kwargs: Any
) -> None:
    """Propose a lesson from a verified fix; mark it while the issue is open again."""
    if IssueState.VERIFIED_FIXED in {before, issue.state}:
        follow_fix(issue, actor=actor)


@receiver(places_wanted)
def lessons_by_mail(sender: type[User], user: User, **kwargs: Any) -> list[Place]:
    """Give everybody the way to the lessons they get by mail."""
    return [Place(_("Lessons by mail"), address("me", "lessons"), _("what worked elsewhere"))]


@stopper(DIGEST)
def end_lessons(user_id: int | None, key: str) -> None:
    """End the digest of whoever followed the link in it."""
    leave_lessons(key=key, user_id=user_id)


@receiver(deeds_wanted)
def fixes_to_recognise(sender: type[Group], group: Group, **kwargs: Any) -> list[Deed]:
    """Give the verified fixes of the last year, for which the office can be thanked."""
    since = timezone.now() - YEAR
    rows = Issue.objects.filter(
        group=group, state=IssueState.VERIFIED_FIXED, fixed_at__gte=since
    ).select_related("group", "service_point")
    return [deed_of(issue) for issue in rows.order_by("-fixed_at", "-id")[:MOST_DEEDS]]


def deed_of(issue: Issue) -> Deed:
    """Give a verified fix as something to recognise; it was done by who answered for it."""

    def said() -> str:
        return _("for solving the problem “%(problem)s” (%(code)s), verified as fixed") % {
            "problem": issue.title,
            "code": issue.code,
        }

    return Deed(
        key=f"issue:{issue.pk}",
        label=f"{issue.code} {issue.title}",
        url=f"/{issue.group.slug}/desk/issues/{issue.code}/",
        day=timezone.localtime(issue.fixed_at, issue.group.tz).date(),
        organisation=issue.responsible_id or issue.service_point_id,
        **in_both_languages(said),
    )


@taker("reply")
def answer_by_mail(letter: Letter, token: str) -> Outcome:
    """Take an office's reply to a mail of ours."""
    return take_mail(letter, token)
