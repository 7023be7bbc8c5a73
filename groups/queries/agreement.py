"""Agreements: the register, the one door to one, what is public, what ends soon (G7)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from groups.models import Agreement, AgreementFile, AgreementParty, Commitment
from groups.queries.history import history_of
from masam.organisations.models import Organisation, OrganisationKind
from masam.organisations.queries import organisations_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Group
    from groups.models.agreement import AgreementQuerySet
    from groups.queries.meeting import Step

NEVER = date(9999, 12, 31)
PAST = {
    "agreement.logged": _("wrote the agreement into the register"),
    "agreement.edited": _("changed the agreement"),
    "agreement.commitments_set": _("changed what it commits to"),
    "agreement.ended": _("noted that the agreement ended"),
    "agreement.replaced": _("replaced the agreement by another one"),
    "agreement.published": _("made the agreement public"),
    "agreement.unpublished": _("took the agreement back from the public page"),
    "agreement.scan_added": _("added a scan"),
    "agreement.scan_removed": _("took a scan away"),
    "agreement.reminded": _("The people were reminded that it ends soon."),
    "agreement.tied": _("tied something to the agreement"),
    "agreement.untied": _("took something off the agreement"),
}


def agreements_of(group: Group) -> AgreementQuerySet:
    """Give the register, each row with `is_replaced`, `last_day` and counts of commitments."""
    rows: AgreementQuerySet = Agreement.objects.filter(group=group).select_related("group")
    sides = AgreementParty.objects.filter(agreement=OuterRef("pk")).order_by("position", "id")
    return rows.annotate(
        is_replaced=_is_replaced(),
        last_day=Coalesce("ended_date", "to_date", Value(NEVER)),
        sides=ArraySubquery(sides.values("name")),
        commitments_count=_number_of(Commitment.objects.all()),
        done_count=_number_of(Commitment.objects.filter(done_date__isnull=False)),
    )


def _is_replaced() -> Exists:
    return Exists(Agreement.objects.filter(replaces=OuterRef("pk")))


def _number_of(rows: QuerySet[Commitment]) -> Coalesce:
    counted = rows.filter(agreement=OuterRef("pk")).order_by().values("agreement")
    return Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0)


def agreement_or_404(gate: Any, number: int) -> Agreement:
    """Give an agreement of the gate's group; the only door from an address to one.

    It carries its parties (`sides`), its scans (`papers`: pk, name, size) and what replaced it
    (`successor`: number, title) from the same query.
    """
    rows = agreements_of(gate.group).filter(number=number % 2**31)
    files = AgreementFile.objects.filter(agreement=OuterRef("pk")).order_by("id")
    after = Agreement.objects.filter(replaces=OuterRef("pk"))
    found: Agreement | None = (
        rows.select_related("responsible__user", "replaces")
        .annotate(
            papers=ArraySubquery(
                files.values_list(JSONObject(pk=F("pk"), name=F("name"), size=F("size")))
            ),
            successor=Subquery(
                after.values_list(JSONObject(number=F("number"), title=F("title")))[:1]
            ),
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


def agreement_file_or_404(agreement: Agreement, pk: int) -> AgreementFile:
    """Give a scan of this agreement."""
    found: AgreementFile | None = AgreementFile.objects.filter(agreement=agreement, pk=pk).first()
    if found is None:
        raise Http404
    return found


def commitments_of(agreement: Agreement) -> list[Commitment]:
    """Give what an agreement commits to, in its order."""
    rows = Commitment.objects.filter(agreement=agreement).select_related("organisation")
    return list(rows.order_by("position", "id"))


def published_agreements(group: Group) -> list[Agreement]:
    """Give the public part of the register with what it commits to, the newest first."""
    lines = Commitment.objects.select_related("organisation").order_by("position", "id")
    rows = agreements_of(group).published().order_by("-signed_date", "-id")
    return list(rows.prefetch_related(Prefetch("commitments", lines)))


def agreements_to_rest_on(group: Group) -> QuerySet[Agreement]:
    """Give the agreements something may rest on, those in force first."""
    rows = agreements_of(group).annotate(is_over=_is_over(group.today()))
    return rows.order_by("is_over", "-signed_date", "-id")


def _is_over(day: date) -> Any:
    gone = Agreement.objects.filter(pk=OuterRef("pk")).filter(
        Q(to_date__lt=day) | Q(ended_date__isnull=False)
    )
    return Exists(gone)


def agreements_ending(group: Group) -> list[Agreement]:
    """Give those whose people are to be reminded today and were not reminded of this end yet."""
    rows = Agreement.objects.filter(group=group).ending(group.today())
    rows = rows.exclude(reminded_for=F("to_date")).select_related("group", "responsible__user")
    return list(rows.order_by("to_date", "id"))


def who_may_commit(agreement: Agreement) -> list[Organisation]:
    """Give whom a line may commit: the parties we know, then agencies and khurals of the place."""
    parties = AgreementParty.objects.filter(agreement=agreement, organisation__isnull=False)
    lines = Commitment.objects.filter(agreement=agreement, organisation__isnull=False)
    named = [*parties.values_list("organisation"), *lines.values_list("organisation")]
    near = Q(kind__in=(OrganisationKind.AGENCY, OrganisationKind.KHURAL)) | Q(
        pk__in=[pk for (pk,) in named]
    )
    here = Q(unit__code__startswith=agreement.group.unit.code) | Q(pk__in=[pk for (pk,) in named])
    rows = Organisation.objects.active().filter(near, here).order_by("sort_key", "id")
    first = {pk for (pk,) in named}
    return sorted(rows, key=lambda row: row.pk not in first)


def known_names(group: Group) -> list[str]:
    """Give the names of the place's organisations, for writing down parties."""
    rows = organisations_in(group.unit).select_related(None)
    return [row.name for row in rows]


def agreement_history(agreement: Agreement) -> list[Step]:
    """Give what happened to the agreement, oldest first."""
    return history_of(agreement, PAST)
