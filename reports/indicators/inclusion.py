"""The inclusion indicators (product.md G10), each by the quarter and against the group itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from groups.models import Stakeholder
from issues.models import ReporterClass
from reports.indicators.definitions import Indicator

# Whose seats make a meeting inclusive, and who speaks for citizens.
CITIZENS = frozenset({Stakeholder.COMMUNITY, Stakeholder.CIVIL_SOCIETY})
# Those who use a service, as against those who run, watch or represent it.
USERS = frozenset(
    {
        ReporterClass.CITIZEN,
        ReporterClass.PATIENT,
        ReporterClass.PARENT,
        ReporterClass.STUDENT,
    }
)

INCLUSION: tuple[Indicator, ...] = (
    Indicator(
        "seats",
        _("Meetings with the community's seats filled"),
        _("meetings"),
        _(
            "Meetings held in the quarter at which citizens and civil society were at least the share of the members present that the group has settled."
        ),
        _("of them, meetings that reached the share"),
        _("meetings held in the quarter with at least one member present"),
        _(
            "Guests are not counted. In public figures, meetings that are not published are left out."
        ),
    ),
    Indicator(
        "users",
        _("Issues raised by those who use the service"),
        _("issues"),
        _("Issues recorded in the quarter that citizens, patients, parents or students raised."),
        _("issues of these reporters"),
        _("issues recorded in the quarter"),
        _(
            "Merged issues are left out. In public figures, issues that are not published are left out and counts from 1 to 4 are not shown."
        ),
    ),
    Indicator(
        "concern",
        _("Issues by or for vulnerable people"),
        _("issues"),
        _(
            "Issues recorded in the quarter that the group marked as raised by or for herders, people with disability, poor households, single parents, temporary residents, minorities or elders."
        ),
        _("issues with such a mark"),
        _("issues recorded in the quarter"),
        _(
            "Merged issues are left out. An issue nobody has marked counts as not vulnerable. In public figures, issues that are not published are left out and counts from 1 to 4 are not shown."
        ),
    ),
    Indicator(
        "speakers",
        _("Speakers who are citizens or civil society"),
        _("speakers"),
        _(
            "Members who spoke to an item of the agenda of a meeting held in the quarter; who spoke to several items of one meeting counts once."
        ),
        _("of them, members for the community or civil society"),
        _("members named as speaker of an item"),
        _("Guests, and speakers who are not members, are left out. Shown to the group only."),
    ),
    Indicator(
        "vulnerable_speakers",
        _("Speakers who are vulnerable"),
        _("speakers"),
        _("The same speakers, by what they told about themselves."),
        _("of them, members who told at least one kind of vulnerability"),
        _("members named as speaker of an item"),
        _("Who told nothing counts as not vulnerable. Shown to the group only."),
    ),
)
PUBLIC_INCLUSION = tuple(item for item in INCLUSION if "speakers" not in item.key)
