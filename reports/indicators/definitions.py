"""Each indicator once: what it is called, in which unit, what is counted and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise


@dataclass(frozen=True)
class Indicator:
    """A figure in words. `denominator` is empty for a plain count."""

    key: str
    name: Text
    unit: Text
    sentence: Text
    numerator: Text
    denominator: Text = ""
    exclusions: Text = ""


_ISSUES, _DAYS = _("issues"), _("days")
_UNPUBLISHED = _("Issues that the group has not published are left out of public figures.")

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "recorded",
        _("Issues recorded"),
        _ISSUES,
        _("Issues that the groups wrote down in the period, by the state they are in now."),
        _("issues by the day they were recorded"),
        exclusions=_UNPUBLISHED,
    ),
    Indicator(
        "fixed",
        _("Verified fixed"),
        _ISSUES,
        _(
            "Issues whose fix was verified in the period by somebody outside the responsible office."
        ),
        _("issues now verified fixed, by the day of that verification"),
        exclusions=_("A claimed fix does not count, and neither does a fix that was reopened."),
    ),
    Indicator(
        "fix_rate",
        _("Fix-rate"),
        _("verified problems"),
        _(
            "Of all problems verified at least 90 days ago and before the end of the period, those that are verified fixed by now."
        ),
        _("of them, now verified fixed"),
        _("verified problems at least 90 days old, since the beginning"),
        _("Rejected and merged issues are left out, and so are problems younger than 90 days."),
    ),
    Indicator(
        "median_days",
        _("Median days to a verified fix"),
        _DAYS,
        _(
            "Half of the issues verified fixed in the period took at most this many days from recording to the verified fix."
        ),
        _("days from recording to the verified fix"),
        _("issues verified fixed in the period"),
        _("More than 400 days count as 400."),
    ),
    Indicator(
        "overdue",
        _("Overdue today"),
        _ISSUES,
        _("Unfinished issues whose date has passed, as of today, whatever the period."),
        _("unfinished issues with a date before today"),
        exclusions=_("Issues without a date, and those referred up, are left out."),
    ),
    Indicator(
        "answered_on_time",
        _("Answered on time"),
        _ISSUES,
        _("Of the issues sent to an office in the period, those answered within 30 days."),
        _("answered at most 30 days after they were sent"),
        _("issues sent to an office in the period"),
        _(
            "Issues that still wait and were sent less than 30 days ago are left out, and so are merged ones."
        ),
    ),
    Indicator(
        "meetings",
        _("Meetings"),
        _("meetings"),
        _("Meetings that the groups held in the period and published."),
        _("meetings by the day they were held"),
        exclusions=_("Closed meetings are left out of public figures."),
    ),
    Indicator(
        "participants",
        _("Participants"),
        _("people who came, each meeting counted"),
        _("Members and guests who came to these meetings; who came twice counts twice."),
        _("members present and guests"),
        exclusions=_("Counts from 1 to 4 are not shown."),
    ),
    Indicator(
        "feedback",
        _("Feedback received"),
        _("pieces of feedback"),
        _("Praise, ideas, questions and problems that citizens sent or said in the period."),
        _("feedback by the day it was said"),
        exclusions=_("Spam is left out. Counts from 1 to 4 are not shown to the public."),
    ),
    Indicator(
        "feedback_on_time",
        _("Feedback answered on time"),
        _("pieces of feedback"),
        _(
            "Of the feedback whose last day for an answer lay in the period and is over, that answered by then."
        ),
        _("answered by its last day"),
        _("feedback whose last day for an answer is over"),
        _("Spam is left out. Counts from 1 to 4 are not shown to the public."),
    ),
)

by_key: dict[str, Indicator] = {indicator.key: indicator for indicator in INDICATORS}
