"""The ways of changing many issues: what is said beforehand, done, and given back.

A way changes one issue by the same action as its own page does. `do` gives what stood before and
what stands after, as plain JSON; `undo` gives it back unless something else stands there by now.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from groups.models import Decision
from issues.actions.change import announce, keep, locked
from issues.actions.issue import assign_issue, publish_issue, unpublish_issue
from issues.actions.merge import merge_issue, unmerge_issue
from issues.actions.standing import put_back, standing_of
from issues.actions.tag import set_priority, tag_issue
from issues.lifecycle import ISSUE
from issues.models import BulkKind, Issue, IssueTag, JointAction, Level, Priority, Tag
from issues.permissions import assignable, publishable
from masam.audit.actions import record
from masam.lifecycle import Allowed, Refused, Verdict
from masam.organisations.models import Organisation
from masam.organisations.queries import answerable_for

if TYPE_CHECKING:
    from issues.models import BulkChange, BulkRow

State = dict[str, Any]


class Way:
    """What the kinds have in common. `words` is what was chosen in the form."""

    columns: ClassVar[tuple[str, ...]] = ()
    is_versioned: ClassVar[bool] = True
    has_clocks: ClassVar[bool] = False  # clocks, pause and referral follow what it changes

    def __init__(self, words: State) -> None:
        self.words = words
        self.note = str(words.get("note", ""))

    def verdict(self, issue: Issue) -> Verdict:
        """Tell whether the issue can be changed so."""
        return Allowed()

    def was(self, issue: Issue) -> str:
        """Give what stands now, in words."""
        return str(issue.get_state_display())

    def becomes(self, issue: Issue) -> str:
        """Give what would stand then, in words."""
        raise NotImplementedError

    def state(self, issue: Issue) -> State:
        """Give the columns this way changes, as plain JSON."""
        found = {name: _plain(getattr(issue, name)) for name in self.columns}
        return found | {"standing": standing_of(issue)} if self.has_clocks else found

    def do(self, row: BulkRow, *, actor: Any) -> tuple[State, State]:
        """Change the issue of a row; give what stood before and what stands after."""
        issue = locked(row.issue, row.version if self.is_versioned else None)
        before = self.state(issue) | self.beside(issue)
        after = self.change(issue, actor)
        return before, self.state(after)

    def beside(self, issue: Issue) -> State:
        """Give what else has to be given back, but does not say whether the issue was changed."""
        return {}

    def change(self, issue: Issue, actor: Any) -> Issue:
        """Do it, by the action of a single issue."""
        raise NotImplementedError

    def undo(self, row: BulkRow, *, actor: Any) -> bool:
        """Give back what stood before; False when something else stands there by now."""
        issue = locked(row.issue)
        now = self.state(issue)
        if any(now.get(name) != value for name, value in row.after.items()):
            return False
        self.give_back(issue, row.before, actor)
        return True

    def give_back(self, issue: Issue, before: State, actor: Any) -> None:
        """Put the columns back as they were."""
        counted = issue.counted()
        for name in self.columns:
            setattr(issue, name, _read(name, before[name]))
        if self.has_clocks:
            put_back(issue, before["standing"])
        keep(issue)
        record("issue.undone", actor=actor, target=issue)
        announce(issue, counted)


class Assign(Way):
    """Ask an organisation, or for each issue the one that answers for its service point."""

    columns = ("responsible_id", "due_date", "assigned_at", "answered_at", "state")
    has_clocks = True

    @cached_property
    def organisation(self) -> Organisation | None:
        """The one organisation for all, or None: by the place of each."""
        key = self.words.get("organisation")
        return Organisation.objects.get(pk=key) if key else None

    def asked(self, issue: Issue) -> Organisation | None:
        """Give who is asked about an issue."""
        point = issue.service_point
        return self.organisation or (answerable_for(point) or point if point else None)

    def verdict(self, issue: Issue) -> Verdict:
        if self.asked(issue) is None:
            return Refused(_("It has no service point, so nobody answers for it by itself."))
        return assignable(issue)

    def was(self, issue: Issue) -> str:
        return str(issue.responsible or "–")

    def becomes(self, issue: Issue) -> str:
        return str(self.asked(issue) or "–")

    def change(self, issue: Issue, actor: Any) -> Issue:
        day = self.words.get("due_date")
        organisation = self.asked(issue)
        assert organisation is not None  # noqa: S101 - reason: the preview asked
        return assign_issue(
            issue, actor=actor, organisation=organisation, note=self.note, is_told=False,
            due_date=date.fromisoformat(day) if day else None,
        )  # fmt: skip


class Tagging(Way):
    """Add tags, or take them away."""

    is_versioned = False

    @cached_property
    def tags(self) -> list[Tag]:
        """The tags chosen."""
        return list(Tag.objects.filter(pk__in=self.words["tags"]))

    @cached_property
    def is_adding(self) -> bool:
        """Whether tags are added."""
        return bool(self.words.get("add", True))

    def was(self, issue: Issue) -> str:
        return ", ".join(sorted(_names(issue))) or "–"

    def becomes(self, issue: Issue) -> str:
        chosen = {tag.name for tag in self.tags}
        names = _names(issue)
        return ", ".join(sorted(names | chosen if self.is_adding else names - chosen)) or "–"

    def do(self, row: BulkRow, *, actor: Any) -> tuple[State, State]:
        which = {"add": self.tags} if self.is_adding else {"take": self.tags}
        return {}, {"tags": tag_issue(row.issue, actor=actor, **which)}

    def undo(self, row: BulkRow, *, actor: Any) -> bool:
        tags = list(Tag.objects.filter(pk__in=row.after["tags"]))
        carried = IssueTag.objects.filter(issue=row.issue, tag__in=tags).count()
        if carried != (len(tags) if self.is_adding else 0):
            return False
        tag_issue(row.issue, actor=actor, **{"take" if self.is_adding else "add": tags})
        return True


class Prioritise(Way):
    """Say how urgent they are."""

    is_versioned = False

    def was(self, issue: Issue) -> str:
        row = getattr(issue, "priority", None)
        return str(Level(row.level).label) if row else "–"

    def becomes(self, issue: Issue) -> str:
        level = self.words.get("level")
        return str(Level(level).label) if level else "–"

    def state(self, issue: Issue) -> State:
        row = Priority.objects.filter(issue=issue).first()
        if row is None:
            return {"level": None}
        return {name: _plain(getattr(row, name)) for name in RANKED}

    def change(self, issue: Issue, actor: Any) -> Issue:
        set_priority(
            issue,
            actor=actor,
            decision=_decision(self.words.get("decision")),
            level=self.words.get("level"),
            reason=self.note,
        )
        return issue

    def give_back(self, issue: Issue, before: State, actor: Any) -> None:
        """Put back level, ground, who set it and when."""
        if before["level"] is None:
            Priority.objects.filter(issue=issue).delete()
        else:
            words = {name: _read(name, before[name]) for name in RANKED}
            Priority.objects.update_or_create(group=issue.group, issue=issue, defaults=words)
        record("issue.undone", actor=actor, target=issue)


class Merge(Way):
    """Let one issue go on for all."""

    columns = ("state", "state_at", "merged_into_id", "published_at", "verified_at", "due_date")
    has_clocks = True

    @cached_property
    def into(self) -> Issue:
        """The one that goes on."""
        row: Issue = Issue.objects.select_related("group").get(pk=self.words["into"])
        return row

    def verdict(self, issue: Issue) -> Verdict:
        if issue.pk == self.into.pk:
            return Refused(_("This is the one that goes on."))
        return ISSUE.verdict("merge", issue.state)

    def becomes(self, issue: Issue) -> str:
        return _("joined with %(code)s") % {"code": self.into.code}

    def change(self, issue: Issue, actor: Any) -> Issue:
        return merge_issue(issue, actor=actor, into=self.into, note=self.note)

    def give_back(self, issue: Issue, before: State, actor: Any) -> None:
        """Undo the merge, and let it stand where it stood: the state it had reached lawfully."""
        issue = unmerge_issue(issue, actor=actor, note=_("a change of many issues was undone"))
        super().give_back(issue, before, actor)


class Publish(Way):
    """Make public, with the joint actions; photos are chosen on the issue's own page."""

    columns = ("published_at",)

    def verdict(self, issue: Issue) -> Verdict:
        return publishable(issue)

    def was(self, issue: Issue) -> str:
        return str(_("public") if issue.published_at else _("only the group"))

    def becomes(self, issue: Issue) -> str:
        return str(_("public"))

    def change(self, issue: Issue, actor: Any) -> Issue:
        return publish_issue(issue, actor=actor)

    def beside(self, issue: Issue) -> State:
        return {"actions": _shown_actions(issue)}

    def give_back(self, issue: Issue, before: State, actor: Any) -> None:
        """Take it back with its joint actions, but those that were public before."""
        shown = JointAction.objects.filter(issue=issue, pk__in=before.get("actions", {}))
        since = dict(shown.values_list("pk", "published_at"))
        unpublish_issue(issue, actor=actor, note=_("a change of many issues was undone"))
        _show(issue, since)


