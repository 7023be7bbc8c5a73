"""Generated data for measurements: many issues in many groups, the same on every run.

Thirty groups of twenty people; issues of about 570 characters in every state; twenty comments on
some; the word `RARE` in 0.13 % of all issues (bench.md). Written in bulk; each group is one
transaction, so what a killed run left out the next one adds.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from groups.actions import rebuild_grants
from groups.models import Counter, Group, Membership, Role, Stakeholder
from issues.actions import rebuild_words, seed_categories
from issues.lifecycle import IssueState
from issues.models import Answer, AnswerKind, Category, Comment, Issue, ReporterClass
from masam.accounts.models import User
from masam.audit.models import Entry
from masam.demo.load import load_ground
from masam.organisations.models import Organisation, OrganisationKind, PointType, Sector
from masam.places.models import Unit, UnitKind
from masam.search.sortkey import sort_key
from masam.tenancy import in_group
from reports.actions import rebuild_tallies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

RARE = "гагнуур"
ONE_IN = 769  # 0.13 %
CHUNK = 2000
PEOPLE, POINTS, YEARS = 20, 12, 3
TALKED, WORDS_EACH = 5, 20  # so many issues of each group have so many comments
DETAIL = 60  # words, about 500 characters
STATES = (
    (IssueState.REPORTED, 20), (IssueState.VERIFIED, 14), (IssueState.ACCEPTED, 8),
    (IssueState.IN_ACTION, 14), (IssueState.CLAIMED_FIXED, 6), (IssueState.VERIFIED_FIXED, 30),
    (IssueState.REOPENED, 2), (IssueState.REFERRED, 3), (IssueState.REJECTED, 3),
)  # fmt: skip
ROLES = (
    Role.FACILITATOR, Role.SECRETARY, Role.MONITOR, Role.OFFICER, Role.OFFICER, Role.OBSERVER,
)  # fmt: skip
WORDS = (
    "эмнэлэг сургууль цэцэрлэг дотуур байр хаалга цонх халаалт ус цахилгаан эм тариа эмч сувилагч "
    "багш хүүхэд эцэг эх иргэн малчин сум баг хороо дүүрэг аймаг дарга мэргэжилтэн хүлээлт дараалал "
    "үзлэг оношилгоо тоног төхөөрөмж засвар барилга дээвэр шат налуу зам гэрэлтүүлэг ариун цэвэр "
    "өрөө хоол цай ширээ сандал ном сурах бичиг анги танхим компьютер сүлжээ төсөв зардал тендер "
    "гэрээ хугацаа хариу санал гомдол хүсэлт мэдээлэл самбар цаг хуваарь ээлж орон тоо сургалт "
    "яаралтай тусламж жолооч машин түлээ нүүрс зуух агаар салхивч хог цэвэрлэгээ худаг шугам"
).split()


def seed_scale(count: int, groups: int, *, say: Callable[[str], None]) -> None:
    """Fill `groups` groups with `count` issues in all; groups that stand already are left alone.

    Needs the right to write everything the app's role may write, and a database that is migrated.
    """
    if not Unit.objects.exists():
        load_ground(say)
    known = set(Group.objects.values_list("slug", flat=True))
    for number in range(1, groups + 1):
        share = count // groups + (number <= count % groups)
        if f"scale-{number}" not in known:
            _load_group(number, share)
            say(f"scale-{number}: {share} issues")


@transaction.atomic
def _load_group(number: int, count: int) -> None:
    dice = random.Random(number)  # noqa: S311 - reason: sample data, not secrets
    group = _group(number)
    with in_group(group):
        seed_categories(group)
        offices = _organisations(group)
        seats = _members(group, offices[0])
        _issues(group, count, dice, offices, seats)
        Counter.objects.update_or_create(group=group, noun="issue", defaults={"last": count})
        rebuild_words(group)
        rebuild_tallies(group)


def _group(number: int) -> Group:
    units = Unit.objects.filter(kind__in=(UnitKind.AIMAG, UnitKind.DISTRICT)).order_by("code")
    name = f"Хэмжилт {number:02d}"
    return Group.objects.create(
        slug=f"scale-{number}",
        code="S" + chr(65 + number // 26) + chr(65 + number % 26),
        unit=units[number % units.count()],
        name_mn=name,
        name_en=f"Scale {number:02d}",
        sort_key=sort_key(name),
    )


def _organisations(group: Group) -> list[Organisation]:
    """Make an agency and the service points below it; the agency comes first."""
    agency = Organisation.objects.create(
        kind=OrganisationKind.AGENCY, sector=Sector.HEALTH, name_mn=f"{group.name_mn} газар",
        name_en=f"{group.name_en} office", unit=group.unit,
    )  # fmt: skip
    points = [
        Organisation(
            kind=OrganisationKind.SERVICE_POINT, sector=Sector.HEALTH if at % 2 else Sector.EDUCATION,
            type=PointType.FAMILY_HEALTH_CENTRE if at % 2 else PointType.SCHOOL,
            name_mn=f"{group.name_mn} {at}-р цэг", name_en=f"{group.name_en} point {at}",
            unit=group.unit, parent=agency,
        )
        for at in range(POINTS)
    ]  # fmt: skip
    return [agency, *Organisation.objects.bulk_create(points)]


def _members(group: Group, agency: Organisation) -> dict[str, Membership]:
    users = User.objects.bulk_create(
        User(email=f"person{at}@{group.slug}.example", name=f"Х.Гишүүн {at}")
        for at in range(PEOPLE)
    )
    rows = [_membership(group, agency, at, user) for at, user in enumerate(users)]
    Membership.objects.bulk_create(rows)
    for row in rows:
        rebuild_grants(row)
    return {row.role: row for row in reversed(rows)}


def _membership(group: Group, agency: Organisation, at: int, user: User) -> Membership:
    role = ROLES[at] if at < len(ROLES) else Role.MEMBER
    is_officer = role == Role.OFFICER
    return Membership(
        group=group, user=user, name=user.name, role=role, sort_key=sort_key(user.name),
        stakeholder=Stakeholder.GOVERNMENT if is_officer else Stakeholder.CIVIL_SOCIETY,
        organisation=agency if is_officer else None,
        from_date=group.today() - timedelta(days=365 * YEARS),
    )  # fmt: skip


def _issues(
    group: Group, count: int, dice: random.Random, offices: list[Organisation],
    seats: dict[str, Membership],
) -> None:  # fmt: skip
    categories = {
        sector: list(Category.objects.filter(group=group, sector=sector))
        for sector in Sector.values
    }
    maker = _Maker(group, count, dice, offices, seats, categories)
    for start in range(0, count, CHUNK):
        made = [maker.issue(number) for number in range(start, min(start + CHUNK, count))]
        rows = Issue.objects.bulk_create(made)
        Answer.objects.bulk_create(
            maker.answer(row, row.answered_at) for row in rows if row.answered_at
        )
        Entry.objects.bulk_create(entry for row in rows for entry in maker.entries(row))
        if start == 0:
            Comment.objects.bulk_create(maker.comments(rows[-TALKED:]))


class _Maker:
    """Makes the issues of one group."""

    def __init__(
        self, group: Group, count: int, dice: random.Random, offices: list[Organisation],
        seats: dict[str, Membership], categories: dict[str, list[Category]],
    ) -> None:  # fmt: skip
        self.group, self.count, self.dice, self.seats = group, count, dice, seats
        self.agency, self.points, self.categories = offices[0], offices[1:], categories
        self.first = timezone.now() - timedelta(days=365 * YEARS)
        self.step = timedelta(days=365 * YEARS) / max(count, 1)
        self.states = dice.choices(
            [state for state, _weight in STATES],
            weights=[weight for _state, weight in STATES],
            k=max(count, 1),
        )

    def issue(self, index: int) -> Issue:
        """Make the issue with this place in time; the last one was logged just now."""
        at, state, point = self.first + self.step * (index + 1), self.states[index], self._point()
        words = [*self.dice.choices(WORDS, k=DETAIL)]
        if index % ONE_IN == ONE_IN // 2:
            words[3] = RARE
        row = Issue(
            group=self.group, number=index + 1, title=" ".join(words[:8]).capitalize(),
            detail=" ".join(words), sector=point.sector, service_point=point, unit=point.unit,
            category=self.dice.choice(self.categories[point.sector]),
            reporter_class=self.dice.choice(ReporterClass.values), state=state,
            logged_at=at, state_at=at, logged_by=self.seats[Role.SECRETARY].user,
        )  # fmt: skip
        self._live(row, at)
        return row

    def _point(self) -> Organisation:
        return self.dice.choice(self.points)

    def _live(self, row: Issue, at: datetime) -> None:
        """Give an issue the days that its state asks for."""
        state = row.state
        if state == IssueState.REPORTED:
            return
        row.verified_at = at + timedelta(days=2)
        if self.dice.random() < 0.8:
            row.published_at = row.verified_at
        if state in {IssueState.VERIFIED, IssueState.REJECTED}:
            return
        row.responsible, row.assigned_at = self.agency, at + timedelta(days=3)
        row.due_date = (at + timedelta(days=33)).date()
        row.answered_at = at + timedelta(days=self.dice.randint(4, 45))
        if state == IssueState.CLAIMED_FIXED:
            row.claimed_at = row.answered_at
        if state == IssueState.VERIFIED_FIXED:
            row.claimed_at, row.fixed_at = row.answered_at, at + timedelta(days=60)
            row.verified_by = self.seats[Role.MONITOR]

    def answer(self, row: Issue, at: datetime) -> Answer:
        """Make the office's answer."""
        return Answer(
            group=self.group, issue=row, organisation=self.agency, kind=AnswerKind.WORKING,
            text="Ажлын төлөвлөгөөнд тусгав.", answered_at=at, due_date=row.due_date,
        )  # fmt: skip

    def entries(self, row: Issue) -> Iterator[Entry]:
        """Make the audit of an issue: as long as a true one, so that its page is as heavy."""
        yield self._entry("issue.logged", row, row.logged_at)
        if row.verified_at:
            yield self._entry("issue.verified", row, row.verified_at)
        if row.assigned_at and row.due_date:
            data = {"due_date": row.due_date.isoformat(), "organisation_mn": self.agency.name_mn}
            yield self._entry("issue.assigned", row, row.assigned_at, data)
        if row.fixed_at:
            yield self._entry("issue.confirmed", row, row.fixed_at)

    def _entry(self, verb: str, row: Issue, at: datetime, data: Any = None) -> Entry:
        return Entry(
            group=self.group, at=at, verb=verb, actor=row.logged_by, actor_name="Х.Гишүүн 1",
            target_kind="issues.issue", target_id=row.pk, target_label=f"{row.number}",
            data=data or {},
        )  # fmt: skip

    def comments(self, rows: list[Issue]) -> Iterator[Comment]:
        """Make twenty comments on each of a few issues."""
        for row in rows:
            for at in range(WORDS_EACH):
                yield Comment(
                    group=self.group, issue=row, text=" ".join(self.dice.choices(WORDS, k=15)),
                    written_at=row.logged_at + timedelta(hours=at), written_by=row.logged_by,
                )  # fmt: skip
