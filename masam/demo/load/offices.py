"""Who answers for what, what offices gave back, and their reply templates."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from issues.models import (
    Answer,
    AnswerKind,
    Category,
    Referral,
    ReferralState,
    ReplyTemplate,
    Route,
)

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage

# category, organisation that answers
LINES = (("budget", "governor"), ("building", "governor"))
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
