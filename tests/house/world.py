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
from groups.actions import (
    add_item,
    amend_minutes,
    award_recognition,
    circulate_minutes,
    draft_minutes,
    log_meeting,
    make_join_link,
    plan_meeting,
    publish_agreement,
    start_series,
)
from groups.models import (
    AgreementFile,
    Amendment,
    Counter,
    Group,
    GroupDraft,
    GroupPhase,
    JoinUse,
    MaterialFile,
    Meeting,
    MeetingPhoto,
    MeetingSeries,
    Membership,
    Phase,
    ProjectFile,
    SupportSession,
    TrainingFile,
)
from groups.queries import deeds_of
from issues.actions import (
    draft_letter,
    edit_lesson,
    make_tag,
    offer_issue,
    open_round,
    open_thread,
    plan_action,
    preview_bulk,
    propose_lesson,
    publish_lesson,
    seed_categories,
    seed_ladder,
    seed_promises,
    set_questions,
    update_action,
)
from issues.lifecycle import ISSUE
from issues.models import (
    Answer,
    Category,
    Evidence,
    Issue,
    JointAction,
    Particulars,
    Promise,
    Redaction,
    Referral,
    Route,
    TextRedaction,
    UpdateFile,
)
from issues.queries import steps_of
from issues.resources import IssueTable, upload_issues
from masam.accounts.models import User
from masam.notifications.models import InboundMail
from masam.organisations.models import Organisation
from masam.spreadsheets.models import Import
from masam.tenancy import in_group
from reports.models import Report
from tests.factories.disclosure import check, owed
from tests.factories.feedback import make_case
from tests.factories.projects import make_agreement, make_project, make_team
from tests.factories.reports import make_issue
from tests.factories.trainings import (
    make_assessment,
    make_cso,
    make_material,
    make_trainer,
    make_training,
)

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
        values |= self.rows["learning"]
        values["seat"] = self.rows["seat"].pk
        for folder, row in (("/agreements/", "scan"), ("/projects/", "paper")):
            if folder in route:
                values["file"] = self.rows[row].pk
        values["told"], values["use"] = 1, self.rows["use"].pk
        values["uidb36"], values["key"] = "1", "x-y"
        values["promise"] = self.rows["promise"].pk
        values["item"] = self.rows["item"].pk
        values["decision"] = self.rows["decision"].pk
        values["draft"], values["step"] = self.rows["draft"].pk, "points"
        values["phase"] = 1
        values["passage"] = 1
        values |= {noun: self.rows[noun].pk for noun in ("bulk", "tag")} | {"round": 1, "thread": 1}
        if "number>" in route:
            values["number"] = self._number(route, app)
        values["pk"] = self._pk(route, app)
        return {name: value for name, value in values.items() if f"{name}>" in route}

    def _number(self, route: str, app: str) -> Any:
        if "/lessons/" in route:
            return self.rows["lesson"].number
        if app == "issues" and "/actions/" not in route:
            verb = route.rstrip("/").rsplit("/", 1)[-1]
            steps = ISSUE.by_verb.get(verb)
            return self.issues[steps.sources[0] if steps else "reported"].code
        if app == "issues":
            return self.rows["action"].number
        for noun in ("team", "project", "agreement"):
            if f"/desk/{noun}s/" in route:
                return self.rows[noun].number
        if app == "groups" and any(part in route for part in PLANNED):
            return self.rows["planned"].number
        noun = {"feedback": "case", "groups": "meeting", "reports": "report"}[app]
        folders = (
            ("scorecards", "scorecard"), ("/support/", "session"), ("/trainings/", "training"),
            ("/recognitions/", "recognition"),
        )  # fmt: skip
        for folder, row in folders:
            noun = row if folder in route else noun
        return self.rows[noun].number

    def _pk(self, route: str, app: str) -> int:
        for noun in ("routes", "referrals", "mails"):
            if app == "issues" and f"/{noun}/" in route:
                return int(self.rows[noun].pk)
        if app == "issues":
            nouns = {
                "/files/": "news_file", "/categories/": "category", "/import/": "import",
                "/ladder/": "step", "/letters/": "letter",
            }  # fmt: skip
            noun = next((noun for part, noun in nouns.items() if part in route), "evidence")
            return int(self.rows[noun].pk)
        if app == "disclosure":
            return int(self.rows["watched" if "unwatch" in route else "owed"].pk)
        words = (
            ("/series/", "series"), ("/decisions/", "decision"), ("amendments", "amendment"), ("invitations", "invitation"),
            ("people/import", "member_import"),
        )  # fmt: skip
        for word, noun in words:
            if word in route:
                return int(self.rows[noun].pk)
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
        seed_promises(khovd)
        world.rows["promise"] = Promise.objects.get()
        _evidence(world, actor)
        _meetings(world, actor, Membership.objects.get(user=cast["officer"]))
        world.rows["case_photo"] = _file(CasePhoto, khovd, case=world.rows["case"])
        world.rows["action"] = _action(khovd, actor, cast, first)
        world.rows["news_file"] = _news_file(world.rows["action"], actor)
        row = owed(khovd, department)
        world.rows |= {"owed": row, "watched": Watched.objects.get(organisation=department)}
        file = SimpleUploadedFile("a.csv", "title;sector\nЄрєє;health\n".encode())
        world.rows["import"] = upload_issues(file, IssueTable(group=khovd, actor=actor))
        world.rows["member_import"] = _import(khovd, actor)
        world.rows |= _invitation(khovd, actor, world.rows["member"])
        made = {_proof_field(): check(row, actor=actor, result="found")}
        world.rows["proof"] = _file(CheckProof, khovd, **made)
        world.rows["scorecard"] = Scorecard.objects.create(
            group=khovd,
            number=1,
            service_point=clinic,
            held_date=khovd.today(),
            published_at=timezone.now(),
        )
        _learning(world)
        _papers(world, actor)
        _learned(world, actor)
        _marked(world, actor)
        world.rows["report"] = Report.objects.create(
            group=khovd, number=1, kind="monthly", period="2026-08"
        )
        world.rows["session"] = _past_session(khovd, cast["admin"])
    _thread(world, cast)
    world.rows["draft"] = _draft(cast["coordinator"])
    phase = Phase.objects.create(
        number=1, name_mn="I үе шат", name_en="Phase I", start_date=datetime.date(2015, 5, 1)
    )
    GroupPhase.objects.create(group=khovd, phase=phase, lead_partner="Дэлхийн Зөн")
    return world


