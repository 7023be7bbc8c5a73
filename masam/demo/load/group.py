"""One group with everything in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from groups.models import Group, GroupPhase, Phase
from issues.actions import rebuild_words, seed_categories
from masam.demo.load.actions import load_actions
from masam.demo.load.agendas import load_agendas
from masam.demo.load.agreements import load_agreements
from masam.demo.load.calendar import load_calendar
from masam.demo.load.duties import load_duties
from masam.demo.load.feedback import load_feedback
from masam.demo.load.fixes import load_fixes
from masam.demo.load.issues import load_issues
from masam.demo.load.join_links import load_join_links
from masam.demo.load.ladders import load_ladders
from masam.demo.load.lessons import load_lessons
from masam.demo.load.mails import load_mails
from masam.demo.load.marks import load_marks
from masam.demo.load.meetings import load_meetings
from masam.demo.load.members import load_members
from masam.demo.load.merges import load_merges
from masam.demo.load.minutes import load_minutes
from masam.demo.load.moments import moment
from masam.demo.load.offices import load_offices
from masam.demo.load.openings import load_opening
from masam.demo.load.organisations import load_organisations
from masam.demo.load.particulars import load_particulars
from masam.demo.load.projects import load_projects
from masam.demo.load.scorecards import load_scorecards
from masam.demo.load.stage import Stage
from masam.demo.load.teams import load_teams
from masam.demo.load.threads import load_thread_links
from masam.demo.load.trainings import load_trainings
from masam.demo.plan import plan_actions, plan_feedback, plan_issues, plan_meetings, plan_members
from masam.places.models import Unit
from masam.search.sortkey import sort_key
from masam.tenancy import in_group
from reports.actions import rebuild_tallies

if TYPE_CHECKING:
    from masam.demo.tables import Place

ABOUT_MN = (
    "{name} {kind} эрүүл мэнд, боловсролын үйлчилгээний тулгамдсан асуудлыг иргэд, төрийн "
    "байгууллага, үйлчилгээ үзүүлэгчид хамтран шийдвэрлэдэг олон талт бүлэг."
)
ABOUT_EN = (
    "The multi-stakeholder group of {name} {kind}: citizens, civil society, government and "
    "service providers solve problems of health and education services together."
)


def load_group(place: Place, issues: int) -> bool:
    """Load one group with `issues` issues; False when it stands already."""
    if Group.objects.filter(slug=place.slug).exists():
        return False
    with transaction.atomic():
        group = _group(place)
        with in_group(group):
            _fill(Stage(place, group), issues)
    return True


def _group(place: Place) -> Group:
    kinds = {"aimag": "аймгийн", "district": "дүүргийн"}
    group = Group(
        slug=place.slug, code=place.code, unit=Unit.objects.get(code=place.unit),
        name_mn=place.name_mn, name_en=place.name_en, zone=place.zone,
        sort_key=sort_key(place.name_mn),
        about_mn=ABOUT_MN.format(name=place.name_mn, kind=kinds[place.kind]),
        about_en=ABOUT_EN.format(name=place.name_en, kind=place.kind),
        contact_email=f"group@{place.slug}.example",
    )  # fmt: skip
    group.opened_at = moment(group, 900)
    group.save()
    partners = {1: "Save the Children Japan", 2: place.partner}
    GroupPhase.objects.bulk_create(
        GroupPhase(group=group, phase=phase, lead_partner=partners[phase.number])
        for phase in Phase.objects.filter(number__in=partners)
    )
    return group


def _fill(stage: Stage, issues: int) -> None:
    seed_categories(stage.group)
    stories = plan_issues(stage.place, issues)
    load_organisations(stage)
    load_members(stage, plan_members(stage.place))
    load_join_links(stage)
    load_meetings(stage, plan_meetings(stage.place, stage.group.today()))
    load_issues(stage, stories)
    load_particulars(stage)
    load_merges(stage)
    load_offices(stage)
    load_mails(stage)
    joints = plan_actions(stage.place, stories)
    load_actions(stage, joints)
    load_fixes(stage)
    load_agendas(stage)
    load_calendar(stage)
    load_feedback(stage, plan_feedback(stage.place, stories))
    load_duties(stage)
    load_opening(stage)
    load_teams(stage)
    load_projects(stage)
    load_agreements(stage)
    load_minutes(stage)
    load_trainings(stage)
    if stage.place.slug == "khovd":
        load_scorecards(stage)
    load_lessons(stage, stories, joints)
    load_marks(stage)
    load_thread_links(stage)
    load_ladders(stage)
    stage.keep()
    rebuild_words(stage.group)
    rebuild_tallies(stage.group)
