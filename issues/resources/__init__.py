"""Files: issues and lessons going out, tables of issues coming in."""

from issues.resources.action import action_cells, action_headings, timeline_atom
from issues.resources.export import desk_headings, headings, issues_file
from issues.resources.letter import letter_cells, letter_headings
from issues.resources.listing import atom, lesson_atom, lesson_cells, lesson_headings, lesson_path
from issues.resources.office import (
    in_pieces,
    mail_cells,
    mail_headings,
    route_cells,
    route_headings,
)
from issues.resources.table import IssueTable, Row
from issues.resources.taking import (
    match_columns,
    progress_of,
    reread,
    rows_of,
    take_back,
    take_in,
    upload_issues,
)
from issues.resources.template import faults_sheet, issue_template

__all__ = [
    "IssueTable",
    "Row",
    "action_cells",
    "action_headings",
    "atom",
    "desk_headings",
    "faults_sheet",
    "headings",
    "in_pieces",
    "issue_template",
    "issues_file",
    "lesson_atom",
    "lesson_cells",
    "lesson_headings",
    "lesson_path",
    "letter_cells",
    "letter_headings",
    "mail_cells",
    "mail_headings",
    "match_columns",
    "progress_of",
    "reread",
    "route_cells",
    "route_headings",
    "rows_of",
    "take_back",
    "take_in",
    "timeline_atom",
    "upload_issues",
]
