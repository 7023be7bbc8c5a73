"""A raw mail, read: who wrote it, to which of our addresses, what, and whether a machine did.

Nothing in a mail is trusted: headers may be missing, charsets wrong, parts broken. Whatever the
bytes are, a `Letter` comes out.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import getaddresses
from typing import TYPE_CHECKING

from masam.notifications.mailbox.quoting import own_words, words_of_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

# Headers that name one of our addresses, the envelope's first.
RECEIVERS = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
OURS = re.compile(rb"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@masam>", re.IGNORECASE)
STATUS = re.compile(r"^Status:\s*([245]\.\d{1,3}\.\d{1,3})", re.IGNORECASE | re.MULTILINE)
ACTION = re.compile(r"^Action:\s*(\w+)", re.IGNORECASE | re.MULTILINE)
MACHINES = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)\b", re.IGNORECASE
)
DAEMONS = ("mailer-daemon", "postmaster")
AUTOMATIC = re.compile(
    r"^\s*(?:автомат(?:аар|ик)?\s+хариу|автомат\s+захидал|ажлын байранд байхгүй|чөлөөтэй байна"
    r"|auto(?:matic|mated)?[\s-]*(?:reply|response)|out of (?:the )?office|vacation reply"
    r"|автоответ|автоматический ответ|abwesenheitsnotiz)",
    re.IGNORECASE,
)
BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
SMALL_PICTURE = 30 * 1024  # bytes; smaller ones woven into a text are logos
MOST_FILES = 6
MOST_WORDS = 4000  # characters, as the form of the site takes
OLD_LETTERS = str.maketrans("ЄєЇї", "ӨөҮү")  # what cp1251 had in place of two Mongolian letters


@dataclass(frozen=True)
class Enclosure:
    """A file in a mail, as it came."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Bounce:
    """A mail of ours that did not arrive: its Message-ID's key, and what the server says."""

    notice: str  # a UUID
    status: str
    is_final: bool


@dataclass(frozen=True)
class Letter:
    """A mail as we understand it."""

    message_id: str
    sender: str  # the address, in small letters
    receivers: tuple[str, ...]
    subject: str
    text: str  # the writer's own words
    size: int
    files: tuple[Enclosure, ...] = ()
    calendar: bytes = b""  # a text/calendar part that replies
    automatic: str = ""  # how we know that a machine wrote it
    bounce: Bounce | None = None
    faults: tuple[str, ...] = field(default=())


def read_letter(source: bytes) -> Letter:
    """Read a raw mail, whatever state it is in."""
    message = message_from_bytes(source)
    leaves = list(_leaves(message))
    words = _words(leaves)[:MOST_WORDS]
    return Letter(
        message_id=_key(message, source),
        sender=_sender(message),
        receivers=tuple(_addresses(message, *RECEIVERS)),
        subject=_header(message, "Subject"),
        text=words,
        size=len(source),
        files=tuple(_files(leaves))[:MOST_FILES],
        calendar=_calendar(leaves),
        automatic=_automatic(message),
        bounce=_bounce(message, source),
    )


# --- headers -------------------------------------------------------------------------------------


def _key(message: Message, source: bytes) -> str:
    """Give the Message-ID; a mail without one is known by the hash of its bytes."""
    found = _header(message, "Message-ID").strip().strip("<>")
    return found[:200] or f"sha256:{hashlib.sha256(source).hexdigest()}"


def _header(message: Message, name: str) -> str:
    value = next(_values(message, name), "")
    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (ValueError, LookupError, UnicodeError):
        return " ".join(value.split())


def _values(message: Message, *names: str) -> Iterator[str]:
    """Give what headers say; letters that stand there unencoded, against the rule, are read too."""
    for name in names:
        for each, value in message.raw_items():
            if each.lower() == name.lower():
                yield decoded(str(value).encode("utf-8", "surrogateescape"), "")


def _addresses(message: Message, *names: str) -> Iterator[str]:
    for _name, address in getaddresses(list(_values(message, *names))):
        if "@" in address:
            yield address.strip().lower()


def _sender(message: Message) -> str:
    return next(_addresses(message, "From", "Sender"), "")


def _automatic(message: Message) -> str:
    """Tell by what a machine betrays itself; "" for a person."""
    said = _header(message, "Auto-Submitted").lower()
    machines = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "List-Id", "X-Autoresponder")
    signs = {
        "Auto-Submitted": said and not said.startswith("no"),
        "Precedence": _header(message, "Precedence").lower() in BULK,
        **{name: _header(message, name).lower() not in {"", "no"} for name in machines},
        "Subject": AUTOMATIC.match(_header(message, "Subject")),
        "multipart/report": message.get_content_type() == "multipart/report",
        "From": MACHINES.match(_sender(message)),
        "Return-Path": _header(message, "Return-Path") == "<>",
    }
    return next((name for name, is_so in signs.items() if is_so), "")


