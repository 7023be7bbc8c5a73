"""The table of who answers for what, and the mails that came, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import Any

    from groups.models import Group
    from issues.models import Route
    from masam.notifications.models import InboundMail

PIECE = 500  # rows read at once


def route_headings() -> list[str]:
    """Give the first line of the table of who answers, in the reader's language."""
    return [
        _("sector"), _("category"), _("type of service point"), _("place"), _("place code"),
        _("who answers"), _("since"),
    ]  # fmt: skip


def route_cells(route: Route) -> list[object]:
    """Give one line of the table; what is left empty fits everything."""
    return [
        route.get_sector_display() if route.sector else "", str(route.category or ""),
        route.get_point_type_display() if route.point_type else "",
        route.unit.name if route.unit else "", route.unit.code if route.unit else "",
        route.organisation.name, timezone.localtime(route.made_at, route.group.tz).date(),
    ]  # fmt: skip


def mail_headings() -> list[str]:
    """Give the first line of the register of mails, in the reader's language."""
    return [
        _("came on"), _("state"), _("what it is about"), _("why"), _("size in bytes"),
        _("decided on"), _("decided by"),
    ]  # fmt: skip


def mail_cells(mail: InboundMail, group: Group) -> list[object]:
    """Give one mail; never its content nor its sender. Days are in the group's zone."""
    came, decided = (
        timezone.localtime(at, group.tz).date() if at else None
        for at in (mail.came_at, mail.decided_at)
    )
    return [
        came, mail.get_state_display(), mail.about, mail.reason, mail.size, decided,
        str(mail.decided_by or ""),
    ]  # fmt: skip


def in_pieces(rows: Any, scope: Callable[[], AbstractContextManager[None]]) -> Iterator[Any]:
    """Give rows, the newest first, a few hundred at a time; the scope is entered for each piece."""
    last, rows = None, rows.order_by("-pk")
    while True:
        with scope():
            piece = list((rows if last is None else rows.filter(pk__lt=last))[:PIECE])
        if not piece:
            return
        yield from piece
        last = piece[-1].pk
