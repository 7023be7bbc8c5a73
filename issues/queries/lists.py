"""Lists of issues: the desk's, the office's and the public ones, by the same filters.

The filter names are those of contract.md: `q`, `sector`, `state`, `group`, `organisation`,
`period`, `overdue`, `sort`; at the desk also `tag` (its name) and `priority` (1 to 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from groups.models import Group, Membership, Role
from groups.queries import groups_where
from issues.lifecycle import UNFINISHED, IssueState
from issues.models import Issue, IssueTag
from issues.models.clock import ANSWER_RULE
from issues.permissions import ANSWERABLE
from issues.queries.category import answered
from issues.queries.next_actor import hanging
from issues.queries.search import FOUND_ORDER, answering
from masam.calendars.periods import NoPeriod, Period, parse
from masam.calendars.queries import rules_on
from masam.places.queries import ULAANBAATAR
from masam.search.folding import fold
from masam.tenancy import in_group

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from issues.models.issue import IssueQuerySet

NEVER = date(9999, 12, 31)  # sorts issues without a date behind all others
MOST_COUNTED = 1000
WEEK = 7  # days
MOST_HANGING = 99
ORDERS = {
    "newest": ("-logged_at", "-id"),
    "due": ("due_date", "id"),
    "priority": ("priority__level", "id"),
    "me_too": ("-echo__count", "-id"),
}
OFFICE_ORDER = ("due_order", "id")

RELATED = ("group", "service_point", "responsible", "category", "unit")


def desk_issues(group: Group, wanted: Mapping[str, Any]) -> IssueQuerySet:
    """Give the group's issues by the filters, to be sorted by `order_of(wanted)`."""
    return desk_rows(group.pk, group.today(), wanted, group.tz)


def desk_rows(group: int, today: date, wanted: Mapping[str, Any], zone: ZoneInfo) -> IssueQuerySet:
    rows = filtered(with_lines(Issue.objects.filter(group=group)), wanted, zone=zone)
    return hanging(rows, today) if wanted.get("nobody") else rows


def public_issues(group: Group, wanted: Mapping[str, Any]) -> IssueQuerySet:
    """Give what everybody may see of one group's issues, by the filters."""
    rows = with_lines(Issue.objects.filter(group=group)).published()
    return filtered(rows, wanted, zone=group.tz, is_public=True)


def national_issues(wanted: Mapping[str, Any]) -> IssueQuerySet:
    """Give what everybody may see of all groups, by the filters. Read it in `national_read()`."""
    rows = filtered(with_lines(Issue.objects.published()), wanted, zone=ULAANBAATAR, is_public=True)
    return rows.filter(group__slug=wanted["group"]) if wanted.get("group") else rows


def with_lines(rows: IssueQuerySet) -> IssueQuerySet:
    """Fetch what a line shows in the same query."""
    return rows.select_related(*RELATED)


