"""What goes out as a picture or a file: QR codes, and the poster of a service point."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import fontpkg_noto_sans
import segno
import typst
from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from masam.ui.addresses import active_language, address, in_language

if TYPE_CHECKING:
    from groups.models import Group
    from masam.organisations.models import Organisation

INK = "#17212b"
FONTS = Path(fontpkg_noto_sans.__file__).parent / "files"
TEMPLATE = settings.ROOT / "templates" / "feedback" / "poster.typ"


def follow_url(code: str) -> str:
    """Give the address behind the receipt's QR: the code is in the fragment, which no server sees."""
    return f"{settings.BASE_URL}{address('follow')}#{code}"


def give_url(group: Group, point: Organisation) -> str:
    """Give the address behind a poster's QR: short, in Mongolian."""
    return f"{settings.BASE_URL}{in_language(f'/feedback/{group.slug}/{point.pk}/', 'mn')}"


def qr_svg(text: str) -> SafeString:
    """Draw a QR code as an SVG to stand in a page; colours are attributes."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        dark=INK, light="#fff", svgclass="qr", lineclass=None, omitsize=True, border=4
    )
    return mark_safe(drawn)  # noqa: S308 - reason: segno writes numbers and paths only


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
    inputs = {"data": json.dumps(data, ensure_ascii=False), "qr": qr}
    return typst.compile(  # type: ignore[misc]
        TEMPLATE.read_bytes(),
        root=TEMPLATE.parent,
        font_paths=_font_folders(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
    )


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


@cache
def _font_folders() -> list[Path]:
    return sorted({path.parent for path in FONTS.rglob("*.ttf")})
