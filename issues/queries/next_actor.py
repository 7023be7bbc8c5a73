"""Who must act next: a rule for every state, and which issues hang because nobody can (I7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from groups.models import Membership
from groups.permissions import roles_with
from issues.lifecycle import IssueState as S
from issues.models import ReferralState

if TYPE_CHECKING:
    from datetime import date

    from issues.models import Issue
    from issues.models.issue import IssueQuerySet

# Who acts in each state; nobody has to in those that are left out.
OFFICE_ACTS = (S.VERIFIED, S.ACCEPTED, S.IN_ACTION, S.REOPENED)
CHECKERS_ACT = (S.REPORTED, S.CLAIMED_FIXED)


@dataclass(frozen=True)
class NextActor:
    """Who acts next, and what they do. `why` says why the one who should act cannot."""

    who: str
    what: str
    why: str = ""

    @property
    def is_hanging(self) -> bool:
        """Whether nobody but the facilitator can move the issue on."""
        return bool(self.why)


def with_next(rows: Any, today: date) -> Any:
    """Add whether an officer of the asked office and a checker from outside are there today."""
    return rows.annotate(has_officer=Exists(_officers(today)), has_checker=Exists(_checkers(today)))


def hanging(rows: IssueQuerySet, today: date) -> IssueQuerySet:
    """Give the issues on which nobody can act but the facilitator, who has to find somebody."""
    return rows.filter(
        Q(state__in=OFFICE_ACTS) & ~Exists(_officers(today))
        | Q(state__in=CHECKERS_ACT) & ~Exists(_checkers(today))
    )


def _seated(today: date, duty: str) -> Any:
    """Give the members of the issue's group who can sign in and have a duty today."""
    rows = Membership.objects.filter(group=OuterRef("group"), role__in=roles_with(duty))
    return rows.filter(user__is_active=True).current(today)


def _officers(today: date) -> Any:
    return _seated(today, "issue.answer").filter(organisation=OuterRef("responsible"))


def _checkers(today: date) -> Any:
    """Members who verify, from outside the office and the service point."""
    office, point = (
        Coalesce(OuterRef(name), Value(0)) for name in ("responsible", "service_point")
    )
    elsewhere = ~Q(organisation_id=office) & ~Q(organisation_id=point)
    return _seated(today, "issue.verify").filter(Q(organisation=None) | elsewhere)


def next_actor(issue: Issue) -> NextActor | None:
    """Give who must act next on an issue read by `with_next`; None when nobody has to.

    Names offices, never people: the public page says the same.
    """
    if any(row["state"] == ReferralState.PROPOSED for row in getattr(issue, "passed", ())):
        return NextActor(_("the facilitator"), _("decides who answers: the office gave it back"))
    if issue.state in OFFICE_ACTS:
        return _office(issue)
    if issue.state in CHECKERS_ACT:
        return _checker(issue)
    if issue.state == S.REFERRED:
        whom = issue.referred_to or _("the next level")
        return NextActor(whom, _("decides; the facilitator asks how it stands"))
    return None


def _office(issue: Issue) -> NextActor:
    leader = _("the facilitator")
    if issue.responsible is None:
        return NextActor(
            leader, _("asks an organisation"), _("No organisation has been asked yet.")
        )
    if not getattr(issue, "has_officer", True):
        why = _("Nobody of %(office)s receives our mails.") % {"office": issue.responsible.name}
        return NextActor(leader, _("reaches the office and finds an officer there"), why)
    words = {
        S.VERIFIED: _("answers"),
        S.REOPENED: _("answers: it is not fixed"),
        S.ACCEPTED: _("begins the work"),
        S.IN_ACTION: _("does the work and says when it is fixed"),
    }
    return NextActor(issue.responsible.name, words[S(issue.state)])


def _checker(issue: Issue) -> NextActor:
    if not getattr(issue, "has_checker", True):
        why = _("No monitor from outside the organisations concerned is in the group.")
        return NextActor(_("the facilitator"), _("finds a monitor"), why)
    what = (
        _("checks on the spot whether the problem is real")
        if issue.state == S.REPORTED
        else _("checks on the spot whether it is really fixed")
    )
    return NextActor(_("a monitor from outside the office"), what)
