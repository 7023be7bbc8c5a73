"""What an officer's page needs beside the issue: others to name, templates, colleagues (I10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from groups.models import Membership, Role
from issues.models import Handover, ReplyTemplate
from masam.organisations.models import Organisation, OrganisationKind

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from issues.models import Issue


def with_others(rows: Any) -> Any:
    """Add the agencies of the group's place, whom an office may name, in the same query."""
    words = JSONObject(pk=F("pk"), mn=F("name_mn"), en=F("name_en"))
    agencies = Organisation.objects.active().filter(kind=OrganisationKind.AGENCY)
    place = ExpressionWrapper(OuterRef("group__unit__code"), output_field=CharField())
    found = (
        agencies.annotate(place=place)
        .filter(Q(unit__code__startswith=F("place")) | Q(place__startswith=F("unit__code")))
        .exclude(pk=Coalesce(OuterRef("responsible"), Value(0)))
    )
    return rows.annotate(others=ArraySubquery(found.order_by("sort_key").values_list(words)))


def others_of(issue: Issue) -> list[tuple[int, str]]:
    """Give the pairs (id, name) of an issue read by `with_others`."""
    is_english = (get_language() or "").startswith("en")
    rows = getattr(issue, "others", ())
    return [(row["pk"], (is_english and row["en"]) or row["mn"]) for row in rows]


def with_hands(rows: Any) -> Any:
    """Add in whose hands of the office an issue is, in the same query: `hands`."""
    latest = Handover.objects.filter(
        issue=OuterRef("pk"), organisation=OuterRef("responsible")
    ).order_by("-id")
    words = JSONObject(
        name=F("to_membership__name"), member=F("to_membership_id"), reason=F("reason")
    )
    return rows.annotate(hands=ArraySubquery(latest.values_list(words)[:1]))


def with_templates(rows: Any, user: Any) -> Any:
    """Add the reply templates of the asked office: the shared ones and the person's own."""
    found = ReplyTemplate.objects.filter(
        Q(owner=None) | Q(owner=user),
        group=OuterRef("group"),
        organisation=OuterRef("responsible"),
    ).order_by("title", "id")
    words = JSONObject(
        pk=F("pk"), title=F("title"), kind=F("kind"), mn=F("text_mn"), en=F("text_en"),
        is_own=Value(value=True),
    )  # fmt: skip
    return rows.annotate(templates=ArraySubquery(found.values_list(words)))


def filled_in(issue: Issue, pk: str) -> dict[str, str]:
    """Give the answer that a template of the office makes for this issue; {} for an unknown one."""
    row = next((row for row in getattr(issue, "templates", ()) if str(row["pk"]) == pk), None)
    if row is None:
        return {}
    is_english = (get_language() or "").startswith("en")
    text = (is_english and row["en"]) or row["mn"] or row["en"]
    for name, value in placeholders(issue).items():
        text = text.replace("{" + name + "}", value)
    return {"text": text} | ({"kind": row["kind"]} if row["kind"] else {})


def placeholders(issue: Issue) -> dict[str, str]:
    """Give what stands for {code}, {title}, {place}, {office}, {group} and {date}."""
    return {
        "code": issue.code,
        "title": issue.title,
        "place": issue.service_point.name if issue.service_point else issue.group.name,
        "office": issue.responsible.name if issue.responsible else "",
        "group": issue.group.name,
        "date": date_format(timezone.localdate(timezone=issue.group.tz), "DATE_FORMAT"),
    }


def templates_of(memberships: list[Membership], user: Any) -> QuerySet[ReplyTemplate]:
    """Give the templates a person may use, of all offices. Needs the scope of their groups."""
    mine = Q(pk__in=[])
    for row in memberships:
        mine |= Q(group=row.group_id, organisation=row.organisation_id)
    rows = ReplyTemplate.objects.filter(mine & (Q(owner=None) | Q(owner=user)))
    found: QuerySet[ReplyTemplate] = rows.select_related("organisation", "group")
    return found.order_by("group", "organisation", "title", "id")


def template_or_404(memberships: list[Membership], user: Any, pk: int) -> ReplyTemplate:
    """Give a template the person may use."""
    row = templates_of(memberships, user).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def colleagues_of(membership: Membership) -> list[Membership]:
    """Give the other officers of the same organisation in the same group, who can sign in."""
    rows = Membership.objects.filter(
        group=membership.group_id,
        organisation=membership.organisation_id,
        role=Role.OFFICER,
        user__is_active=True,
    )
    found = rows.current(membership.group.today()).exclude(pk=membership.pk)
    return list(found.select_related("user").order_by("sort_key", "id"))
