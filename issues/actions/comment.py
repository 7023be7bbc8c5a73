"""Comments: to everybody, the group or the handlers, and who is told of them (I13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groups.actions import touch
from issues.actions.refusals import CannotComment
from issues.models import Comment, Mention, Visibility
from issues.notices import issue_commented as tell_commented
from issues.queries.interest import readers
from masam.audit.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Membership
    from issues.models import Issue


@transaction.atomic
def comment_issue(
    issue: Issue,
    *,
    actor: Any,
    text: str,
    visibility: str = Visibility.GROUP,
    tell: Iterable[Membership] = (),
) -> Comment:
    """Say something about an issue, to everybody, the group or its handlers.

    Who is in `tell`, or whose name stands in the text behind an @, is told at once; followers
    hear of it in their digest. Raises `CannotComment` without words, and for somebody to be told
    who may not read it.
    """
    words = text.strip()
    if not words:
        raise CannotComment(_("Please write something."), field="text")
    people = [row.user for row in [*tell, *_named(issue, words)] if row.user is not None]
    named = {user.pk: user for user in people}
    may_read = {row.user.pk for row in readers(issue.group, visibility) if row.user is not None}
    for key, user in named.items():
        if key not in may_read:
            sentence = _("%(name)s may not read this comment. Choose who may read it anew.")
            raise CannotComment(sentence % {"name": user.name}, field="visibility")
    comment = Comment.objects.create(
        group=issue.group, issue=issue, text=words, visibility=visibility, written_by=actor
    )
    Mention.objects.bulk_create(
        Mention(group=issue.group, comment=comment, user_id=key) for key in named
    )
    record("issue.commented", actor=actor, target=issue, data={"visibility": visibility})
    tell_commented(issue, comment, actor=actor, named=[*named.values()],
                   may_read=may_read)  # fmt: skip
    touch(issue.group)
    return comment


def _named(issue: Issue, text: str) -> list[Membership]:
    """Give the members whose name stands in the text behind an @."""
    if "@" not in text:
        return []
    folded = text.casefold()
    members = readers(issue.group, Visibility.GROUP)
    return [row for row in members if f"@{row.name.casefold()}" in folded]