def _marked(world: World, actor: User) -> None:
    """Make a tag, a round of ranking, and a change of many that was only looked at."""
    chosen = [world.issues[state] for state in ("reported", "verified")]
    open_round(world.group, actor=actor, issues=chosen, until_date=world.group.today())
    world.rows["tag"] = make_tag(world.group, actor=actor, name="Өвөл")
    world.rows["bulk"] = preview_bulk(
        world.group, actor=actor, kind="publish", issues=chosen, words={}
    )


def _evidence(world: World, actor: User) -> None:
    """A picture with its original, hidden words, and a category that asks something."""
    group, issue = world.group, world.issues["reported"]
    world.rows["evidence"] = _file(Evidence, group, issue=issue, is_public=True)
    _file(Redaction, group, evidence=world.rows["evidence"], areas=[[0, 0, 50, 50]], reason="Царай")
    TextRedaction.objects.create(group=group, issue=issue, number=1, passage="Дорж", reason="Нэр")
    category = Category.objects.get(sector=issue.sector, key="quality")
    question = {"key": "", "mn": "Хаана?", "en": "", "kind": "text", "unit": "", "choices": []}
    rows = [question | {"required": False}]
    version = set_questions(category, actor=actor, questions=rows, number=0)
    Issue.objects.filter(pk=issue.pk).update(category=category)
    Particulars.objects.create(group=group, issue=issue, version=version)
    world.rows["category"] = category


def _meetings(world: World, actor: User, officer: Membership) -> None:
    """A meeting that was held, one that is to come, and a series."""
    group, member = world.group, world.rows["member"]
    held, planned = _meeting(group, actor, [member, officer]), _planned(group, actor)
    world.rows |= {
        "meeting": held,
        "amendment": _amendment(held, actor, member),
        "decision": held.decisions.get(),
        "planned": planned,
        "item": add_item(planned, actor=actor, title="Зуух"),
        "series": _series(group, actor),
        "photo": _file(MeetingPhoto, group, meeting=held),
    }


def _thread(world: World, cast: dict[str, User]) -> None:
    """Make a thread for a ministry with one issue of Khovd."""
    with in_group(world.group):
        link = offer_issue(world.issues["accepted"], actor=cast["facilitator"], title="Зуух")
    day = world.group.today() + datetime.timedelta(days=30)
    open_thread(
        actor=cast["coordinator"], title_mn="Зуух", text_mn="Хуучирсан", sector="health",
        ministry="Эрүүл мэндийн яам", due_date=day, offered=[link],
    )  # fmt: skip


def _learning(world: World) -> None:
    """A ladder and a letter; a training, a trainer, a material, a CSO's self-assessment."""
    group = world.group
    seed_ladder(group)
    world.rows["step"] = steps_of(group)[0]
    world.rows["letter"] = draft_letter(world.issues["accepted"], actor=None)
    trainer, material = make_trainer(group), make_material(group)
    world.rows["training"] = make_training(group, trainers=[trainer])
    file = _file(TrainingFile, group, training=world.rows["training"])
    _file(MaterialFile, group, material=material)
    assessment = make_assessment(group, make_cso(group), year=group.today().year)
    world.rows["learning"] = {
        "trainer": trainer.pk,
        "material": material.pk,
        "file": file.pk,
        "assessment": assessment.pk,
        "area": "finance",
        "kind": "csv",
    }


