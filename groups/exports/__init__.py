"""Files that go out about groups: tables of members, the sheet of printed codes."""

from groups.exports.certificate import (
    certificate_pdf,
)
from groups.exports.member import (
    cells,
    headings,
    member_template,
)
from groups.exports.sheet import (
    link_of,
    sheet_pdf,
)

__all__ = [
    "cells",
    "certificate_pdf",
    "headings",
    "link_of",
    "member_template",
    "sheet_pdf",
]
