"""Minutes as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.models import Side
from groups.queries import blocks_of, public_attendance
from masam.ui import wording
from masam.ui.addresses import active_language, address
from masam.ui.pdf import typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import (
        Minutes,
    )
    from groups.queries.minutes import Contents


MINUTES_PAGE = settings.ROOT / "templates" / "groups" / "typst" / "minutes.typ"


def minutes_pdf(minutes: Minutes, said: Contents, *, names: Sequence[str] | None = None) -> bytes:
    """Give the minutes as PDF/UA-1 in the language of the page.

    With `names` (those who came) it is the group's own copy, with the text and the names of the
    chairs; without it the public version: agenda, decisions, counts, no name at all.
    """
    data = _minutes_words(minutes, said, names)
    return typeset(MINUTES_PAGE, data)


def _minutes_words(minutes: Minutes, said: Contents, names: Sequence[str] | None) -> dict[str, Any]:
    language, group = active_language(), minutes.group
    is_own = names is not None
    parts = ("desk", "meetings") if is_own else ("meetings",)
    return {
        "language": language,
        "title": _("Minutes of the meeting"),
        "group": group.name,
        "topic": said.topic,
        "facts": [
            (_("Date"), wording.day(said.held_date)),
            (_("Place"), said.place or wording.NOTHING),
            (_("State"), str(minutes.get_state_display())),
        ],
        "notice": "" if minutes.is_frozen else _("A draft: the text can still change."),
        "seal": f"SHA-256 {minutes.sha256[:16]}…" if minutes.sha256 else _("Not frozen yet"),
        "page": _("page"),
        "table": _("Table"),
        "lists": _minutes_lists(said, is_own=is_own),
        **_minutes_text(minutes, language, is_own=is_own),
        **_minutes_came(said, names),
        **_minutes_end(minutes, is_own=is_own),
        "sha256": minutes.sha256,
        "hash_words": _("SHA-256 of the frozen text:"),
        "link": settings.BASE_URL + address(group.slug, *parts, minutes.meeting.number, "minutes"),
    }


def _minutes_lists(said: Contents, *, is_own: bool) -> list[dict[str, Any]]:
    lists = [
        {
            "title": _("Decisions"),
            "rows": [(text,) for text in said.decisions],
            "none": _("No decision was written down."),
        }
    ]
    if said.agenda:
        rows = [
            (line.title, ": ".join(filter(None, [line.kind_shown, line.outcome if is_own else ""])))
            for line in said.agenda
        ]
        lists.insert(0, {"title": _("Agenda"), "rows": rows, "none": ""})
    return lists


def _minutes_text(minutes: Minutes, language: str, *, is_own: bool) -> dict[str, Any]:
    shown = language if getattr(minutes, f"text_{language}") else "mn"
    title = _("What was said") if shown == language else _("What was said (in Mongolian)")
    blocks = blocks_of(minutes.text_in(shown)) if is_own else []
    return {"text": blocks, "text_language": shown, "text_title": title}


def _minutes_came(said: Contents, names: Sequence[str] | None) -> dict[str, Any]:
    came = said.came
    rows = public_attendance(came) if names is None else came.stakeholder_rows()
    if names is not None and came.guests:
        rows.append((_("guests"), came.guests))
    count = ngettext("%(n)d person came.", "%(n)d people came.", came.total) % {"n": came.total}
    return {
        "came_title": _("Who came"),
        "came_words": count if rows else _("Fewer than five people."),
        "came": [(_("Stands for"), _("Count")), *((name, str(n)) for name, n in rows)],
        "names": list(names or ()),
        "names_title": _("Members who came (for the group only)"),
    }


def _minutes_end(minutes: Minutes, *, is_own: bool) -> dict[str, Any]:
    signatures = list(minutes.signatures.all())
    head = [_("Signed for"), *([_("Name")] if is_own else []), _("Signed on")]
    rows = [
        [str(Side(row.side).label), *([row.name] if is_own else []), wording.moment(row.signed_at)]
        for row in signatures
    ]
    corrections = (
        minutes.corrections.all() if is_own else minutes.corrections.filter(is_public=True)
    )
    return {
        "signatures_title": _("Signatures"),
        "signatures": [head, *rows] if rows else [],
        "corrections_title": _("Corrections made later"),
        "corrections": [
            (f"{wording.moment(row.made_at)}{f' · {row.made_by}' if is_own else ''}", row.text)
            for row in corrections
        ],
    }
