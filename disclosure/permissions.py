"""Who may check and who may answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from masam.lifecycle import Allowed, Refused, Verdict

if TYPE_CHECKING:
    from disclosure.models import Check, Owed
    from groups.models import Membership


def may_check(membership: Membership | None, owed: Owed) -> Verdict:
    """An organisation's own people do not check it; everybody else with the duty may."""
    if membership and membership.organisation_id == owed.organisation_id:
        return Refused(_("You belong to this organisation: somebody else checks it."))
    return Allowed()


def may_answer(membership: Membership | None, check: Check) -> Verdict:
    """Only the organisation that was checked answers."""
    if membership is None or membership.organisation_id != check.owed.organisation_id:
        return Refused(_("Only the organisation that was checked can answer."))
    return Allowed()
