"""What stands in the navigation, for whom. Hrefs are composed: looks know no app above them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from masam.ui.addresses import address, without_prefix


@dataclass(frozen=True)
class Item:
    """One link of a navigation; `here` marks the section the reader is in."""

    href: str
    label: str | Promise
    here: bool


PUBLIC: tuple[tuple[str, str | Promise], ...] = (
    ("", _("Results")),
    ("issues", _("Issues")),
    ("groups", _("Groups")),
    ("disclosure", _("Open information")),
    ("lessons", _("Lessons")),
)


# folder, label, the duty that opens it
DESK: tuple[tuple[str, str | Promise, str], ...] = (
    ("", _("Desk home"), "desk.open"),
    ("issues", _("Issues"), "issue.read"),
    ("meetings", _("Meetings"), "meeting.read"),
    ("actions", _("Joint actions"), "action.read"),
    ("agreements", _("Agreements"), "agreement.read"),
    ("projects", _("Sub-projects"), "project.read"),
    ("feedback", _("Feedback"), "feedback.read"),
    ("disclosure", _("Disclosure"), "disclosure.read"),
    ("lessons", _("Lessons"), "lesson.read"),
    ("reports", _("Reports"), "report.read"),
    ("people", _("Members"), "member.read"),
    ("teams", _("Teams"), "team.read"),
    ("trainings", _("Trainings"), "training.read"),
)
OFFICE: tuple[tuple[str, str | Promise], ...] = (
    ("", _("Inbox")),
    ("requests", _("Information requests")),
    ("disclosure", _("Disclosure")),
)
NATIONAL: tuple[tuple[str, str | Promise], ...] = (
    ("", _("Overview")),
    ("groups", _("Groups")),
    ("compare", _("Compare")),
    ("results", _("Results")),
    ("reports", _("Reports")),
    ("crosstab", _("Cross-tab")),
    ("systemic", _("Systemic issues")),
    ("settings", _("Settings")),
)
ABOUT: tuple[tuple[str, str | Promise], ...] = (
    ("follow", _("Look up an answer by code")),
    ("data", _("Open data")),
    ("about", _("About")),
    ("help", _("Help")),
    ("privacy", _("Privacy")),
    ("accessibility", _("Accessibility")),
)


def _items(path: str, root: tuple[str, ...], rows: Any) -> list[Item]:
    """Links below `root`; the empty folder is `here` only when the path is exactly its own."""
    here = without_prefix(path).split("?")[0]
    base = "/" + "".join(f"{part}/" for part in root)
    return [
        Item(address(*root, folder), label, _is_here(here, base, folder)) for folder, label in rows
    ]


# Rooms that are reached from another one: while somebody is in them, that one is the current.
BELOW: dict[str, tuple[str, ...]] = {
    "issues": (
        "bulk", "tags", "rankings", "systemic", "categories", "ladder", "letters", "routes",
        "mails", "access", "following", "filters", "points",
    ),
}  # fmt: skip


def _is_here(path: str, base: str, folder: str) -> bool:
    if not folder:
        return path == base
    return any(path.startswith(f"{base}{each}/") for each in (folder, *BELOW.get(folder, ())))


def public_items(path: str) -> list[Item]:
    """The public navigation: the same for everybody."""
    return _items(path, (), PUBLIC)


def about_items(path: str) -> list[Item]:
    """The links of the public footer."""
    return _items(path, (), ABOUT)


def work_items(request: HttpRequest) -> list[Item]:
    """The navigation of signed-in people: the group's desk by duties, else the office or the nation."""
    gate = getattr(request, "gate", None)
    if gate is not None:
        rows = [(folder, label) for folder, label, duty in DESK if duty in gate.may]
        return _items(request.path, (gate.group.slug, "desk"), rows)
    first = without_prefix(request.path).strip("/").split("/")[0]
    rows_of = {"office": OFFICE, "national": NATIONAL}
    return _items(request.path, (first,), rows_of[first]) if first in rows_of else []
