"""What can be wrong with a cell: codes that are kept, and sentences in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCES: dict[str, Any] = {
    "empty": _("This cell is empty."),
    "long": _("The text has %(count)d letters; at most %(most)d fit."),
    "unknown": _("“%(value)s” is not known here. Write one of: %(names)s."),
    "error": _("The cell shows an error of the spreadsheet program: %(value)s."),
    "no_day": _("“%(value)s” is no day. Write it as 2026-03-31."),
    "unsure_day": _("“%(value)s” can be two days. Write the year first: 2026-03-31."),
    "future": _("%(value)s is still to come."),
    "old": _("%(value)s is more than twenty years ago."),
    "no_point": _("“%(value)s” is no service point of this place. Write its name as in the list."),
    "like_point": _("“%(value)s” is no service point of this place. Did you mean “%(like)s”?"),
    "two_points": _("Several service points are called “%(value)s”. Write the register number."),
    "no_unit": _("“%(value)s” is no place of this group. Write its code or its name."),
    "like_unit": _("“%(value)s” is no place of this group. Did you mean “%(like)s”?"),
    "two_units": _("Several places are called “%(value)s”. Write the code."),
    "no_category": _("“%(value)s” is no category of this sector. Write one of: %(names)s."),
    "no_sector": _("Write health or education, or a service point that has a sector."),
}
ERRORS = frozenset("#REF! #N/A #VALUE! #NAME? #DIV/0! #NULL! #NUM! #SPILL! #CALC!".split())


class Wrong(ValueError):
    """A cell that cannot be read: the code of the sentence, and its words."""

    def __init__(self, code: str, **words: Any) -> None:
        super().__init__(code)
        self.code, self.words = code, words


class CellFault(NamedTuple):
    """What is wrong with a cell: the row in the file, the field, the code, the words."""

    row: int
    field: str
    code: str
    words: dict[str, Any]


def sentence(code: str, words: dict[str, Any], names: Callable[[str], list[str]]) -> str:
    """Write a fault in the reader's language; `names` gives the words a list stands for."""
    said = dict(words)
    if "names" in said:
        said["names"] = ", ".join(names(said["names"]))
    return str(SENTENCES[code]) % said
