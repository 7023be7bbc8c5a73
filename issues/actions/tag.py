"""Tags of the group, and how urgent an issue is (I18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions.refusals import CannotTag
from issues.models import Issue, IssueTag, Level, Priority, Tag
from masam.audit.actions import record
from masam.search.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Decision, Group

MOST_TAGS = 100  # of a group; more are no help to anybody
LONGEST = 40


@transaction.atomic
def make_tag(group: Group, *, actor: Any, name: str) -> Tag:
    """Give the tag of that name, made when there is none; a retired one comes back.

    Raises `CannotTag` without a name, with a comma, and when there are a hundred.
    """
    name = _clean(name)
    known = Tag.objects.select_for_update().filter(group=group, key=fold(name)).first()
    if known is not None:
        return known if known.is_active else _revive(known, actor)
    if Tag.objects.filter(group=group, is_active=True).count() >= MOST_TAGS:
        raise CannotTag(_("There are a hundred tags. Please retire or join some first."))
    tag: Tag
    tag, is_new = Tag.objects.get_or_create(group=group, key=fold(name), defaults={"name": name})
    if is_new:
        record("tag.made", actor=actor, target=tag)
    return tag


def _clean(name: str) -> str:
    words = " ".join(name.split())
    if not words or not fold(words):
        raise CannotTag(_("Please write a word."), field="name")
    if len(words) > LONGEST:
        raise CannotTag(_("A tag has at most 40 letters."), field="name")
    if "," in words:
        raise CannotTag(_("A tag has no comma."), field="name")
    return words


def _revive(tag: Tag, actor: Any) -> Tag:
    tag.is_active = True
    tag.save(update_fields=["is_active"])
    record("tag.revived", actor=actor, target=tag)
    return tag


@transaction.atomic
def rename_tag(tag: Tag, *, actor: Any, name: str) -> Tag:
    """Give a tag another name. Raises `CannotTag` when another tag has it."""
    name = _clean(name)
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    if Tag.objects.filter(group=tag.group_id, key=fold(name)).exclude(pk=tag.pk).exists():
        raise CannotTag(_("Another tag has this name. You can join the two."), field="name")
    was, tag.name, tag.key = tag.name, name, fold(name)
    tag.save(update_fields=["name", "key"])
    record("tag.renamed", actor=actor, target=tag, data={"was": was})
    return tag


@transaction.atomic
def join_tag(tag: Tag, *, actor: Any, into: Tag) -> Tag:
    """Let every issue of one tag carry the other; the one joined is retired."""
    if tag.pk == into.pk:
        raise CannotTag(_("Please choose another tag."), field="into")
    keys = IssueTag.objects.filter(group=tag.group_id, tag=tag).values_list("issue_id", flat=True)
    rows = [IssueTag(group_id=tag.group_id, issue_id=key, tag=into) for key in keys]
    IssueTag.objects.bulk_create(rows, ignore_conflicts=True)
    IssueTag.objects.filter(group=tag.group_id, tag=tag).delete()
    tag.is_active = False
    tag.save(update_fields=["is_active"])
    data = {"into": into.name, "issues": len(rows)}
    record("tag.joined", actor=actor, target=tag, data=data)
    return into


@transaction.atomic
def retire_tag(tag: Tag, *, actor: Any) -> Tag:
    """Take a tag off the offer, or put it there again; the issues keep it."""
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    tag.is_active = not tag.is_active
    tag.save(update_fields=["is_active"])
    record("tag.revived" if tag.is_active else "tag.retired", actor=actor, target=tag)
    return tag


@transaction.atomic
def tag_issue(
    issue: Issue, *, actor: Any, add: Iterable[Tag] = (), take: Iterable[Tag] = ()
) -> list[int]:
    """Add tags to an issue and take others away; give the keys of those that changed."""
    known = set(_tags_of(issue))
    more = [tag for tag in add if tag.pk not in known]
    less = [tag for tag in take if tag.pk in known]
    rows = [IssueTag(group_id=issue.group_id, issue=issue, tag=tag) for tag in more]
    IssueTag.objects.bulk_create(rows, ignore_conflicts=True)
    IssueTag.objects.filter(group=issue.group_id, issue=issue, tag__in=less).delete()
    if more or less:
        data = {"added": [tag.name for tag in more], "taken": [tag.name for tag in less]}
        record("issue.tagged", actor=actor, target=issue, note=_signed(more, less), data=data)
    return [tag.pk for tag in (*more, *less)]


def _tags_of(issue: Issue) -> Iterable[int]:
    Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    return IssueTag.objects.filter(group=issue.group_id, issue=issue).values_list(
        "tag_id", flat=True
    )


def _signed(more: list[Tag], less: list[Tag]) -> str:
    return ", ".join([*(f"+ {tag.name}" for tag in more), *(f"− {tag.name}" for tag in less)])


@transaction.atomic
def set_priority(
    issue: Issue,
    *,
    actor: Any,
    level: int | None,
    reason: str = "",
    decision: Decision | None = None,
) -> Priority | None:
    """Say how urgent an issue is, by a meeting's decision or with a reason; None takes it away.

    Raises `CannotTag` without a ground.
    """
    Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if not reason.strip() and decision is None:
        raise CannotTag(_("Please name the decision of the meeting, or write why."), field="reason")
    rows = Priority.objects.filter(group=issue.group_id, issue=issue)
    data = {"level": level, "decision": decision.pk if decision else None}
    if level is None:
        rows.delete()
        record("issue.prioritised", actor=actor, target=issue, note=reason, data=data)
        return None
    row, _is_new = Priority.objects.update_or_create(
        group=issue.group, issue=issue,
        defaults={"level": level, "reason": reason.strip()[:300], "decision": decision,
                  "set_by": actor, "set_at": timezone.now()},
    )  # fmt: skip
    words = " · ".join(
        filter(None, [str(Level(level).label), decision.text if decision else "", reason])
    )
    record("issue.prioritised", actor=actor, target=issue, note=words, data=data)
    return row
