"""What hangs on an issue, fetched inside the one query of the issue.

A page about an issue shows its files, answers, comments and joint actions. Each comes as a JSON
array beside the issue's row (`gathered`), and becomes model instances again
(`revived`): the number of queries of the page does not grow with its parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef
from django.db.models.functions import JSONObject

from issues.models import Answer, Comment, Evidence, JointAction, Visibility
from masam.accounts.models import User
from masam.organisations.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from issues.models import Issue

M = TypeVar("M", bound=Model)

EVIDENCE = ("id", "shows", "is_public", "name", "content_type", "size", "caption")
ACTIONS = ("id", "number", "title", "state", "due_date", "published_at")
ANSWERS = ("id", "kind", "text", "theirs", "due_date", "answered_at", "channel", "organisation_id")
COMMENTS = ("id", "text", "visibility", "written_at")
ORGANISATION = ("name_mn", "name_en")
WRITER = ("name", "email")


def gathered(rows: Any, *columns: str, **related: Iterable[str]) -> ArraySubquery:
    """Give an ordered queryset as an array of JSON objects, for `annotate`.

    `related` names a key of the rows and which columns of what it points to come along, as
    `organisation__name_mn`.
    """
    words = {name: F(name) for name in columns}
    for key, names in related.items():
        words |= {f"{key}__{name}": F(f"{key}__{name}") for name in names}
    return ArraySubquery(rows.values_list(JSONObject(**words)))


def revived(model: type[M], rows: Iterable[Mapping[str, Any]], **known: Any) -> list[M]:
    """Give instances of `model` from what `gathered` found; `known` is set on each of them.

    Columns that were not fetched are deferred: reading one costs a query, as after `only()`.
    """
    found = []
    for words in rows:
        fields = [field for field in model._meta.concrete_fields if field.attname in words]
        values = [field.to_python(words[field.attname]) for field in fields]
        row = model.from_db("default", [field.attname for field in fields], values)
        for name, value in known.items():
            setattr(row, name, value)
        found.append(row)
    return found


def with_parts(rows: Any, *, is_public: bool = False, handlers: bool = True) -> Any:
    """Add the files, joint actions, answers and comments of issues.

    `is_public` leaves what everybody may see; without `handlers` their comments stay away.
    """
    here = {"issue": OuterRef("pk")}
    files = Evidence.objects.filter(**here).order_by("position", "id")
    actions = JointAction.objects.filter(**here).order_by("due_date", "id")
    comments = Comment.objects.filter(**here).order_by("id")
    if is_public:
        files, actions = files.filter(is_public=True), actions.filter(published_at__isnull=False)
        comments = comments.filter(visibility=Visibility.PUBLIC)
    elif not handlers:
        comments = comments.exclude(visibility=Visibility.HANDLERS)
    return rows.annotate(
        files=gathered(files, *EVIDENCE, redaction=["id"]),
        deeds=gathered(actions, *ACTIONS),
        replies=gathered(
            Answer.objects.filter(**here).order_by("id"), *ANSWERS, organisation=ORGANISATION
        ),
        said=gathered(comments, *COMMENTS, written_by=WRITER),
    )


def evidence_of(issue: Issue) -> list[Evidence]:
    """Give the files of an issue that came `with_parts`."""
    words = issue.files  # type: ignore[attr-defined]
    found = revived(Evidence, words, group=issue.group, issue=issue)
    for row, told in zip(found, words, strict=True):
        row.is_redacted = told["redaction__id"] is not None  # type: ignore[attr-defined]
    return found


def actions_of(issue: Issue) -> list[JointAction]:
    """Give the joint actions of an issue that came `with_parts`."""
    return revived(JointAction, issue.deeds, group=issue.group, issue=issue)  # type: ignore[attr-defined]


def answers_of(issue: Issue) -> list[Answer]:
    """Give the answers to an issue that came `with_parts`, with who answered."""
    words = issue.replies  # type: ignore[attr-defined]
    found = revived(Answer, words, group=issue.group, issue=issue)
    for row, told in zip(found, words, strict=True):
        names = {name: told[f"organisation__{name}"] for name in ORGANISATION}
        row.organisation = Organisation(pk=row.organisation_id, **names)
    return found


def comments_of(issue: Issue) -> list[Comment]:
    """Give the comments on an issue that came `with_parts`, with who wrote them."""
    words = issue.said  # type: ignore[attr-defined]
    found = revived(Comment, words, group=issue.group, issue=issue)
    for row, told in zip(found, words, strict=True):
        names = {name: told[f"written_by__{name}"] for name in WRITER}
        row.written_by = User(**names) if names["email"] else None
    return found
