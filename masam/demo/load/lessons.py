"""What the groups learned: cards of the year's fixes, marks, certificates, readers by mail."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from groups.models import Counter, Recognition, Tool
from issues.actions.lesson import new_lesson
from issues.lifecycle import IssueState, LessonState
from issues.models import Concern, Lesson, LessonSubscription, Rhythm
from issues.receivers import deed_of
from masam.accounts.models import User
from masam.demo.load.moments import moment
from masam.demo.tables import in_english
from masam.notifications.actions import address_key

if TYPE_CHECKING:
    from issues.models import Issue
    from masam.demo.load.stage import Stage
    from masam.demo.plan import Joint, Story

WAITING = 3  # the newest fixes, whose cards nobody has looked at yet
TOOLS = (Tool.MONITORING, Tool.DECISION, Tool.FEEDBACK, Tool.SCORECARD, Tool.HEARING, Tool.BUDGET)
WATCH = (
    "Төсвийн саналыг 8-р сараас өмнө өгөхгүй бол дараа жил хүртэл хойшилно.",
    "Ажил дууссаны дараа нэг сарын дотор дахин очиж шалгах хэрэгтэй.",
    "Иргэдэд юу өөрчлөгдсөнийг самбарт, бүлгийн хуудсанд заавал мэдээлээрэй.",
    "Хариуцсан мэргэжилтэн солигдоход тохиролцоогоо бичгээр баталгаажуулаарай.",
    "",
)
WATCH_EN = (
    "Without a proposal for the budget before August it waits for another year.",
    "Go and look again a month after the work is done.",
    "Tell people what has changed, on the notice board and on the group's page.",
    "Put agreements in writing: the person in charge may change.",
    "",
)
KINDS = (["herder"], ["disability"], ["poor"], ["elder", "disability"], ["single_parent"], ["poor"])
MARKED_EVERY = 4
READERS = (("health@khovd.example", Rhythm.WEEKLY), ("donor@worldbank.example", Rhythm.MONTHLY))
OUTSIDE = (("lib@khovd-school.example", "service"), ("info@uvs-ngo.example", "civil_society"))


def load_lessons(stage: Stage, stories: list[Story], joints: list[Joint]) -> None:
    """Write the cards of the fixes, whom issues concern, and some certificates."""
    done: dict[int, list[str]] = {}
    for joint in joints:
        if joint.cancelled is None:
            done.setdefault(joint.story, []).append(joint.title)
    fixes = [
        (issue, story, done.get(at, []))
        for at, (issue, story) in enumerate(zip(stage.issues, stories, strict=True))
        if issue.state == IssueState.VERIFIED_FIXED
    ]
    fixes.sort(key=lambda row: (row[0].fixed_at, row[0].number))
    _cards(stage, fixes)
    _marks(stage)
    _certificates(stage, [issue for issue, _story, _titles in fixes])
    if stage.place.slug == "khovd":
        _readers()


def _cards(stage: Stage, fixes: list[tuple[Issue, Story, list[str]]]) -> None:
    rows = []
    for number, (issue, story, titles) in enumerate(fixes, start=1):
        row = new_lesson(issue, number=number, done=[*titles, story.problem.fix_mn])
        _speak_english(row, story.problem.key, has_action=bool(titles))
        row.tool = Tool.JOINT_ACTION if titles else TOOLS[number % len(TOOLS)]
        fixed_at = issue.fixed_at or moment(stage.group, 1)
        row.proposed_at = fixed_at
        if number <= len(fixes) - WAITING:
            row.state = LessonState.PUBLISHED
            row.watch_mn, row.watch_en = (words[number % len(words)] for words in (WATCH, WATCH_EN))
            row.published_at = min(fixed_at + timedelta(days=4), moment(stage.group, 1))
            row.version = 3
        rows.append(row)
    Lesson.objects.bulk_create(rows)
    Counter.objects.update_or_create(group=stage.group, noun="lesson", defaults={"last": len(rows)})
    for row in rows:
        stage.note("lesson.proposed", row, row.proposed_at)
        if row.published_at:
            stage.note("lesson.published", row, row.published_at, seat="facilitator")


def _speak_english(row: Lesson, key: str, *, has_action: bool) -> None:
    """Give a card its English texts, as somebody in the group would write them."""
    words = in_english()[key]
    row.title_en, row.problem_en = words.title_en, words.problem_en
    done = [words.action_en] if has_action and words.action_en else []
    row.worked_en = "\n".join([*done, words.worked_en])


def _marks(stage: Stage) -> None:
    """Mark every fourth issue as by or for vulnerable people."""
    Concern.objects.bulk_create(
        Concern(
            group=stage.group, issue=issue, vulnerable=KINDS[issue.number // 4 % len(KINDS)]
        )
        for issue in stage.issues
        if issue.number % MARKED_EVERY == 1
    )  # fmt: skip


def _certificates(stage: Stage, fixes: list[Issue]) -> None:
    """Thank the offices of two old fixes."""
    rows, named = list[Recognition](), set[int | None]()
    for issue in fixes:
        if issue.responsible_id in named or issue.responsible is None or len(rows) == 2:
            continue
        named.add(issue.responsible_id)
        deed = deed_of(issue)
        rows.append(
            Recognition(
                group=stage.group, number=len(rows) + 1, organisation=issue.responsible,
                deed_key=deed.key, deed_label=deed.label, deed_url=deed.url,
                reason_mn=deed.reason_mn, reason_en=deed.reason_en,
                awarded_date=min(deed.day + timedelta(days=20), stage.group.today()),
                civil_chair=stage.seats["facilitator"].name,
                awarded_by=stage.by("facilitator"),
            )
        )  # fmt: skip
    Recognition.objects.bulk_create(rows)
    Counter.objects.update_or_create(
        group=stage.group, noun="recognition", defaults={"last": len(rows)}
    )
    for row in rows:
        at = moment(stage.group, (stage.group.today() - row.awarded_date).days)
        stage.note("recognition.awarded", row, at, seat="facilitator")


def _readers() -> None:
    """Let some people get the lessons by mail: two with an account, two without."""
    begun = timezone.now() - timedelta(days=40)
    users = {user.email: user for user in User.objects.filter(email__in=dict(READERS))}
    rows = [
        LessonSubscription(
            user=users[email], address_key=address_key(email), rhythm=rhythm,
            language=users[email].language, confirmed_at=begun, asked_at=begun,
        )
        for email, rhythm in READERS if email in users
    ]  # fmt: skip
    rows += [
        LessonSubscription(
            address=email, address_key=address_key(email), audience=audience,
            confirmed_at=begun, asked_at=begun,
        )
        for email, audience in OUTSIDE
    ]  # fmt: skip
    LessonSubscription.objects.bulk_create(rows)