def _papers(world: World, actor: User) -> None:
    """Make a team, a sub-project and an agreement with a file each."""
    group, member = world.group, world.rows["member"]
    team = make_team(group, members=[member], actor=actor)
    project, agreement = make_project(group, actor=actor), make_agreement(group, actor=actor)
    publish_agreement(agreement, actor=actor)
    world.rows |= {
        "team": team,
        "seat": team.members.get(),
        "project": project,
        "paper": _file(ProjectFile, group, project=project),
        "agreement": agreement,
        "scan": _file(AgreementFile, group, agreement=agreement),
    }


def _learned(world: World, actor: User) -> None:
    """Make a published lesson of the verified fix, and a certificate for its office."""
    fix = world.issues["verified_fixed"]
    lesson = propose_lesson(fix, actor=actor)
    words = {"version": lesson.version, "worked_mn": "Зуух сольсон"}
    world.rows["lesson"] = publish_lesson(edit_lesson(lesson, actor=actor, **words), actor=actor)
    deed = next(deed for deed in deeds_of(world.group) if deed.organisation)
    world.rows["recognition"] = award_recognition(
        world.group, actor=actor, deed=deed, organisation=fix.responsible,
        awarded_date=world.group.today(),
    )  # fmt: skip


def _routed(world: World, department: Organisation) -> None:
    """Make a line of who answers, an issue given back, and a mail that is held."""
    group, issue = world.group, world.issues["reported"]
    words = {"group": group, "issue": issue, "organisation": department}
    answer = Answer.objects.create(**words, kind="not_ours", theirs="Яам")
    world.rows |= {
        "routes": Route.objects.create(group=group, organisation=department, sector="health"),
        "referrals": Referral.objects.create(
            group=group, issue=issue, answer=answer, from_organisation=department, theirs="Яам"
        ),
        "mails": InboundMail.objects.create(
            group=group, message_id="a@b", state="held", target_id=issue.pk, content=b"From: a@b"
        ),
    }


def _past_session(group: Group, person: User) -> SupportSession:
    began = timezone.now() - datetime.timedelta(days=3)
    return SupportSession.objects.create(
        group=group, number=Counter.next_number(group.pk, "support"), person=person,
        person_name="admin", reason="Тохиргоо хадгалагдсангүй",
        started_at=began, until=began + datetime.timedelta(minutes=30),
    )  # fmt: skip


def _draft(author: User) -> GroupDraft:
    steps = ("unit", "names", "model", "facilitator", "points")
    return GroupDraft.objects.create(
        author=author, answers={step: {"unit": "85"} if step == "unit" else {} for step in steps}
    )


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
    _routed(world, department)


def _file(model: Any, group: Group, **fields: Any) -> Any:
    row = model(group=group, **FILE, **fields)
    row.file.save("a.jpg", ContentFile(b"abc"), save=False)
    row.file.close()
    row.save()
    return row


def _invitation(group: Group, actor: User, member: Membership) -> dict[str, Any]:
    row = make_join_link(group, actor=actor, kind="sheet", days=9, most_uses=2)
    use = JoinUse.objects.create(
        group=group, invitation=row, membership=member, name=member.name, place=1
    )
    return {"invitation": row, "use": use}


def _import(group: Group, actor: User) -> Import:
    row = Import(
        group=group,
        kind="groups.member",
        name="a.csv",
        sha256="0" * 64,
        encoding="utf-8",
        uploaded_by=actor,
    )
    row.file.save("a.csv", ContentFile("title;name;stakeholder\nА;Б;media\n".encode()), save=False)
    row.file.close()
    row.save()
    return row


def _meeting(group: Group, actor: User, came: list[Membership]) -> Meeting:
    meeting = log_meeting(
        group,
        actor=actor,
        held_date=group.today() - datetime.timedelta(days=7),
        topic="Сарын уулзалт",
        attended=came,
        decisions=["Зуух солих"],
    )
    Meeting.objects.filter(pk=meeting.pk).update(published_at=timezone.now())
    return meeting


def _amendment(meeting: Meeting, actor: User, member: Membership) -> Amendment:
    minutes = circulate_minutes(draft_minutes(meeting, actor=actor), actor=actor)
    return amend_minutes(
        minutes, actor=member.user, membership=member, quoted="", proposed="Нэмэлт"
    )


def _planned(group: Group, actor: User) -> Meeting:
    day = group.today() + datetime.timedelta(days=7)
    begin = datetime.time(14)
    words: dict[str, Any] = {"held_date": day, "starts_at": begin, "lasts_minutes": 60}
    return plan_meeting(group, actor=actor, topic="Дараагийн уулзалт", **words)


def _series(group: Group, actor: User) -> MeetingSeries:
    day = group.today() + datetime.timedelta(days=9)
    words: dict[str, Any] = {"first_date": day, "last_date": day, "starts_at": datetime.time(14)}
    return start_series(group, actor=actor, topic="Сар бүрийн уулзалт", **words)


def _news_file(action: JointAction, actor: User) -> UpdateFile:
    news = update_action(action, actor=actor, text="Зуух ирсэн")
    file: UpdateFile = _file(UpdateFile, action.group, update=news)
    return file


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
