"""The words somebody wrote themselves: without the mail they answer, and without a signature."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# "On Tue, 24 Nov 2026 at 10:15, MASAM <...> wrote:" and its like, in one line or broken in two.
ATTRIBUTIONS = re.compile(
    r"^\s*(?:"
    r"On\b.{5,300}\bwrote"
    r"|.{0,300}(?:<[^>\s]+@[^>\s]+>|\d{4}).{0,80}(?:бичсэн|бичив|бичжээ|бичихдээ|написала?|пишет)"
    r"|(?:Am|Le)\b.{5,300}(?:schrieb.{0,80}|a écrit)"
    r")\s*:\s*$",
    re.IGNORECASE | re.DOTALL,
)
# The same without an address or a year: believed only where a quote really follows.
SHORT = re.compile(r"^\s*.{0,120}(?:бичсэн|бичжээ|бичив|wrote|пишет)\s*:\s*$", re.IGNORECASE)
OPENING = re.compile(r"^\s*On\b|\d{4}|<", re.IGNORECASE)  # how one that is broken in two begins
# "-----Original Message-----" as mail programs write it.
RULED = re.compile(
    r"^\s*-{2,}\s*(?:original message|forwarded message|анхны (?:захидал|зурвас|мессеж|мэйл)"
    r"|эх захидал|дамжуулсан (?:захидал|зурвас|мессеж)|исходное сообщение"
    r"|пересланное сообщение|ursprüngliche nachricht)\s*-{2,}\s*$",
    re.IGNORECASE,
)
# The lines with which Outlook and webmail repeat the head of the mail that is answered.
HEAD = re.compile(
    r"^\s*\*?(?:from|sent|date|to|cc|subject"
    r"|илгээгч|илгээсэн|хэнээс|хэнд|хэзээ|огноо|хүлээн авагч|хуулбар|гарчиг|сэдэв|зорилго"
    r"|от|отправлено|дата|кому|копия|тема|von|gesendet|an|betreff)\s*:\*?\s*\S?",
    re.IGNORECASE,
)
UNDERLINE = re.compile(r"^\s*_{10,}\s*$")
SIGNATURES = re.compile(r"^\s*(?:-- ?|—)\s*$")
CLOSING = re.compile(
    r"^\s*(?:хүндэтгэсэн|хүндэтгэн|хүндэтгэлтэйгээр|хүндэтгэе|best regards|kind regards|regards"
    r"|sincerely|yours sincerely|с уважением)\b[^.!?]{0,40}$",
    re.IGNORECASE,
)
DEVICES = re.compile(
    r"^\s*(?:sent from my\b|get outlook for\b|sent from outlook|sent via\b|отправлено с\b"
    r"|миний\b.{0,30}(?:илгээв|илгээсэн)|.{0,40}(?:-оос|-ээс|-аас|-өөс)\s+илгээ(?:в|сэн))",
    re.IGNORECASE,
)
LAST_LINES = 10  # a closing further up belongs to the text
HEAD_LINES = 2  # so many of the next five lines make a repeated head
BLANK = re.compile(r"\n{3,}")


def own_words(text: str) -> str:
    """Give what the writer of a mail wrote, without quotes, repeated mails and signature."""
    lines = [line.replace("\u00a0", " ").rstrip() for line in text.splitlines()]
    lines = _without_repeated(lines)
    lines = _without_quotes(lines)
    lines = _without_signature(lines)
    return BLANK.sub("\n\n", "\n".join(lines)).strip()


def _without_repeated(lines: list[str]) -> list[str]:
    """Cut at the first sign that the answered mail follows unmarked."""
    for at, line in enumerate(lines):
        if RULED.match(line) or _begins_head(lines, at):
            return lines[:at]
        length = _attribution(lines, at)
        rest = [row for row in lines[at + length :] if row.strip()]
        if length and not any(row.lstrip().startswith(">") for row in rest):
            return lines[:at]
    return lines


def _begins_head(lines: list[str], at: int) -> bool:
    if UNDERLINE.match(lines[at]):
        following = [row for row in lines[at + 1 : at + 6] if row.strip()]
        return bool(following) and bool(HEAD.match(following[0]))
    if not HEAD.match(lines[at]):
        return False
    return sum(bool(HEAD.match(row)) for row in lines[at : at + 5]) > HEAD_LINES


def _attribution(lines: list[str], at: int) -> int:
    """Give how many lines say "so-and-so wrote:" from here on; 0 for none."""
    for length in (1, 2, 3):
        block = lines[at : at + length]
        if len(block) < length or not block[-1].strip():
            return 0
        if length > 1 and not OPENING.search(block[0]):
            return 0
        if ATTRIBUTIONS.match(" ".join(block)):
            return length
    return 0


def _without_quotes(lines: list[str]) -> list[str]:
    """Take out lines that begin with ">" and what introduces them; answers between them stay."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        length = _attribution(lines, at) or int(bool(SHORT.match(lines[at])))
        if length and _quote_follows(lines, at + length):
            at += length
        elif lines[at].lstrip().startswith(">"):
            at += 1
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _quote_follows(lines: list[str], at: int) -> bool:
    rest = [row for row in lines[at : at + 3] if row.strip()]
    return bool(rest) and rest[0].lstrip().startswith(">")


def _without_signature(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    for at, line in enumerate(lines):
        is_late = len(lines) - at <= LAST_LINES
        if SIGNATURES.match(line) or DEVICES.match(line) or (is_late and CLOSING.match(line)):
            return lines[:at]
    return lines


class _Words(HTMLParser):
    """Collects the visible words of an HTML mail; what it quotes is left out."""

    BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "ul", "ol", "table"})
    HIDDEN = frozenset({"style", "script", "head", "title", "blockquote"})
    EMPTY = frozenset({"br", "img", "hr", "meta", "link", "input", "col", "wbr"})
    ENDS = ("divRplyFwdMsg", "appendonsend", "OLK_SRC_BODY_SECTION")
    QUOTES = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden: list[str] = []  # the open tags inside something hidden
        self.is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name: value or "" for name, value in attrs}
        if names.get("id", "").endswith(self.ENDS):
            self.is_over = True
        if self.hidden or tag in self.HIDDEN or self._quotes(names):
            if tag not in self.EMPTY:
                self.hidden.append(tag)
        elif tag in self.BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass
        elif tag in self.BREAKS and tag != "br" and not self.hidden:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden and not self.is_over:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _quotes(self, names: dict[str, str]) -> bool:
        return any(word in names.get("class", "") for word in self.QUOTES)


def words_of_html(source: str) -> str:
    """Give the visible text of an HTML mail, quotes left out."""
    reader = _Words()
    reader.feed(source)
    reader.close()
    lines = [line.strip() for line in "".join(reader.pieces).splitlines()]
    return BLANK.sub("\n\n", "\n".join(lines)).strip()
