"""Joint actions as a table, and the steps of one issue as a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from issues.models import Issue, JointAction
    from issues.queries import Line


def action_headings() -> list[str]:
    """Give the first line of the file of joint actions, in the reader's language."""
    return [
        _("number"), _("what will be done"), _("state"), _("due"),
        _("owner on the government side"), _("confirmed"),
        _("owner on the civil society side"), _("confirmed"), _("issue"), _("sector"),
        _("budget, MNT"), _("who pays"), _("legal basis"), _("planned on"), _("done on"),
    ]  # fmt: skip


def action_cells(action: JointAction) -> list[object]:
    """Give the line of one joint action of `desk_actions`; days are in the group's zone."""
    zone = action.group.tz
    moments = (action.government_done_at, action.civil_done_at, action.planned_at, action.done_at)
    days = [timezone.localtime(each, zone).date() if each else None for each in moments]
    issue = action.issue
    return [
        action.number, action.title, action.get_state_display(), action.due_date,
        action.government_owner.name, days[0], action.civil_owner.name, days[1],
        f"{action.group.code}-{issue.number} {issue.title}" if issue else "",
        issue.get_sector_display() if issue else "", action.budget_mnt, action.budget_source,
        action.legal_basis, days[2], days[3],
    ]  # fmt: skip


def timeline_atom(issue: Issue, lines: Sequence[Line], *, link: str) -> bytes:
    """Give the public steps of one issue as an Atom feed, the newest first."""
    feed = Atom1Feed(
        title=f"{issue.code} {issue.title}",
        link=link,
        description=None,
        language=get_language(),
        feed_url=link.rstrip("/") + ".atom",
    )
    for line in reversed(lines):
        who = f"{line.who} · " if line.who else ""
        feed.add_item(
            title=f"{who}{line.what}",
            link=f"{link}#steps",
            unique_id=f"{link}#{line.at.isoformat()}",
            description=line.note,
            pubdate=line.at,
            updateddate=line.at,
        )
    return feed.writeString("utf-8").encode()
