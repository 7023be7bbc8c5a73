"""The states of an issue, a joint action and a lesson, as data (product.md I2, I11, G9).

The tables feed the buttons, the transition pages, the permission tests and the drawing in
`docs/lifecycles.md`. Overdue is a flag beside the state, never a state.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from masam.lifecycle import Lifecycle, Transition


class IssueState(TextChoices):
    """Where an issue stands."""

    REPORTED = "reported", _("reported")
    VERIFIED = "verified", _("verified problem")
    ACCEPTED = "accepted", _("accepted")
    IN_ACTION = "in_action", _("in action")
    CLAIMED_FIXED = "claimed_fixed", _("claimed fixed")
    VERIFIED_FIXED = "verified_fixed", _("verified fixed")
    REOPENED = "reopened", _("reopened")
    REFERRED = "referred", _("referred up")
    REJECTED = "rejected", _("rejected")
    MERGED = "merged", _("merged")


S = IssueState


# The verb as the audit entry has it: issue.verified, action.confirmed.
PARTICIPLES = {
    "verify": "verified",
    "reject": "rejected",
    "restore": "restored",
    "accept": "accepted",
    "start": "started",
    "claim": "claimed",
    "confirm": "confirmed",
    "complete": "completed",
    "reopen": "reopened",
    "refer": "referred",
    "recall": "recalled",
    "merge": "merged",
    "unmerge": "unmerged",
    "cancel": "cancelled",
    "publish": "published",
    "withdraw": "withdrawn",
    "shelve": "shelved",
    "send": "sent",
    "drop": "dropped",
    "resume": "resumed",
    "answer": "answered",
    "close": "closed",
}

# Charts group the states into four (looks.md 7); rejected and merged stand apart.
OPEN = (S.REPORTED, S.VERIFIED, S.ACCEPTED, S.REOPENED)
ACTING = (S.IN_ACTION, S.CLAIMED_FIXED)
FIXED = (S.VERIFIED_FIXED,)
UP = (S.REFERRED,)
APART = (S.REJECTED, S.MERGED)
UNFINISHED = (*OPEN, *ACTING)
# A verified problem is one that somebody has checked: the denominator of the fix-rate.
PROBLEMS = (S.VERIFIED, S.ACCEPTED, S.REOPENED, *ACTING, *FIXED, *UP)

ISSUE = Lifecycle(
    noun="issue",
    states=IssueState,
    initial=S.REPORTED,
    transitions=(
        Transition(
            "verify",
            _("Verify the problem"),
            (S.REPORTED,),
            S.VERIFIED,
            "issue.verify",
            required=("note",),
            notice="issue_verified",
            past=_("checked on the spot: the problem is real"),
        ),
        Transition(
            "reject",
            _("Reject"),
            (S.REPORTED, S.VERIFIED),
            S.REJECTED,
            "issue.reject",
            required=("note",),
            notice="issue_rejected",
            past=_("not taken up; the reason is given"),
        ),
        Transition(
            "restore",
            _("Take up again"),
            (S.REJECTED,),
            S.REPORTED,
            "issue.restore",
            required=("note",),
            past=_("taken up again"),
        ),
        Transition(
            "accept",
            _("Accept"),
            (S.VERIFIED, S.REOPENED),
            S.ACCEPTED,
            "issue.accept",
            notice="issue_accepted",
            past=_("accepted by the responsible office"),
        ),
        Transition(
            "start",
            _("Start work"),
            (S.ACCEPTED, S.REOPENED),
            S.IN_ACTION,
            "issue.start",
            notice="issue_started",
            past=_("work has begun"),
        ),
        Transition(
            "claim",
            _("Claim the fix"),
            (S.VERIFIED, S.ACCEPTED, S.IN_ACTION, S.REOPENED),
            S.CLAIMED_FIXED,
            "issue.claim",
            required=("note",),
            notice="issue_claimed",
            past=_("the office says it is fixed; somebody else will check"),
        ),
        Transition(
            "confirm",
            _("Verify the fix"),
            (S.CLAIMED_FIXED,),
            S.VERIFIED_FIXED,
            "issue.confirm",
            required=("note", "photo"),
            notice="issue_confirmed",
            past=_("the fix was verified by somebody outside the office"),
        ),
        Transition(
            "reopen",
            _("Reopen"),
            (S.CLAIMED_FIXED, S.VERIFIED_FIXED),
            S.REOPENED,
            "issue.reopen",
            required=("note",),
            notice="issue_reopened",
            past=_("reopened: it is not fixed"),
        ),
        Transition(
            "refer",
            _("Refer up"),
            (S.VERIFIED, S.ACCEPTED, S.IN_ACTION, S.REOPENED),
            S.REFERRED,
            "issue.refer",
            required=("note",),
            notice="issue_referred",
            past=_("passed to the next level"),
        ),
        Transition(
            "recall",
            _("Take back from the next level"),
            (S.REFERRED,),
            S.VERIFIED,
            "issue.recall",
            required=("note",),
            past=_("came back from the next level"),
        ),
        Transition(
            "merge",
            _("Merge into another"),
            (S.REPORTED, S.VERIFIED, S.ACCEPTED),
            S.MERGED,
            "issue.merge",
            required=("into",),
            past=_("joined with another issue"),
        ),
        Transition(
            "unmerge",
            _("Undo the merge"),
            (S.MERGED,),
            S.REPORTED,
            "issue.unmerge",
            past=_("stands alone again"),
        ),
    ),
)


class ActionState(TextChoices):
    """Where a joint action stands. Done only when both owners have said so."""

    PLANNED = "planned", _("planned")
    HALF_DONE = "half_done", _("one side says done")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


A = ActionState

ACTION = Lifecycle(
    noun="action",
    states=ActionState,
    initial=A.PLANNED,
    transitions=(
        # The target of the first confirmation; the second moves on to DONE (issues/actions).
        Transition(
            "confirm",
            _("Confirm that it is done"),
            (A.PLANNED,),
            A.HALF_DONE,
            "action.confirm",
            notice="action_confirmed",
            past=_("one side confirmed"),
        ),
        Transition(
            "complete",
            _("Confirm that it is done"),
            (A.HALF_DONE,),
            A.DONE,
            "action.confirm",
            notice="action_completed",
            past=_("both sides confirmed"),
        ),
        Transition(
            "cancel",
            _("Cancel"),
            (A.PLANNED, A.HALF_DONE),
            A.CANCELLED,
            "action.cancel",
            required=("note",),
            past=_("cancelled"),
        ),
        # A confirmation that was a mistake: taken back by its owner while the other side waits.
        Transition(
            "withdraw",
            _("Take the confirmation back"),
            (A.HALF_DONE,),
            A.PLANNED,
            "action.confirm",
            required=("note",),
            notice="action_withdrawn",
            past=_("a side took its confirmation back"),
        ),
        # Both confirm anew afterwards.
        Transition(
            "resume",
            _("Open again"),
            (A.DONE, A.CANCELLED),
            A.PLANNED,
            "action.confirm",
            required=("note",),
            notice="action_resumed",
            past=_("opened again: both sides confirm anew"),
        ),
    ),
)


class LessonState(TextChoices):
    """Where a lesson card stands."""

    PROPOSED = "proposed", _("proposed")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("taken back")
    SHELVED = "shelved", _("set aside")


L = LessonState

LESSON = Lifecycle(
    noun="lesson",
    states=LessonState,
    initial=L.PROPOSED,
    transitions=(
        Transition(
            "publish",
            _("Publish"),
            (L.PROPOSED, L.WITHDRAWN),
            L.PUBLISHED,
            "lesson.publish",
            past=_("published for all groups"),
        ),
        Transition(
            "shelve",
            _("Set aside"),
            (L.PROPOSED, L.WITHDRAWN),
            L.SHELVED,
            "lesson.publish",
            required=("note",),
            past=_("set aside; the reason is given"),
        ),
        Transition(
            "withdraw",
            _("Take back"),
            (L.PUBLISHED,),
            L.WITHDRAWN,
            "lesson.publish",
            required=("note",),
            past=_("taken back from the public pages"),
        ),
        Transition(
            "restore",
            _("Take up again"),
            (L.SHELVED,),
            L.PROPOSED,
            "lesson.publish",
            past=_("taken up again"),
        ),
    ),
)


class LetterState(TextChoices):
    """Where a formal letter stands."""

    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("thrown away")


LETTER = Lifecycle(
    noun="letter",
    states=LetterState,
    initial=LetterState.DRAFT,
    transitions=(
        Transition(
            "send",
            _("Sign off and send"),
            (LetterState.DRAFT,),
            LetterState.SENT,
            "letter.send",
            past=_("signed off and sent"),
        ),
        Transition(
            "drop",
            _("Throw the draft away"),
            (LetterState.DRAFT,),
            LetterState.DROPPED,
            "letter.send",
            required=("note",),
            past=_("thrown away; the reason is given"),
        ),
    ),
)


class SystemicState(TextChoices):
    """Where a thread for a ministry stands."""

    OPEN = "open", _("waits for the ministry")
    ANSWERED = "answered", _("the ministry answered")
    CLOSED = "closed", _("closed")


Y = SystemicState

SYSTEMIC = Lifecycle(
    noun="systemic",
    states=SystemicState,
    initial=Y.OPEN,
    transitions=(
        Transition(
            "answer",
            _("Answer"),
            (Y.OPEN,),
            Y.ANSWERED,
            "national.answer",
            required=("text",),
            notice="systemic_answered",
            past=_("the ministry answered"),
        ),
        Transition(
            "close",
            _("Close"),
            (Y.OPEN, Y.ANSWERED),
            Y.CLOSED,
            "national.coordinate",
            required=("note",),
            notice="systemic_closed",
            past=_("closed by the coordinator"),
        ),
    ),
)


def audit_verb(noun: str, verb: str) -> str:
    """Give the audit verb of a transition: `audit_verb("issue", "verify")` is "issue.verified"."""
    return f"{noun}.{PARTICIPLES[verb]}"


# What the timelines say; the steps that are no transitions stand here, the others in the tables.
WORDS = {
    "issue.logged": _("the problem was reported"),
    "issue.unlogged": _("the import was taken back"),
    "issue.assigned": _("the responsible office was asked"),
    "issue.edited": _("the text was corrected"),
    "issue.insisted": _("the issue stays with the office"),
    "issue.handed": _("the office gave it to a colleague"),
    "issue.published": _("made public"),
    "issue.unpublished": _("taken back from the public page"),
    "issue.attached": _("a photo was added"),
    "issue.asked": _("those who reported or follow it were asked whether the fix holds"),
    "issue.extended": _("more time was given; the reason is written down"),
    "issue.paused": _("the clock stands still; the reason is written down"),
    "issue.resumed": _("the clock runs again"),
    "issue.recounted": _("the last day moved with the calendar"),
    "issue.agreed": _("somebody who follows it says: it is fixed"),
    "issue.noted": _("what a citizen said of the fix was written down"),
    "interest.began": _("began to follow"),
    "interest.ended": _("ended following"),
    "issue.doubted": _("somebody who follows it says: it is partly fixed"),
    "issue.tied": _("tied to a decision of a meeting"),
    "issue.untied": _("no longer tied to a decision"),
    "action.planned": _("planned"),
    "action.updated": _("news"),
    "action.edited": _("the text was corrected"),
    "action.extended": _("got another day"),
    "action.handed": _("got another owner"),
    "action.ordered": _("what it waits for was changed"),
    "action.funded": _("the money was written down"),
    "action.tied": _("tied to a decision of a meeting"),
    "action.untied": _("no longer tied to a decision"),
    "issue.concerned": _("noted whom it concerns most"),
    "issue.detailed": _("the questions of the category were answered"),
    "passage.hidden": _("words were hidden"),
    "passage.shown": _("hidden words were shown again"),
    "issue.tagged": _("tags were changed"),
    "issue.prioritised": _("the priority was set"),
    "issue.offered": _("offered for a national issue"),
    "issue.kept": _("no longer offered for a national issue"),
    "issue.asked_for": _("asked for a national issue"),
    "issue.gathered": _("became part of a national issue"),
    "issue.told": _("the ministry answered for all groups"),
    "issue.undone": _("a change of many issues was undone"),
    "lesson.proposed": _("proposed from the verified fix"),
    "lesson.edited": _("the text was corrected"),
    "lesson.reopened": _("the issue was reopened; the card says so"),
    "lesson.settled": _("the fix was verified again"),
    "issue.reminded": _("the group reminded the responsible office"),
    "issue.unreminded": _("a reminder was due, but the office has no officer with an account"),
    "issue.tabled": _("the group will talk about it at its next meeting"),
    "issue.letter_drafted": _("a formal letter was drafted; a person reads and sends it"),
    "issue.letter_dropped": _("the draft of a formal letter was thrown away"),
    "issue.letter_sent": _("the group wrote a formal letter to the office"),
    "issue.level_proposed": _("passing it to the next level was proposed"),
    "letter.drafted": _("drafted"),
    "letter.edited": _("the text was corrected"),
    **{audit_verb("issue", step.verb): step.past for step in ISSUE.transitions},
    **{audit_verb("action", step.verb): step.past for step in ACTION.transitions},
    **{audit_verb("lesson", step.verb): step.past for step in LESSON.transitions},
    **{audit_verb("letter", step.verb): step.past for step in LETTER.transitions},
}
