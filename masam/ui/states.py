"""A state is shown as word, shape and colour, trusted in this order (looks.md 7)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Look:
    """How a state appears: the shape is an icon of `icons.py`, the tone a css class of `.chip`."""

    word: str | Promise
    shape: str
    tone: str


# Issues (I2). Overdue is a flag beside the state, never a state.
ISSUE: dict[str, Look] = {
    "reported": Look(_("reported"), "ring", "calm"),
    "verified": Look(_("verified problem"), "target", "calm"),
    "accepted": Look(_("accepted"), "quarter", "calm"),
    "in_action": Look(_("in action"), "half", "busy"),
    "claimed_fixed": Look(_("claimed fixed"), "most", "busy"),
    "verified_fixed": Look(_("verified fixed"), "check", "good"),
    "reopened": Look(_("reopened"), "again", "calm"),
    "referred": Look(_("referred up"), "up", "calm"),
    "rejected": Look(_("rejected"), "cross", "calm"),
    "merged": Look(_("merged"), "join", "calm"),
}

# Words that several nouns share; the page gives its own label when the noun has a better one.
COMMON: dict[str, Look] = {
    "draft": Look(_("draft"), "ring", "calm"),
    "planned": Look(_("planned"), "ring", "calm"),
    "circulated": Look(_("circulated"), "quarter", "busy"),
    "frozen": Look(_("frozen"), "most", "busy"),
    "signed": Look(_("signed"), "check", "good"),
    "held": Look(_("meeting held"), "check", "good"),
    "cancelled": Look(_("cancelled"), "cross", "calm"),
    "received": Look(_("received"), "ring", "calm"),
    "read": Look(_("looked at"), "quarter", "calm"),
    "answered": Look(_("answered"), "check", "good"),
    "closed": Look(_("closed"), "check", "calm"),
    "finished": Look(_("finished"), "check", "good"),
    "stopped": Look(_("stopped"), "cross", "calm"),
    "coming": Look(_("not yet in force"), "ring", "calm"),
    "in_force": Look(_("in force"), "check", "good"),
    "ending": Look(_("ends soon"), "clock", "busy"),
    "ended": Look(_("ended"), "cross", "calm"),
    "replaced": Look(_("replaced"), "join", "calm"),
    "open": Look(_("open"), "ring", "calm"),
    "active": Look(_("active"), "half", "good"),
    "paused": Look(_("paused"), "dash", "calm"),
    "done": Look(_("done"), "check", "good"),
    "half_done": Look(_("confirmed by one side"), "most", "busy"),
    "queued": Look(_("waiting"), "ring", "calm"),
    "running": Look(_("in progress"), "half", "busy"),
    "ready": Look(_("ready"), "check", "good"),
    "sent": Look(_("sent"), "check", "good"),
    "failed": Look(_("failed"), "late", "late"),
    "parked": Look(_("parked"), "late", "late"),
    "overdue": Look(_("overdue"), "late", "late"),
}

# Disclosure (D4): what citizens found.
MARKS: dict[str, Look] = {
    "found": Look(_("found"), "found", "good"),
    "partly": Look(_("partly"), "partly", "busy"),
    "missing": Look(_("missing"), "missing", "late"),
    "unreadable": Look(_("unreadable"), "unreadable", "late"),
    "not_due": Look(_("not due yet"), "dash", "calm"),
}

OVERDUE = COMMON["overdue"]


def look(state: str) -> Look:
    """Return the look of `state`; a state unknown here gets its own name and an empty circle."""
    found = ISSUE.get(state) or COMMON.get(state) or MARKS.get(state)
    return found or Look(state.replace("_", " "), "ring", "calm")
