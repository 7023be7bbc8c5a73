"""What the category of an issue asks, and the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions.change import locked, raise_version
from issues.models import CategoryVersion, Particulars
from masam.audit.actions import record
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from issues.models import Issue


class CannotAnswerQuestions(DomainError):
    """The answers do not fit the questions."""


def tie_questions(
    issue: Issue, *, answers: Mapping[str, Any] | None = None, by: Any = None
) -> Particulars | None:
    """Bind the issue to what its category asks today; None when it asks nothing.

    `answers` are those that were given with the issue; what is not asked is left out.

    Costs one query, and one more when there are questions. Called where the category is set.
    """
    if issue.category_id is None:
        return None
    versions = CategoryVersion.objects.filter(category=issue.category_id)
    version = versions.order_by("-number").first()
    if version is None or not version.questions:
        return None
    asked = {question["key"] for question in version.questions}
    given = {key: value for key, value in (answers or {}).items() if key in asked}
    words = {"answers": given, "answered_at": timezone.now(), "answered_by": by}
    known: Particulars = Particulars.objects.get_or_create(
        group=issue.group, issue=issue, version=version, defaults=words if given else {}
    )[0]
    return known


@transaction.atomic
def answer_questions(
    issue: Issue, *, actor: Any, particulars: Particulars, answers: dict[str, Any]
) -> Particulars:
    """Write the answers down; what was answered before stays in the audit.

    Raises `CannotAnswerQuestions` when a required one is missing or a key is not asked.
    """
    issue = locked(issue)
    row: Particulars = Particulars.objects.select_related("version", "group").get(pk=particulars.pk)
    questions = {question["key"]: question for question in row.version.questions}
    given = {key: value for key, value in answers.items() if value not in (None, "")}
    if given.keys() - questions.keys():
        raise CannotAnswerQuestions(_("The questions were others. Please open the page anew."))
    for key, question in questions.items():
        if question["required"] and key not in given:
            raise CannotAnswerQuestions(_("This answer is needed."), field=key)
    was = row.answers
    row.answers, row.answered_at, row.answered_by = given, timezone.now(), actor
    row.save(update_fields=["answers", "answered_at", "answered_by"])
    raise_version(issue)
    data = {"was": was, "version": row.version_id}
    record("issue.detailed", actor=actor, target=issue, data=data)
    return row
