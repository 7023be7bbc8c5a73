"""Certificates: what can be recognised, the register, one line of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from groups.models import Group, Meeting, Recognition, Stakeholder
from groups.queries.group import rules_of
from groups.queries.member import current_members
from groups.signals import deeds_wanted
from masam.organisations.models import Organisation
from masam.search.folding import naming
from masam.ui import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet


YEAR = timedelta(days=365)
CITIZENS = (Stakeholder.COMMUNITY, Stakeholder.CIVIL_SOCIETY)
MOST_MEETINGS = 12
RECOGNITION_ORDER = ("-awarded_date", "-id")


@dataclass(frozen=True)
class Deed:
    """Something that deserves a certificate. `url` is an address without language.

    `organisation` is the id of who did it, None when a person chooses; `day` is its day in the
    group's zone.
    """

    key: str
    label: str
    url: str
    day: date
    reason_mn: str
    reason_en: str
    organisation: int | None = None


def deeds_of(group: Group) -> list[Deed]:
    """Give what the last year brought that can be recognised, the newest first."""
    answers: Any = deeds_wanted.send(sender=Group, group=group)
    found = [deed for _receiver, deeds in answers for deed in deeds or ()]
    return sorted([*found, *_inclusive_meetings(group)], key=lambda deed: deed.day, reverse=True)


def _inclusive_meetings(group: Group) -> list[Deed]:
    """Give the meetings at which citizens had at least the share the group has settled."""
    least = rules_of(group).community_percent
    rows = Meeting.objects.filter(group=group, held_date__gte=group.today() - YEAR).held()
    rows = rows.annotate(
        came=Count("attendance"),
        citizens=Count("attendance", filter=Q(attendance__stakeholder__in=CITIZENS)),
    )
    held = rows.filter(citizens__gt=0).order_by("-held_date", "-id")
    fit = [row for row in held if 100 * row.citizens >= least * row.came]
    return [_deed_of(group, row) for row in fit[:MOST_MEETINGS]]


def _deed_of(group: Group, meeting: Meeting) -> Deed:
    return Deed(
        key=f"meeting:{meeting.pk}",
        label=_("meeting of %(day)s: %(topic)s")
        % {"day": wording.day(meeting.held_date, "short"), "topic": meeting.topic[:100]},
        url=f"/{group.slug}/desk/meetings/{meeting.number}/",
        day=meeting.held_date,
        **in_both_languages(
            lambda: (
                _("for a meeting in which citizens took part as they should, on %(day)s")
                % {"day": wording.day(meeting.held_date)}
            )
        ),
    )


def in_both_languages(say: Any) -> dict[str, Any]:
    """Give what `say()` says as `reason_mn` and `reason_en`."""
    said = {}
    for language in ("mn", "en"):
        with translation.override(language):
            said[f"reason_{language}"] = str(say())[:300]
    return said


def organisations_to_recognise(group: Group, deeds: list[Deed]) -> list[Organisation]:
    """Give who may get a certificate: who did something, and whoever sits in the group."""
    did = {deed.organisation for deed in deeds if deed.organisation}
    seated = current_members(group).filter(organisation__isnull=False).order_by()
    rows = Organisation.objects.filter(Q(pk__in=did) | Q(pk__in=seated.values("organisation")))
    return list(rows.order_by("sort_key", "id"))


def recognitions_of(group: Group, wanted: Mapping[str, Any]) -> QuerySet[Recognition]:
    """Give the register by words and state, to be sorted by `RECOGNITION_ORDER`."""
    rows = Recognition.objects.filter(group=group).select_related("group", "organisation")
    if wanted.get("state"):
        rows = rows.filter(revoked_at__isnull=wanted["state"] == "valid")
    words = naming(str(wanted.get("q") or ""), "organisation__search_key")
    found: QuerySet[Recognition] = rows.filter(words)
    return found


def recognition_or_404(gate: Any, number: int) -> Recognition:
    """Give a line of the register of the gate's group; the only door from an address to one."""
    rows = Recognition.objects.filter(group=gate.group, number=number % 2**31)
    found = rows.select_related("group", "organisation", "awarded_by").first()
    if found is None:
        raise Http404
    return found
