"""What goes out as a picture or a file: QR codes, and the poster of a service point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from masam.ui.addresses import active_language, address, in_language
from masam.ui.pdf import typeset
from masam.ui.qr import INK

if TYPE_CHECKING:
    from groups.models import Group
    from masam.organisations.models import Organisation

TEMPLATE = settings.ROOT / "templates" / "feedback" / "poster.typ"


def follow_url(code: str) -> str:
    """Give the address behind the receipt's QR: the code is in the fragment, which no server sees."""
    return f"{settings.BASE_URL}{address('follow')}#{code}"


def give_url(group: Group, point: Organisation) -> str:
    """Give the address behind a poster's QR: short, in Mongolian."""
    return f"{settings.BASE_URL}{in_language(f'/feedback/{group.slug}/{point.pk}/', 'mn')}"


def poster_pdf(group: Group, point: Organisation) -> bytes:
    """Give the A4 poster of a service point as PDF/UA-1, in the language of the page.

    The other language stands below in one line, so one poster serves every reader.
    """
    url = give_url(group, point)
    data = {
        "lang": active_language(),
        "url": url.removeprefix("https://").removeprefix("http://"),
        "qr_words": _("QR code that opens the form on a phone"),
        **_words(group, point),
        "other": _other_language(),
    }
    qr = segno.make(url, error="q", micro=False).svg_inline(dark=INK, light="#fff", border=4)
    return typeset(TEMPLATE, data, qr=qr)


def _words(group: Group, point: Organisation) -> dict[str, str]:
    return {
        "title": _("How was it here?"),
        "place": point.name,
        "line": _(
            "Praise, an idea, a question, a problem: tell us in one minute, without your name."
        ),
        "first": _("Point your phone's camera here"),
        "second": _("Write what you want to say"),
        "third": _("Keep the 16 digits: with them you read the answer"),
        "promise": _("Every word is answered within 30 days. The office does not learn who wrote."),
        "group": group.name,
    }


def _other_language() -> str:
    with translation.override("mn" if active_language() == "en" else "en"):
        return _(
            "Praise, an idea, a question, a problem: tell us in one minute, without your name."
        )