class Unpublish(Publish):
    """Take back from the public pages, with the joint actions."""

    def verdict(self, issue: Issue) -> Verdict:
        return Allowed()

    def becomes(self, issue: Issue) -> str:
        return str(_("only the group"))

    def change(self, issue: Issue, actor: Any) -> Issue:
        return unpublish_issue(issue, actor=actor, note=self.note)

    def give_back(self, issue: Issue, before: State, actor: Any) -> None:
        _show(issue, {pk: parse_datetime(since) for pk, since in before["actions"].items()})
        Way.give_back(self, issue, {"published_at": before["published_at"]}, actor)


WAYS: dict[str, type[Way]] = {
    BulkKind.ASSIGN: Assign,
    BulkKind.TAG: Tagging,
    BulkKind.UNTAG: Tagging,
    BulkKind.PRIORITY: Prioritise,
    BulkKind.MERGE: Merge,
    BulkKind.PUBLISH: Publish,
    BulkKind.UNPUBLISH: Unpublish,
}
RANKED = ("level", "reason", "decision_id", "set_by_id", "set_at")  # all that a priority holds
MOMENTS = frozenset(
    {"assigned_at", "answered_at", "published_at", "verified_at", "state_at", "set_at"}
)


def way_of(bulk: BulkChange) -> Way:
    """Give the way of a change, with what was chosen."""
    return WAYS[bulk.kind](bulk.words | {"add": bulk.kind != BulkKind.UNTAG})


def _names(issue: Issue) -> set[str]:
    return {row["tag__name"] for row in getattr(issue, "tags", [])}


def _decision(key: int | None) -> Decision | None:
    found: Decision | None = Decision.objects.filter(pk=key).first() if key else None
    return found


def _shown_actions(issue: Issue) -> dict[str, str]:
    """Give since when each public joint action of the issue is public."""
    rows = JointAction.objects.filter(issue=issue, published_at__isnull=False)
    return {str(pk): at.isoformat() for pk, at in rows.values_list("pk", "published_at")}


def _show(issue: Issue, since: dict[Any, Any]) -> None:
    for key, at in since.items():
        JointAction.objects.filter(issue=issue, pk=key).update(published_at=at)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _read(name: str, value: Any) -> Any:
    if value is None or name not in MOMENTS | {"due_date"}:
        return value
    return parse_datetime(value) if name in MOMENTS else date.fromisoformat(value)
