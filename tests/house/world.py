"""One of everything in Khovd, so that every address of the URL table leads somewhere."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from disclosure.models import CheckProof, Watched
from feedback.models import CasePhoto, Scorecard
from groups.actions import add_item, log_meeting, plan_meeting, start_series
from groups.models import Group, Meeting, MeetingPhoto, MeetingSeries, Membership
from issues.actions import plan_action, seed_categories
from issues.lifecycle import ISSUE
from issues.models import Evidence, Issue, JointAction
from masam.accounts.models import User
from masam.organisations.models import Organisation
from masam.spreadsheets.models import Import
from masam.tenancy import in_group
from reports.models import Report
from tests.factories.disclosure import check, owed
from tests.factories.feedback import make_case
from tests.factories.reports import make_issue

FILE = {"name": "a.jpg", "content_type": "image/jpeg", "size": 3, "sha256": "0" * 64}
# Pages of a meeting that is to come; the others are asked for the one that was held.
PLANNED = ("/plan/", "/agenda/", "/hold/", "/cancel/", "/invite/", "/answer", "/series/")


def photo(name: str = "photo.jpg") -> SimpleUploadedFile:
    """Give a small real photo as an upload."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#1f6eaa").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


@dataclass
class World:
    """The rows of the world by what addresses call them."""

    group: Group
    issues: dict[str, Issue] = field(default_factory=dict)  # by state
    rows: dict[str, Any] = field(default_factory=dict)

    def fill(self, route: str, app: str) -> dict[str, Any]:
        """Give the arguments of a route of `app`."""
        values: dict[str, Any] = {"group": self.group.slug, "token": "x" * 43, "name": "none.pdf"}
        values["point"] = self.rows["clinic"].pk
        values["photo"] = self.rows["photo" if app == "groups" else "case_photo"].pk
        values["proof"] = self.rows["proof"].pk
        values["told"] = 1
        values["uidb36"], values["key"] = "1", "x-y"
        values["item"] = self.rows["item"].pk
        if "number>" in route:
            values["number"] = self._number(route, app)
        values["pk"] = self._pk(route, app)
        return {name: value for name, value in values.items() if f"{name}>" in route}

    def _number(self, route: str, app: str) -> Any:
        if app == "issues" and "/actions/" not in route:
            verb = route.rstrip("/").rsplit("/", 1)[-1]
            steps = ISSUE.by_verb.get(verb)
            return self.issues[steps.sources[0] if steps else "reported"].code
        if app == "issues":
            return self.rows["action"].number
        if app == "groups" and any(part in route for part in PLANNED):
            return self.rows["planned"].number
        noun = {"feedback": "case", "groups": "meeting", "reports": "report"}[app]
        return self.rows["scorecard" if "scorecards" in route else noun].number

    def _pk(self, route: str, app: str) -> int:
        if app == "issues":
            return int(self.rows["import" if "/import/" in route else "evidence"].pk)
        if app == "disclosure":
            return int(self.rows["watched" if "unwatch" in route else "owed"].pk)
        if "/series/" in route:
            return int(self.rows["series"].pk)
        if "/decisions/" in route:
            return int(self.rows["decision"].pk)
        return int(self.rows["member"].pk)


def make_world(
    khovd: Group, cast: dict[str, User], clinic: Organisation, department: Organisation
) -> World:
    """Make one of everything in Khovd."""
    world = World(khovd)
    actor = cast["facilitator"]
    world.rows |= {"clinic": clinic, "case": make_case(khovd)}
    with in_group(khovd):
        seed_categories(khovd)
        world.rows["member"] = Membership.objects.get(user=cast["member"])
        _issues(world, clinic, department)
        first = world.issues["reported"]
        world.rows["evidence"] = _file(Evidence, khovd, issue=first, is_public=True)
        world.rows["meeting"] = _meeting(khovd, actor, world.rows["member"])
        world.rows["decision"] = world.rows["meeting"].decisions.get()
        world.rows["planned"] = _planned(khovd, actor)
        world.rows["item"] = add_item(world.rows["planned"], actor=actor, title="Зуух")
        world.rows["series"] = _series(khovd, actor)
        world.rows["photo"] = _file(MeetingPhoto, khovd, meeting=world.rows["meeting"])
        world.rows["case_photo"] = _file(CasePhoto, khovd, case=world.rows["case"])
        world.rows["action"] = _action(khovd, actor, cast, first)
        row = owed(khovd, department)
        world.rows |= {"owed": row, "watched": Watched.objects.get(organisation=department)}
        world.rows["import"] = _import(khovd, actor)
        made = {_proof_field(): check(row, actor=actor, result="found")}
        world.rows["proof"] = _file(CheckProof, khovd, **made)
        world.rows["scorecard"] = Scorecard.objects.create(
            group=khovd,
            number=1,
            service_point=clinic,
            held_date=khovd.today(),
            published_at=timezone.now(),
        )
        world.rows["report"] = Report.objects.create(
            group=khovd, number=1, kind="monthly", period="2026-08"
        )
    return world


def _proof_field() -> str:
    return next(
        f.name
        for f in CheckProof._meta.fields
        if f.related_model is not None and f.related_model.__name__ == "Check"
    )


def _issues(world: World, clinic: Organisation, department: Organisation) -> None:
    for state in ISSUE.states.values:
        more: dict[str, Any] = {}
        if state == "merged":
            more["merged_into"] = world.issues["reported"]
        world.issues[state] = make_issue(
            world.group, state, service_point=clinic, responsible=department, **more
        )


def _file(model: Any, group: Group, **fields: Any) -> Any:
    row = model(group=group, **FILE, **fields)
    row.file.save("a.jpg", ContentFile(b"abc"), save=False)
    row.file.close()
    row.save()
    return row


def _import(group: Group, actor: User) -> Import:
    row = Import(
        group=group,
        kind="issues.issue",
        name="a.csv",
        sha256="0" * 64,
        encoding="utf-8",
        uploaded_by=actor,
    )
    row.file.save("a.csv", ContentFile(b"title\n"), save=False)
    row.file.close()
    row.save()
    return row


def _meeting(group: Group, actor: User, member: Membership) -> Meeting:
    meeting = log_meeting(
        group,
        actor=actor,
        held_date=group.today() - datetime.timedelta(days=7),
        topic="Сарын уулзалт",
        attended=[member],
        decisions=["Зуух солих"],
    )
    Meeting.objects.filter(pk=meeting.pk).update(published_at=timezone.now())
    return meeting


def _planned(group: Group, actor: User) -> Meeting:
    day = group.today() + datetime.timedelta(days=7)
    begin = datetime.time(14)
    words: dict[str, Any] = {"held_date": day, "starts_at": begin, "lasts_minutes": 60}
    return plan_meeting(group, actor=actor, topic="Дараагийн уулзалт", **words)


def _series(group: Group, actor: User) -> MeetingSeries:
    day = group.today() + datetime.timedelta(days=9)
    words: dict[str, Any] = {"first_date": day, "last_date": day, "starts_at": datetime.time(14)}
    return start_series(group, actor=actor, topic="Сар бүрийн уулзалт", **words)


def _action(group: Group, actor: User, cast: dict[str, User], issue: Issue) -> JointAction:
    return plan_action(
        group,
        actor=actor,
        title="Зуух солих",
        issue=issue,
        government_owner=Membership.objects.get(user=cast["officer"]),
        civil_owner=Membership.objects.get(user=cast["facilitator"]),
        due_date=group.today() + datetime.timedelta(days=30),
    )
