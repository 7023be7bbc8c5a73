"""The states of a citizen's case, as data (product.md F1 to F8)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from masam.lifecycle import Lifecycle, Transition


class CaseState(TextChoices):
    """Where a case stands."""

    RECEIVED = "received", _("received")
    READ = "read", _("read by the group")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("answered back")


S = CaseState

# Somebody in the group still has to say something.
WAITING = (S.RECEIVED, S.READ, S.REOPENED)

CASE = Lifecycle(
    noun="feedback",
    states=CaseState,
    initial=S.RECEIVED,
    transitions=(
        Transition(
            "read",
            _("Say that it was read"),
            (S.RECEIVED,),
            S.READ,
            "feedback.answer",
            past=_("the group has read it"),
        ),
        Transition(
            "answer",
            _("Answer"),
            (S.RECEIVED, S.READ, S.REOPENED, S.ANSWERED),
            S.ANSWERED,
            "feedback.answer",
            required=("text",),
            notice="case_answered",
            past=_("the group has answered"),
        ),
        Transition(
            "close",
            _("Close"),
            (S.RECEIVED, S.READ, S.ANSWERED, S.REOPENED),
            S.CLOSED,
            "feedback.close",
            required=("note",),
            past=_("closed"),
        ),
        # The citizen does this with the code, without an account; staff does it for somebody
        # who comes or calls.
        Transition(
            "reopen",
            _("Answer back"),
            (S.ANSWERED, S.CLOSED),
            S.REOPENED,
            "feedback.enter",
            required=("text",),
            past=_("the citizen answered back"),
        ),
    ),
)
