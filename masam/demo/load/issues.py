"""The issues of a group, each with its steps as they would stand in the audit.

Written in bulk, since the actions stamp the moment they run at; but every step goes through the
lifecycle, so no issue can come out in a state that the rules do not allow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from groups.models import Counter
from issues.lifecycle import ISSUE, audit_verb
from issues.models import Answer, AnswerKind, Category, Comment, Evidence, Follow, Issue, Visibility
from issues.notices import issue_assigned
from masam.attachments.actions import attach
from masam.demo.load.clocks import LATER, Clockmaker, Clockwork, keep_clocks, load_promises
from masam.demo.load.moments import day_before, moment
from masam.demo.load.pictures import picture
from masam.demo.plan import Fate

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage
    from masam.demo.plan import Step, Story
    from masam.organisations.models import Organisation

SEEN = "Газар дээр нь очиж үзлээ. Иргэний хэлсэн асуудал бодитой байна."
NOT_TAKEN = "Хоёр удаа очиж шалгахад асуудал нотлогдсонгүй. Шинэ мэдээлэл ирвэл дахин авч үзнэ."
NOT_OURS = "Энэ асуудлыг шийдвэрлэх төсөв, эрх хэмжээ манай байгууллагад байхгүй."
PROMISE = "Асуудлыг хүлээн авлаа. Ажлын төлөвлөгөө гарган хэрэгжүүлж эхэлсэн."
CONFIRMED = "Газар дээр нь очиж шалгалаа. Ажил хийгдсэн, иргэд ашиглаж байна."
REOPENED = "Дахин очиж үзэхэд асуудал бүрэн шийдэгдээгүй байлаа."
TWICE = "Ижил асуудал өмнө бүртгэгдсэн тул нэгтгэв."
MINISTRIES = {"health": "Эрүүл мэндийн яам", "education": "Боловсролын яам"}


def load_issues(stage: Stage, stories: list[Story]) -> None:
    """Write the issues, then what happened to each; merged ones learn last into which."""
    categories = {(row.sector, row.key): row for row in Category.objects.filter(group=stage.group)}
    load_promises(stage.group, categories.values())
    first = max((step.days_ago for story in stories for step in story.steps), default=0)
    maker = Clockmaker(stage.group, day_before(stage.group, first))
    tales = [
        _Tale(stage, story, number, categories[story.problem.sector, story.problem.category], maker)
        for number, story in enumerate(stories, start=1)
    ]
    for tale in tales:
        tale.tell()
    stage.issues = [tale.issue for tale in tales]
    _save(stage, stories)
    Counter.objects.update_or_create(group=stage.group, noun="issue", defaults={"last": len(tales)})
    Answer.objects.bulk_create(answer for tale in tales for answer in tale.answers)
    keep_clocks(tale.clocks for tale in tales)
    for tale in tales:
        tale.note()
        tale.show()
    _talk(stage, stories)
    _mail(stage, stories)


def _save(stage: Stage, stories: list[Story]) -> None:
    """Write those that others are merged into first."""
    for is_merged in (False, True):
        pairs = zip(stage.issues, stories, strict=True)
        rows = [row for row, story in pairs if (story.joins is not None) == is_merged]
        for row, story in zip(stage.issues, stories, strict=True):
            if is_merged and story.joins is not None:
                row.merged_into = stage.issues[story.joins]
        Issue.objects.bulk_create(rows)


@dataclass(frozen=True)
class _Note:
    """An entry of the audit to be: verb, moment, seat of who did it, words, data."""

    verb: str
    at: datetime
    seat: str
    note: str
    data: dict[str, object]


class _Tale:
    """One issue while it is written: its row, its answers, its entries."""

    def __init__(
        self, stage: Stage, story: Story, number: int, category: Category, maker: Clockmaker
    ) -> None:
        self.stage, self.story = stage, story
        self.group, self.notes, self.answers = stage.group, list[_Note](), list[Answer]()
        self.point = stage.organisations[story.point]
        problem = story.problem
        self.issue = Issue(
            group=self.group, number=number, title=problem.title_mn, detail=problem.detail_mn,
            sector=problem.sector, category=category, service_point=self.point,
            unit=self.point.unit, reporter_class=problem.reporter,
        )  # fmt: skip
        self.clocks = Clockwork(maker, self.issue, problem.category)

    def tell(self) -> None:
        """Take the steps one by one."""
        for order, step in enumerate(self.story.steps):
            at = moment(self.group, step.days_ago, order, self.issue.number)
            promise = self._day(step) + timedelta(days=self.story.promise)
            if step.verb != "assign":
                self.clocks.follow(step.verb, self._day(step), at, promise)
            getattr(self, f"_{step.verb}")(step, at)
            self.issue.state_at = at
        verified = self.issue.verified_at
        if self.story.is_public and verified is not None:
            self.issue.published_at = verified + timedelta(hours=3)
            self._remember("issue.published", self.issue.published_at, "secretary")

    def note(self) -> None:
        """Hand the entries to the stage, now that the issue has its key."""
        for each in self.notes:
            self.stage.note(
                each.verb, self.issue, each.at, seat=each.seat, note=each.note, data=each.data
            )

    def show(self) -> None:
        """Attach a photo of the problem and, of course, of every verified fix."""
        kinds = [(Evidence.Shows.PROBLEM, "secretary")] if self.story.has_photo else []
        if self.issue.fixed_at:
            kinds.append((Evidence.Shows.FIX, "monitor"))
        for shows, seat in kinds:
            is_fix = shows == Evidence.Shows.FIX
            at = self.issue.fixed_at if is_fix else self.issue.logged_at
            attach(
                Evidence, picture(self.issue.number, fixed=is_fix), group=self.group,
                actor=self.stage.by(seat), issue=self.issue, shows=shows, added_at=at,
                is_public=self.issue.is_public,
            )  # fmt: skip

    # --- the steps ---------------------------------------------------------------------------

    def _log(self, step: Step, at: datetime) -> None:
        self.issue.logged_at = at
        self.issue.logged_by = self.stage.by("secretary")
        self._remember("issue.logged", at, "secretary")

    def _verify(self, step: Step, at: datetime) -> None:
        self.issue.verified_at = at
        self._move("verify", at, "monitor", SEEN)

    def _reject(self, step: Step, at: datetime) -> None:
        self._move("reject", at, "facilitator", NOT_TAKEN)

    def _merge(self, step: Step, at: datetime) -> None:
        into = f"{self.group.code}-{(self.story.joins or 0) + 1}"
        self._move("merge", at, "facilitator", TWICE, into=into)

    def _assign(self, step: Step, at: datetime) -> None:
        office = self._office()
        issue = self.issue
        self.clocks.follow("assign", self._day(step), at)
        issue.responsible, issue.assigned_at = office, at
        issue.version += 1
        self._remember(
            "issue.assigned", at, "secretary", organisation=office.pk,
            organisation_mn=office.name_mn, organisation_en=office.name_en,
            due_date=str(issue.due_date), is_legal=self.clocks.is_legal,
        )  # fmt: skip

    def _accept(self, step: Step, at: datetime) -> None:
        self._move("accept", at, self._officer())

    def _working(self, step: Step, at: datetime) -> None:
        promised = self._day(step) + timedelta(days=self.story.promise)
        self._answer(AnswerKind.WORKING, at, PROMISE, due_date=promised)
        if self.clocks.lawful_day is not None:
            day = self.clocks.lawful_day.isoformat()
            self._remember("issue.extended", at, self._officer(), LATER, due_date=day)
        data = {"organisation": self._office().pk, "channel": "site"}
        for verb in ("accept", "start"):
            self._move(verb, at, self._officer(), "", **data)

    def _not_ours(self, step: Step, at: datetime) -> None:
        ministry = MINISTRIES[self.issue.sector]
        self._answer(AnswerKind.NOT_OURS, at, NOT_OURS, theirs=ministry)

    def _refer(self, step: Step, at: datetime) -> None:
        self.issue.referred_to = MINISTRIES[self.issue.sector]
        self._move("refer", at, "facilitator", NOT_OURS, referred_to=self.issue.referred_to)

    def _claim(self, step: Step, at: datetime) -> None:
        self.issue.claimed_at = at
        self.issue.claimed_by = self.stage.by(self._officer())
        self._move("claim", at, self._officer(), self.story.problem.fix_mn)

    def _confirm(self, step: Step, at: datetime) -> None:
        monitor = self.stage.seats["monitor"]
        self.issue.fixed_at, self.issue.verified_by = at, monitor
        self._move("confirm", at, "monitor", CONFIRMED, stakeholder=monitor.stakeholder)

    def _reopen(self, step: Step, at: datetime) -> None:
        self.issue.claimed_at = self.issue.claimed_by = None
        self.issue.fixed_at = self.issue.verified_by = None
        self._move("reopen", at, "monitor", REOPENED)

    # --- parts of steps ----------------------------------------------------------------------

    def _move(self, verb: str, at: datetime, seat: str, note: str = "", **data: object) -> None:
        ISSUE.apply(self.issue, verb)
        self.issue.version += 1
        self._remember(audit_verb("issue", verb), at, seat, note, **data)

    def _remember(self, verb: str, at: datetime, seat: str, note: str = "", **data: object) -> None:
        self.notes.append(_Note(verb, at, seat, note, data))

    def _answer(self, kind: str, at: datetime, text: str, **words: date | str) -> None:
        office = self._office()
        self.answers.append(
            Answer(
                group=self.group, issue=self.issue, organisation=office, kind=kind, text=text,
                answered_at=at, answered_by=self.stage.by(self._officer()), **words,
            )
        )  # fmt: skip
        self.issue.answered_at = at
        self.issue.version += 1
        data = {"kind": str(kind), "organisation": office.pk, "channel": "site"}
        self._remember("issue.answered", at, self._officer(), text, **data)

    def _office(self) -> Organisation:
        """Who is asked: the service point itself, or the agency above it."""
        above = None if self.story.asked == "point" else self.point.parent
        return above or self.point

    def _officer(self) -> str:
        """The seat of who answers for the office asked; "" when nobody sits in the group."""
        office = self._office()
        seats = ("health", "education", "school")
        return next(
            (seat for seat in seats if self.stage.seats[seat].organisation_id == office.pk), ""
        )

    def _day(self, step: Step) -> date:
        return day_before(self.group, step.days_ago)


# --- words about issues --------------------------------------------------------------------------

TALK = (
    (
        Visibility.GROUP,
        "facilitator",
        "Дараагийн уулзалтаар хэлэлцэх асуудлын жагсаалтад орууллаа.",
    ),
    (Visibility.PUBLIC, "secretary", "Иргэдийн санал асуулгаар энэ асуудлыг олон хүн дэмжсэн."),
    (Visibility.HANDLERS, "secretary", "Хариуцсан мэргэжилтэнтэй утсаар ярьж хугацааг сануулсан."),
)


def _talk(stage: Stage, stories: list[Story]) -> None:
    """Let some issues have comments, and followers."""
    comments, follows = [], []
    for at, (issue, story) in enumerate(zip(stage.issues, stories, strict=True)):
        if story.fate in {Fate.REPORTED, Fate.MERGED, Fate.REJECTED} or at % 4:
            continue
        visibility, seat, text = TALK[at // 4 % len(TALK)]
        when = moment(stage.group, story.steps[-1].days_ago, len(story.steps), issue.number)
        comments.append(
            Comment(
                group=stage.group, issue=issue, text=text, visibility=visibility,
                written_at=when, written_by=stage.by(seat),
            )
        )  # fmt: skip
        if stage.by("facilitator"):
            follows.append(
                Follow(group=stage.group, issue=issue, user=stage.by("facilitator"), since=when)
            )
    Comment.objects.bulk_create(comments)
    Follow.objects.bulk_create(follows)


def _mail(stage: Stage, stories: list[Story]) -> None:
    """Let the offices of Khovd find a mail with a link to answer by: the last three asked."""
    if stage.place.slug != "khovd":
        return
    waiting = [
        issue
        for issue, story in zip(stage.issues, stories, strict=True)
        if story.fate == Fate.WAITING
    ]
    for issue in waiting[-3:]:
        issue_assigned(issue, actor=stage.by("secretary"))
