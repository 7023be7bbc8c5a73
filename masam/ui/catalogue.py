"""The translation catalogue: extracted, checked and compiled with Babel, no gettext programs.

Message ids are English sentences. `locale/mn` must hold a text for every one of them;
`locale/en` is the sentence itself (its file carries only plural forms).
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = ("masam", "groups", "issues", "feedback", "disclosure", "reports")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
COMMENTS = ("Translators:",)


def path_of(language: str) -> Path:
    """Give the place of a language's catalogue."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Give a language's catalogue, empty when there is none yet."""
    place = path_of(language)
    if not place.exists():
        return Catalog(locale=language, domain="django")
    with place.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def extracted() -> Catalog:
    """Give every message of the code and the templates, with the files it stands in."""
    found = Catalog(domain="django", project="MASAM")
    for name, source in _sources():
        for message in extract("python", io.BytesIO(source), KEYWORDS, COMMENTS):
            _line, text, comments, context = message
            found.add(text, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def missing(language: str) -> list[str]:
    """Give the messages that have no text in `language`, or whose placeholders differ."""
    have, faults = read(language), []
    for message in extracted():
        if not message.id:
            continue
        known = have.get(message.id, context=message.context)
        if known is None or not _is_full(known.string):
            faults.append(_first(message.id))
            continue
        faults += [f"{_first(message.id)}: {error}" for error in known.check(have)]
    return faults


def update(language: str) -> int:
    """Bring a catalogue in line with the code: new messages in, dead ones out; give how many."""
    catalogue = read(language)
    catalogue.update(extracted(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    place = path_of(language)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        write_po(file, catalogue, sort_output=True, width=100, include_lineno=False)
    return len(catalogue)


def compile_catalogue(language: str) -> Path | None:
    """Write the compiled file if it is older than its source; give its place."""
    source = path_of(language)
    target = source.with_suffix(".mo")
    if not source.exists():
        return None
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        draft = target.with_suffix(f".{os.getpid()}.tmp")
        with draft.open("wb") as file:
            write_mo(file, read(language))
        draft.replace(target)  # another process may be reading
    return target


def merge_in(language: str, fragment: Path) -> int:
    """Take the texts of a fragment file into a catalogue; give how many were new or changed."""
    with fragment.open("rb") as file:
        given = read_po(file, locale=language, domain="django")
    catalogue, count = read(language), 0
    for message in given:
        if not message.id or not _is_full(message.string):
            continue
        known = catalogue.get(message.id, context=message.context)
        if known is None or known.string != message.string:
            catalogue.add(message.id, message.string, context=message.context)
            count += 1
    place = path_of(language)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        write_po(file, catalogue, sort_output=True, width=100, include_lineno=False)
    return count


def _sources() -> Iterator[tuple[str, bytes]]:
    for room in ROOMS:
        for file in sorted((settings.ROOT / room).rglob("*.py")):
            if "migrations" not in file.parts:
                yield str(file.relative_to(settings.ROOT)), file.read_bytes()
    for pattern in ("*.html", "*.txt"):
        for file in sorted((settings.ROOT / "templates").rglob(pattern)):
            text = templatize(file.read_text("utf-8"), origin=str(file))
            yield str(file.relative_to(settings.ROOT)), text.encode()


def _is_full(text: Any) -> bool:
    return bool(text) and all(text) if isinstance(text, (tuple, list)) else bool(text)


def _first(key: Any) -> str:
    return key if isinstance(key, str) else str(key[0])
