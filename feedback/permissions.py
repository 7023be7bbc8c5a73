"""Who may do what to a case. The office never may: its roles hold no feedback duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feedback.lifecycle import CASE
from groups.permissions import may
from masam.lifecycle import Allowed, Refused, Verdict

if TYPE_CHECKING:
    from feedback.models import Case

Duties = frozenset[str]


def may_read(duties: Duties, case: Case) -> Verdict:
    """Tell whether the person may say that the case was read."""
    return may(duties, "feedback.answer") and CASE.verdict("read", case.state)


def may_answer(duties: Duties, case: Case) -> Verdict:
    """Tell whether the person may answer the citizen."""
    return may(duties, "feedback.answer") and CASE.verdict("answer", case.state)


def may_close(duties: Duties, case: Case) -> Verdict:
    """Tell whether the person may close the case."""
    return may(duties, "feedback.close") and CASE.verdict("close", case.state)


def may_raise(duties: Duties, case: Case) -> Verdict:
    """Tell whether the case may become an issue or join one: once only."""
    verdict = may(duties, "feedback.raise")
    if not verdict:
        return verdict
    return Refused(_("It already belongs to an issue.")) if case.issue_id else Allowed()