def order_of(wanted: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the order of a list: the newest first, or (of what is open) the earliest due first.

    What answers a question stands in the order of how well it does, then the newest first.
    """
    if wanted.get("q") and not wanted.get("sort"):
        return FOUND_ORDER
    return ORDERS.get(wanted.get("sort") or "newest", ORDERS["newest"])


def filtered(
    rows: IssueQuerySet, wanted: Mapping[str, Any], *, zone: ZoneInfo, is_public: bool = False
) -> IssueQuerySet:
    """Narrow issues by the filters. A filter that is missing or empty lets all through.

    A period counts the day of the verified fix when the state asked for is "verified fixed",
    else the day of logging; its days begin and end in `zone`.
    """
    for name in ("sector", "state", "reporter_class"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("organisation"):
        asked = wanted["organisation"]
        rows = rows.filter(Q(responsible=asked) | Q(service_point=asked))
    if wanted.get("overdue"):
        today = timezone.localdate(timezone=zone)
        is_week = wanted["overdue"] == "week"
        rows = rows.due_within(today, WEEK) if is_week else rows.overdue(today)
    if wanted.get("period"):
        rows = rows.filter(within(wanted["period"], wanted.get("state"), zone))
    if wanted.get("sort") == "due":
        rows = rows.unfinished().filter(due_date__isnull=False)
    if wanted.get("q"):
        rows = answering(rows, wanted["q"], is_public=is_public)
    return _by_category(_by_marks(rows, wanted), wanted)


def _by_category(rows: IssueQuerySet, wanted: Mapping[str, Any]) -> Any:
    """Narrow by category, and by what its questions were answered."""
    category, answers = wanted.get("category"), wanted.get("answers")
    rows = rows.filter(category=category) if category else rows
    return answered(rows, category, answers) if category and answers else rows


def _by_marks(rows: IssueQuerySet, wanted: Mapping[str, Any]) -> IssueQuerySet:
    """Narrow by what the group marked issues with. Sorted by a mark, those without it drop out."""
    if wanted.get("tag"):
        carried = IssueTag.objects.filter(issue=OuterRef("pk"), tag__key=fold(wanted["tag"]))
        rows = rows.filter(Exists(carried))
    if wanted.get("priority"):
        rows = rows.filter(priority__level=wanted["priority"])
    if wanted.get("sort") == "priority":
        rows = rows.unfinished().filter(priority__isnull=False)
    if wanted.get("sort") == "me_too":
        rows = rows.filter(echo__count__gte=1)
    return rows


def within(period: Period | str, state: str | None, zone: ZoneInfo) -> Q:
    """Give the condition "in this period"; a text that is no period finds nothing."""
    try:
        days = parse(period) if isinstance(period, str) else period
    except NoPeriod:
        return Q(pk__in=[])
    column = "fixed_at" if state == IssueState.VERIFIED_FIXED else "logged_at"
    start, end = (datetime.combine(day, time.min, tzinfo=zone) for day in (days.start, days.end))
    return Q(**{f"{column}__gte": start, f"{column}__lt": end})


def capped_count(rows: QuerySet[Any]) -> int:
    """Count rows, but no further than `MOST_COUNTED` + 1, so that a count never gets expensive."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


class _Capped(Subquery):
    """How many rows a query would give; the query is cut, so that counting stays cheap."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS capped)"
    output_field = IntegerField()


def with_count(rows: Any) -> Any:
    """Add to each row how many the list has in all, as `capped_count` counts, in the same query."""
    return rows.annotate(in_all=_Capped(rows.order_by().values("pk")[: MOST_COUNTED + 1]))


def with_hanging(rows: Any, group: int, today: date) -> Any:
    """Add to each row on how many of the group's issues nobody can act, in the same query."""
    found = hanging(Issue.objects.filter(group=group), today)
    return rows.annotate(hanging=_Capped(found.order_by().values("pk")[: MOST_HANGING + 1]))


def count_hanging(group: Group) -> int:
    """Give on how many of the group's issues nobody can act, for a list without rows."""
    found = hanging(Issue.objects.filter(group=group), group.today())
    return min(found.order_by()[: MOST_HANGING + 1].count(), MOST_HANGING)


# --- the office ----------------------------------------------------------------------------------


def office_memberships(user: Any) -> list[Membership]:
    """Give the memberships by which a person answers for an organisation, of all groups."""
    groups = list(groups_where(user, "office.open"))
    with in_group(*groups):
        rows = Membership.objects.filter(user=user, role=Role.OFFICER, organisation__isnull=False)
        found = list(rows.select_related("group", "organisation").order_by("group__sort_key"))
    return [row for row in found if row.is_current(row.group.today())]


def office_issues(memberships: list[Membership]) -> IssueQuerySet:
    """Give the issues that were put to these organisations. Needs the scope of their groups."""
    mine = Q(pk__in=[])
    for row in memberships:
        mine |= Q(group=row.group_id, responsible=row.organisation_id)
    due = Coalesce("due_date", Value(NEVER))
    return with_lines(Issue.objects.filter(mine)).annotate(due_order=due)


def to_answer(rows: IssueQuerySet) -> IssueQuerySet:
    """Give those that wait for the office."""
    return rows.filter(state__in=ANSWERABLE)


def office_found(rows: IssueQuerySet, text: str) -> IssueQuerySet:
    """Give those of an office's issues, in any state, that answer a question."""
    return answering(rows, text, is_public=False)


def office_counts(rows: IssueQuerySet, today: date) -> dict[str, int]:
    """Count an inbox: what waits, what is late, what somebody else checks, what is fixed.

    `in_time` of `asked`: of what was asked within a year, and is answered or should be by the
    law on petitions, the part that was answered in the days of its rule as it stands today.
    """
    now, term = timezone.now(), _term(today)
    year, ended = Q(assigned_at__gte=now - timedelta(days=365)), Value(now) - term
    found = rows.order_by().aggregate(
        waiting=Count("pk", filter=Q(state__in=ANSWERABLE)),
        overdue=Count("pk", filter=Q(state__in=UNFINISHED, due_date__lt=today)),
        checking=Count("pk", filter=Q(state=IssueState.CLAIMED_FIXED)),
        fixed=Count("pk", filter=Q(state=IssueState.VERIFIED_FIXED)),
        in_time=Count("pk", filter=year & Q(answered_at__lte=F("assigned_at") + term)),
        asked=Count("pk", filter=year & (Q(answered_at__isnull=False) | Q(assigned_at__lt=ended))),
    )
    return dict(found)


def _term(today: date) -> ExpressionWrapper:
    """Give the days of the rule about answers to petitions, read in the query that needs them."""
    rule = rules_on(today).filter(key=ANSWER_RULE).order_by("-valid_from")
    days = Subquery(rule.values("days")[:1]) * Value(timedelta(days=1), DurationField())
    return ExpressionWrapper(days, DurationField())
