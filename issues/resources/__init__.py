"""Files: issues and lessons going out, tables of issues coming in."""

from issues.resources.export import desk_headings, headings, issues_file
from issues.resources.listing import (
    atom,
    lesson_atom,
    lesson_cells,
    lesson_headings,
    lesson_path,
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
    "atom",
    "desk_headings",
    "faults_sheet",
    "headings",
    "issue_template",
    "issues_file",
    "lesson_atom",
    "lesson_cells",
    "lesson_headings",
    "lesson_path",
    "match_columns",
    "progress_of",
    "reread",
    "rows_of",
    "take_back",
    "take_in",
    "upload_issues",
]
