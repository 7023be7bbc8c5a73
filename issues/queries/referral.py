"""Issues that offices gave back: what was said, what was decided, how often (I7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.translation import get_language

from issues.models import Referral, ReferralState

if TYPE_CHECKING:
    from issues.models import Issue

MOST_PASSES = 3  # then the group itself decides: no more handing on with one click


@dataclass(frozen=True)
class Passed:
    """One referral as the pages show it."""

    pk: int
    sender: str
    receiver: str
    reason: str
    decision: str
    state: str
    label: str
    is_known: bool  # the receiver is an organisation of the list

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state == ReferralState.PROPOSED

    @property
    def is_done(self) -> bool:
        """Whether the issue was handed on."""
        return self.state == ReferralState.ACCEPTED


def with_referrals(rows: Any) -> Any:
    """Add an issue's referrals, oldest first, in the same query: see `passes_of`."""
    words = JSONObject(
        pk=F("pk"), state=F("state"), reason=F("reason"), decision=F("decision"),
        theirs=F("theirs"), to=F("to_organisation_id"),
        from_mn=F("from_organisation__name_mn"), from_en=F("from_organisation__name_en"),
        to_mn=F("to_organisation__name_mn"), to_en=F("to_organisation__name_en"),
    )  # fmt: skip
    found = Referral.objects.filter(issue=OuterRef("pk")).order_by("id")
    return rows.annotate(passed=ArraySubquery(found.values_list(words)))


def passes_of(issue: Issue) -> list[Passed]:
    """Give the referrals of an issue read by `with_referrals`."""
    return [_passed(row) for row in getattr(issue, "passed", ())]


def _passed(row: dict[str, Any]) -> Passed:
    tongue = "en" if (get_language() or "").startswith("en") else "mn"

    def named(side: str) -> str:
        return str(row[f"{side}_{tongue}"] or row[f"{side}_mn"] or "")

    return Passed(
        pk=row["pk"],
        sender=named("from"),
        receiver=named("to") or row["theirs"],
        reason=row["reason"],
        decision=row["decision"],
        state=row["state"],
        label=str(ReferralState(row["state"]).label),
        is_known=row["to"] is not None,
    )


def passes_done(issue: Issue) -> int:
    """Count how often an issue was handed from office to office."""
    return Referral.objects.filter(issue=issue, state=ReferralState.ACCEPTED).count()


def referral_or_404(issue: Issue, pk: int) -> Referral:
    """Give a referral of an issue that the caller was let to."""
    rows = Referral.objects.filter(issue=issue, pk=pk)
    row: Referral | None = rows.select_related("to_organisation", "from_organisation").first()
    if row is None:
        raise Http404
    return row
