"""Files that go out about groups: tables of members, the sheet of printed codes."""

from groups.exports.member import member_csv, member_template, member_xlsx
from groups.exports.sheet import link_of, qr_svg, sheet_pdf

__all__ = ["link_of", "member_csv", "member_template", "member_xlsx", "qr_svg", "sheet_pdf"]
