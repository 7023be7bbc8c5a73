"""JoinLinks by link and code: which live, who used them, what a token leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.http import Http404
from django.utils import timezone

from groups.models import JoinLink, JoinUse, Pointer
from groups.models.join_link import CODE_DIGITS
from masam.tenancy import in_group

if TYPE_CHECKING:
    from groups.models import Group

JOIN_LINK = "join_link"  # the kind of pointer that leads to an `JoinLink`


def join_links_of(group: Group) -> tuple[list[JoinLink], list[JoinLink]]:
    """Give (the living, the last twenty others), newest first, each with its uses."""
    uses = Prefetch("uses", JoinUse.objects.filter(group=group).order_by("-id"))
    rows = JoinLink.objects.filter(group=group).select_related("organisation", "made_by")
    rows = rows.prefetch_related(uses).order_by("-id")[:60]
    now = timezone.now()
    living = [row for row in rows if row.is_living(now)]
    return living, [row for row in rows if not row.is_living(now)][:20]


def join_link_or_404(gate: Any, pk: int) -> JoinLink:
    """Give an invitation of the gate's group; the only door from an address to one."""
    rows = JoinLink.objects.filter(group=gate.group, pk=pk)
    found = rows.select_related("group", "organisation").first()
    if found is None:
        raise Http404
    return found


def uses_of(invitation: JoinLink) -> list[JoinUse]:
    """Give who joined by it, newest first."""
    rows = JoinUse.objects.filter(group=invitation.group, invitation=invitation)
    return list(rows.order_by("-id"))


def use_or_404(invitation: JoinLink, pk: int) -> JoinUse:
    """Give one use of this invitation."""
    rows = JoinUse.objects.filter(group=invitation.group, invitation=invitation, pk=pk)
    found = rows.select_related("membership__group", "group").first()
    if found is None:
        raise Http404
    return found


def code_of(text: str) -> str:
    """Give the digits of a typed code, or "" when it is none."""
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    rest = set(text) - set("0123456789 -  \t")
    return digits if len(digits) == CODE_DIGITS and not rest else ""


def open_join_link(token: str) -> tuple[Pointer, JoinLink] | None:
    """Give a living invitation by its link or code; None for wrong, used, old and withdrawn."""
    pointer = Pointer.find(JOIN_LINK, code_of(token) or token)
    if pointer is None:
        return None
    with in_group(pointer.group):
        rows = JoinLink.objects.living(timezone.now()).filter(pk=pointer.target_id)
        invitation = rows.select_related("organisation").first()
    return (pointer, invitation) if invitation else None
