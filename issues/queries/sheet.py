"""A formal letter as it lies on paper: every word of it, and the PDF."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from groups.models import PaperLogo
from groups.queries import paper_of
from masam.ui import wording
from masam.ui.pdf import typeset

if TYPE_CHECKING:
    from datetime import date

    from groups.models import Group, GroupPaper
    from issues.models import Letter

PAGE = settings.ROOT / "templates" / "issues" / "typst" / "letter.typ"
NO_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def sheet_of(letter: Letter, *, number: str, day: date | None) -> dict[str, Any]:
    """Give every word of the paper as it stands now; the letter keeps it when it is sent."""
    paper = paper_of(letter.group)
    pages = [_page(letter, paper, "mn", number, day)]
    if letter.body_en:
        pages.append(_page(letter, paper, "en", number, day))
    return {"pages": pages, "logo": paper.logo_id, "title": letter.subject_mn}


def _page(
    letter: Letter, paper: GroupPaper, language: str, number: str, day: date | None
) -> dict[str, Any]:
    with translation.override(language):
        name, body = letter.addressee.name, getattr(letter, f"body_{language}")
        return {
            "language": language,
            "head": head_lines(letter.group, paper, language),
            "number": f"№ {number}" if number else _("Draft"),
            "day": wording.day(day),
            "to": [line for line in (name, letter.person) if line],
            "subject": getattr(letter, f"subject_{language}") or letter.subject_mn,
            "paragraphs": [part.strip().split("\n") for part in body.split("\n\n") if part.strip()],
            "signatures": _signatures(paper, language),
            "foot": contact_line(letter.group),
            "note": "" if language == "mn" else _("A translation; the Mongolian text holds."),
            "page": _("page"),
        }


def head_lines(group: Group, paper: GroupPaper, language: str) -> list[str]:
    """Give the lines of the letterhead; the group's name where none were written."""
    text = getattr(paper, f"head_{language}") or (paper.head_mn if language == "en" else "")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines or [_("The multi-stakeholder group of %(group)s") % {"group": group.name}]


def contact_line(group: Group) -> str:
    """Give where the group can be reached, in the active language."""
    found = (group.address, group.contact_phone, group.contact_email)
    return " · ".join(part for part in found if part)


def _signatures(paper: GroupPaper, language: str) -> list[list[str]]:
    rows = []
    for place in ("first", "second"):
        post = getattr(paper, f"{place}_post_{language}") or getattr(paper, f"{place}_post_mn")
        name = getattr(paper, f"{place}_name")
        if post or name:
            rows.append([post, name])
    return rows or [[_("Facilitator of the group"), ""]]


def letter_pdf(letter: Letter) -> bytes:
    """Give the letter as PDF/UA-1: a sent one as it was sent, a draft as it would be."""
    sheet = letter.sheet or sheet_of(letter, number="", day=letter.group.today())
    data = sheet | {"group": letter.group.name_mn, "has_logo": bool(sheet["logo"])}
    return typeset(PAGE, data, logo=_logo(letter, sheet["logo"]))


def _logo(letter: Letter, pk: int | None) -> str:
    """Give the picture as an SVG around it: typst takes text as input, no bytes."""
    found = PaperLogo.objects.filter(group=letter.group_id, pk=pk).first() if pk else None
    if found is None:
        return NO_LOGO
    with found.file.open("rb") as stream:
        inside = base64.b64encode(stream.read()).decode()
    size = f'width="{found.width}" height="{found.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:image/jpeg;base64,{inside}"/></svg>'
    )
