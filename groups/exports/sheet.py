"""An invitation on paper: QR codes, and the sheet of codes to cut apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from masam.ui.addresses import active_language, in_language
from masam.ui.pdf import typeset
from masam.ui.qr import INK

if TYPE_CHECKING:
    from groups.models import Group, JoinLink

TEMPLATE = settings.ROOT / "templates" / "groups" / "join_link_sheet.typ"


def link_of(secret: str, group: Group) -> str:
    """Give the address that a link or a code opens, in the group's language."""
    return f"{settings.BASE_URL}{in_language(f'/join/{secret}/', group.language)}"


def sheet_pdf(invitation: JoinLink, free: set[str]) -> bytes:
    """Give the sheet as PDF/UA-1, ten slips on a page; only codes in `free` are printed."""
    group = invitation.group
    codes = [code for code in invitation.codes() if code in free]
    links = [link_of(code, group) for code in codes]
    data = {
        "lang": active_language(),
        "title": _("Invitation to the group of %(group)s") % {"group": group.name},
        "first": _("Point your phone's camera here"),
        "second": _("or open %(address)s and type this code:") % {"address": _door(group)},
        "until": _("Good for one person, until %(day)s")
        % {"day": timezone.localtime(invitation.expires_at, group.tz).strftime("%Y.%m.%d")},
        "qr_words": _("QR code that opens the form on a phone"),
        "codes": [" ".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes],
    }
    drawn = [segno.make(link, error="m", micro=False) for link in links]
    qrs = [qr.svg_inline(dark=INK, light="#fff", border=2) for qr in drawn]
    return typeset(TEMPLATE, data | {"qrs": qrs})


def _door(group: Group) -> str:
    """Give the address of the page that asks for a code, as short as people type it."""
    full = f"{settings.BASE_URL}{in_language('/join/', group.language)}"
    return full.rsplit("://", maxsplit=1)[-1].rstrip("/")
