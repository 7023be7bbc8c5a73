"""`Tool`: the one vocabulary of the tools of social accountability (domain.md 1.6 and 2).

Projects use them, trainings teach them, materials speak of them, lessons tell which one worked.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 20  # letters of a key, in every table that keeps one


class Tool(models.TextChoices):
    """A tool of social accountability, or another way in which a group brings something about."""

    SCORECARD = "scorecard", _("community scorecard")
    VOICE_ACTION = "voice_action", _("citizen voice and action")
    REPORT_CARD = "report_card", _("citizen report card")
    PETS = "pets", _("expenditure tracking (PETS)")
    SOCIAL_AUDIT = "social_audit", _("social audit")
    CHECKLIST = "checklist", _("checklist visits")
    MONITORING = "monitoring", _("visit and monitoring")
    GOOD_CLINIC = "good_clinic", _("“Good clinic, satisfactory service”")
    GOOD_SCHOOL = "good_school", _("Good School Support Tool")
    BUDGET_TRUST = "budget_trust", _("Budget Trust Tool")
    OPEN_BUDGET = "open_budget", _("budget transparency check")
    BUDGET = "budget", _("budget analysis")
    PARTICIPATORY_BUDGET = "participatory_budget", _("participatory budgeting")
    TENDER = "tender", _("tender monitoring")
    CONTRACT = "contract", _("contract-based participatory monitoring")
    DISCLOSURE = "disclosure", _("checking disclosure")
    REQUEST = "request", _("information request")
    FEEDBACK = "feedback", _("feedback and complaints")
    SURVEY = "survey", _("satisfaction questionnaire")
    FOCUS_GROUP = "focus_group", _("focus group")
    HEARING = "hearing", _("public hearing")
    DECISION = "decision", _("decision of a meeting")
    JOINT_ACTION = "joint_action", _("joint action")
    OTHER = "other", _("other tool")
