"""Who answers for what, what offices gave back, and their reply templates."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F

from issues.lifecycle import IssueState
from issues.models import (
    Answer,
    AnswerKind,
    Category,
    Clock,
    ClockKind,
    Issue,
    Referral,
    ReferralState,
    ReplyTemplate,
    Route,
)
from masam.demo.load.moments import moment

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage

# category, organisation that answers
LINES = (("budget", "governor"), ("building", "governor"))
MAILED = 3  # of those that wait: the last ones asked, whose links must stay good
THEIRS = "Энэ ажлын төсөв, шийдвэр Засаг даргын Тамгын газарт байдаг. Тийш нь хандаж шийдүүлнэ үү."
TEMPLATES = (
    (
        "Ажил эхэлсэн", AnswerKind.WORKING,
        "{code} дугаартай асуудлыг хүлээн авч, ажлаа эхэлсэн. Явцыг мэдээлнэ. {office}",
        "We have taken {code} on and begun the work. We will report on it. {office}",
    ),
    (
        "Нэмэлт мэдээлэл", AnswerKind.NEED_MORE,
        "{place}: аль өрөө, хэдний өдөр болохыг тодруулж өгнө үү.",
        "{place}: please tell us which room and on which days.",
    ),
)  # fmt: skip


def load_offices(stage: Stage) -> None:
    """Fill the table of who answers, the referrals and the templates of one group."""
    group, known = stage.group, stage.organisations
    categories = Category.objects.filter(group=group, key__in=[key for key, _who in LINES])
    answers = dict(LINES)
    Route.objects.bulk_create(
        Route(group=group, organisation=known[answers[row.key]], category=row, sector=row.sector)
        for row in categories
        if answers[row.key] in known
    )
    ReplyTemplate.objects.bulk_create(
        ReplyTemplate(
            group=group, organisation=known[office], title=title, kind=kind, text_mn=text_mn,
            text_en=text_en,
        )
        for office in ("health", "education")
        if office in known
        for title, kind, text_mn, text_en in TEMPLATES
    )  # fmt: skip
    returned = Answer.objects.filter(group=group, kind=AnswerKind.NOT_OURS)
    Referral.objects.bulk_create(
        Referral(
            group=group, issue_id=row.issue_id, answer=row, from_organisation_id=row.organisation_id,
            theirs=row.theirs, reason=row.text, proposed_at=row.answered_at,
            state=ReferralState.WITHDRAWN, decided_at=row.answered_at + timedelta(days=3),
        )
        for row in returned
    )  # fmt: skip
    _give_back(stage)


def _give_back(stage: Stage) -> None:
    """Let one office have said this week whose task it is; the facilitator decides."""
    issue, receiver = _to_give_back(stage), stage.organisations.get("governor")
    if issue is None or receiver is None:
        return
    group, office, at = stage.group, issue.responsible, moment(stage.group, 2, 3, issue.number)
    seats = ("health", "education", "school")
    seat = next((name for name in seats if stage.seats[name].organisation == office), "")
    answer = Answer.objects.create(
        group=group, issue=issue, organisation=office, kind=AnswerKind.NOT_OURS, text=THEIRS,
        theirs=receiver.name_mn, answered_at=at, answered_by=stage.by(seat),
    )  # fmt: skip
    Referral.objects.create(
        group=group, issue=issue, answer=answer, from_organisation=office,
        to_organisation=receiver, theirs=receiver.name_mn, reason=THEIRS, proposed_at=at,
        proposed_by=stage.by(seat),
    )  # fmt: skip
    Issue.objects.filter(pk=issue.pk).update(answered_at=at, version=F("version") + 1)
    issue.answered_at, issue.version = at, issue.version + 1
    heard = Clock.objects.filter(issue=issue, kind=ClockKind.ACKNOWLEDGE).running()
    heard.update(met_at=at)
    data = {"kind": AnswerKind.NOT_OURS.value, "organisation": answer.organisation_id,
            "channel": "site"}  # fmt: skip
    stage.note("issue.answered", issue, at, seat=seat, note=THEIRS, data=data)


def _to_give_back(stage: Stage) -> Issue | None:
    """Choose one that waits for an agency, of the kinds that the governor's office answers for."""
    waiting = [row for row in stage.issues if _waits(row)]
    if len(waiting) <= MAILED:
        return None
    fitting = {key for key, _who in LINES}
    return max(waiting[:-MAILED], key=lambda row: (_key(row) in fitting, row.number))


def _key(row: Issue) -> str:
    return row.category.key if row.category else ""


def _waits(row: Issue) -> bool:
    is_asked = row.state == IssueState.VERIFIED and row.answered_at is None
    return is_asked and row.responsible_id not in {None, row.service_point_id}
