"""What goes out of groups as a file, and what comes in, one module a noun."""

from groups.resources.agreement import agreement_cells, agreements_head
from groups.resources.assessment import assessment_cells, assessments_head, read_questions
from groups.resources.material import material_cells, materials_head
from groups.resources.meeting import (
    answer_table,
    decision_cells,
    decision_headings,
    meeting_cells,
    meetings_head,
)
from groups.resources.member import MemberTable
from groups.resources.minutes import minutes_pdf
from groups.resources.project import project_cells, projects_head
from groups.resources.recognition import recognition_cells, recognition_headings
from groups.resources.team import team_cells, teams_head
from groups.resources.training import trainer_head, trainer_lines, training_head, training_lines

__all__ = [
    "MemberTable",
    "agreement_cells",
    "agreements_head",
    "answer_table",
    "assessment_cells",
    "assessments_head",
    "decision_cells",
    "decision_headings",
    "material_cells",
    "materials_head",
    "meeting_cells",
    "meetings_head",
    "minutes_pdf",
    "project_cells",
    "projects_head",
    "read_questions",
    "recognition_cells",
    "recognition_headings",
    "team_cells",
    "teams_head",
    "trainer_head",
    "trainer_lines",
    "training_head",
    "training_lines",
]
