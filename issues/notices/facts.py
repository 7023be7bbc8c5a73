"""What every mail about an issue holds, and what is made of it when the mail is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from groups.models import Role
from groups.queries import current_members
from issues.models import AnswerKind
from masam.notifications.registry import preparer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from groups.models import Group
    from issues.models import Issue
    from masam.notifications.models import Notice


def facts_of(issue: Issue) -> dict[str, Any]:
    """What every mail about an issue holds, as plain JSON; names in both languages."""
    responsible, point = issue.responsible, issue.service_point
    return {
        "issue": issue.pk,
        "code": issue.code,
        "title": issue.title,
        "detail": issue.detail[:600],
        "organisation": responsible.pk if responsible else None,
        "organisation_mn": responsible.name_mn if responsible else "",
        "organisation_en": (responsible.name_en or responsible.name_mn) if responsible else "",
        "place_mn": point.name_mn if point else "",
        "place_en": (point.name_en or point.name_mn) if point else "",
        "due": issue.due_date.isoformat() if issue.due_date else "",
        "fixed": issue.fixed_at.isoformat() if issue.fixed_at else "",
    }


def prepare_issue(notice: Notice) -> dict[str, Any]:
    """Give names in the reader's language, days as days, and the address for this reader."""
    facts = notice.context
    tongue = "en" if notice.language == "en" else "mn"
    is_officer = _is_officer(notice)
    path = "office" if is_officer else None
    slug = group_of(notice).slug
    return {
        "thread": f"issue-{slug}-{facts['code']}",
        "organisation_name": facts["organisation_" + tongue],
        "place": facts["place_" + tongue],
        "due_date": day_of(facts["due"]),
        "promised_date": day_of(facts.get("promised", "")),
        "was_date": day_of(facts.get("was", "")),
        "until_date": day_of(facts.get("until", "")),
        "answer": AnswerKind(facts["kind"]).label if facts.get("kind") else "",
        "path": f"/{path}/{slug}/{facts['code']}/"
        if path
        else f"/{slug}/desk/issues/{facts['code']}/",
        "is_officer": is_officer,
    }


def group_of(notice: Notice) -> Group:
    """Give the group of a notice that concerns one."""
    assert notice.group is not None  # noqa: S101 - reason: ours all concern a group
    return notice.group


def day_of(text: str) -> date | None:
    """Read a day as it stands in a context; none for an empty text."""
    return date.fromisoformat(text) if text else None


def _is_officer(notice: Notice) -> bool:
    rows = current_members(group_of(notice)).filter(role=Role.OFFICER)
    return notice.recipient_id is not None and rows.filter(user=notice.recipient_id).exists()


def register(kinds: Iterable[str], prepare: Callable[[Notice], dict[str, Any]]) -> None:
    """Let notices of these kinds be prepared by one function."""
    for kind in kinds:
        preparer(kind)(prepare)