def _bounce(message: Message, source: bytes) -> Bounce | None:
    """Tell which mail of ours came back; None for anything else."""
    kind = str(message.get_param("report-type", "")).lower()
    is_report = message.get_content_type() == "multipart/report" and kind == "delivery-status"
    is_daemon = _sender(message).startswith(DAEMONS)
    found = OURS.search(source) if is_report or is_daemon else None
    if found is None:
        return None
    text = source.decode("utf-8", "replace")
    status, action = STATUS.search(text), ACTION.search(text)
    said = status[1] if status else ""
    is_final = (action[1].lower() if action else "failed") == "failed" and not said.startswith("4")
    return Bounce(found[1].decode().lower(), said, is_final)


# --- parts ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Leaf:
    kind: str
    name: str
    content: bytes
    charset: str
    is_attached: bool
    is_woven: bool  # stands inside a text (multipart/related)
    method: str


def _leaves(message: Message, *, is_woven: bool = False) -> Iterator[_Leaf]:
    if message.get_content_type() == "message/rfc822":
        return  # a forwarded mail is nobody's own words
    if message.is_multipart():
        woven = is_woven or message.get_content_type() == "multipart/related"
        for part in message.get_payload():
            yield from _leaves(part, is_woven=woven)  # type: ignore[arg-type]
        return
    payload = b""
    with suppress(ValueError, LookupError, AssertionError):
        decoded = message.get_payload(decode=True)
        payload = decoded if isinstance(decoded, bytes) else b""
    yield _Leaf(
        kind=message.get_content_type(),
        name=_file_name(message),
        content=payload,
        charset=str(message.get_param("charset", "") or "").strip("\"' ").lower(),
        is_attached=message.get_content_disposition() == "attachment",
        is_woven=is_woven and message.get("Content-ID") is not None,
        method=str(message.get_param("method", "")).upper(),
    )


def _file_name(message: Message) -> str:
    try:
        name = message.get_filename() or ""
        return str(make_header(decode_header(name)))
    except (ValueError, LookupError, UnicodeError, TypeError):
        return "file"


def _words(leaves: list[_Leaf]) -> str:
    """Give the writer's own words: of the plain text, else of the HTML."""
    for kind, read in (("text/plain", str), ("text/html", words_of_html)):
        for leaf in leaves:
            if leaf.kind == kind and not leaf.is_attached and not leaf.name:
                words = own_words(read(decoded(leaf.content, leaf.charset)))
                if words:
                    return words
    return ""


def _files(leaves: list[_Leaf]) -> Iterator[Enclosure]:
    for leaf in leaves:
        is_logo = leaf.is_woven and len(leaf.content) < SMALL_PICTURE
        is_text = leaf.kind in {"text/plain", "text/html"} and not leaf.is_attached
        is_key = leaf.kind.startswith("application/p") and "signature" in leaf.kind
        if not (leaf.name or leaf.is_attached or leaf.kind.startswith("image/")):
            continue
        if is_logo or (is_text and not leaf.name) or is_key or leaf.kind == "text/calendar":
            continue
        yield Enclosure(_ended(leaf), leaf.content, leaf.kind)


ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}


def _ended(leaf: _Leaf) -> str:
    """Give the file's name; one without an ending gets that of its declared kind."""
    name = leaf.name or "file"
    ending = ENDINGS.get(leaf.kind, "")
    return f"{name}.{ending}" if "." not in name and ending else name


def _calendar(leaves: list[_Leaf]) -> bytes:
    for leaf in leaves:
        is_calendar = leaf.kind == "text/calendar" or leaf.name.lower().endswith(".ics")
        if is_calendar and (leaf.method == "REPLY" or b"METHOD:REPLY" in leaf.content):
            return leaf.content
    return b""


# --- charsets ------------------------------------------------------------------------------------

CYRILLIC = ("cp1251", "koi8-r", "iso8859-5", "cp866")


def decoded(content: bytes, charset: str) -> str:
    """Give a text by its charset, or by a better one when the declared one cannot be right.

    Valid UTF-8 that is not plain ASCII is UTF-8, whatever was declared. Of the old Cyrillic
    charsets the one counts that gives the most small letters: read in a wrong one, Cyrillic
    turns into capitals or signs.
    """
    if charset.startswith(("utf-16", "utf-32", "utf16")):
        return _try(content, charset) or content.decode("utf-8", "replace")
    if content.isascii():
        return content.decode("ascii")
    text = _try(content, "utf-8")
    if text:
        return text
    wanted = [charset] if charset in CYRILLIC or charset in {"windows-1251", "koi8-u"} else []
    found = [(each, _try(content, each)) for each in (*wanted, *CYRILLIC)]
    best = max(found, key=lambda pair: _likely(pair[1]))
    if _likely(best[1]) > 0:
        is_1251 = best[0] in {"cp1251", "windows-1251"}
        return best[1].translate(OLD_LETTERS) if is_1251 else best[1]
    return _try(content, charset) or content.decode("utf-8", "replace")


def _try(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset)
    except (UnicodeError, LookupError, ValueError):
        return ""


def _likely(text: str) -> int:
    """Give how much a text looks like Mongolian: small letters count, capitals inside speak against."""
    small = len(re.findall("[а-яёєї]", text))
    inside = len(re.findall("[а-яёєї][А-ЯЁЄЇ]", text)) + len(re.findall("[А-ЯЁ]{2}", text))
    strange = len(re.findall("[\u2500-\u259f\u00a0-\u00bf\u0402-\u0403\u0452-\u0453]", text))
    return small - 2 * inside - 2 * strange
