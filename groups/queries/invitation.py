"""Invitations by link and code: which live, who used them, what a token leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.http import Http404
from django.utils import timezone

from groups.models import Invitation, InvitationUse, Pointer
from groups.models.invitation import CODE_DIGITS
from masam.tenancy import in_group

if TYPE_CHECKING:
    from groups.models import Group

INVITE = "invite"  # the kind of pointer that leads to an `Invitation`


def invitations_of(group: Group) -> tuple[list[Invitation], list[Invitation]]:
    """Give (the living, the last twenty others), newest first, each with its uses."""
    uses = Prefetch("uses", InvitationUse.objects.filter(group=group).order_by("-id"))
    rows = Invitation.objects.filter(group=group).select_related("organisation", "made_by")
    rows = rows.prefetch_related(uses).order_by("-id")[:60]
    now = timezone.now()
    living = [row for row in rows if row.is_living(now)]
    return living, [row for row in rows if not row.is_living(now)][:20]


def invitation_or_404(gate: Any, pk: int) -> Invitation:
    """Give an invitation of the gate's group; the only door from an address to one."""
    rows = Invitation.objects.filter(group=gate.group, pk=pk)
    found = rows.select_related("group", "organisation").first()
    if found is None:
        raise Http404
    return found


def uses_of(invitation: Invitation) -> list[InvitationUse]:
    """Give who joined by it, newest first."""
    rows = InvitationUse.objects.filter(group=invitation.group, invitation=invitation)
    return list(rows.order_by("-id"))


def use_or_404(invitation: Invitation, pk: int) -> InvitationUse:
    """Give one use of this invitation."""
    rows = InvitationUse.objects.filter(group=invitation.group, invitation=invitation, pk=pk)
    found = rows.select_related("membership__group", "group").first()
    if found is None:
        raise Http404
    return found


def code_of(text: str) -> str:
    """Give the digits of a typed code, or "" when it is none."""
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    rest = set(text) - set("0123456789 -  \t")
    return digits if len(digits) == CODE_DIGITS and not rest else ""


def open_invitation(token: str) -> tuple[Pointer, Invitation] | None:
    """Give a living invitation by its link or code; None for wrong, used, old and withdrawn."""
    pointer = Pointer.find(INVITE, code_of(token) or token)
    if pointer is None:
        return None
    with in_group(pointer.group):
        rows = Invitation.objects.living(timezone.now()).filter(pk=pointer.target_id)
        invitation = rows.select_related("organisation").first()
    return (pointer, invitation) if invitation else None
