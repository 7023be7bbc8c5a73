"""How lists of groups are narrowed down: by the address, everywhere by the same names."""

from groups.filters.agreement import AgreementFilter
from groups.filters.decision import DecisionFilter
from groups.filters.material import MaterialFilter
from groups.filters.meeting import DeskMeetingFilter, MeetingFilter, MeetingSearch
from groups.filters.member import MemberFilter
from groups.filters.project import ProjectFilter
from groups.filters.recognition import RecognitionFilter
from groups.filters.team import TeamFilter
from groups.filters.trainer import TrainerFilter
from groups.filters.training import TrainingFilter, YearFilter

__all__ = [
    "AgreementFilter",
    "DecisionFilter",
    "DeskMeetingFilter",
    "MaterialFilter",
    "MeetingFilter",
    "MeetingSearch",
    "MemberFilter",
    "ProjectFilter",
    "RecognitionFilter",
    "TeamFilter",
    "TrainerFilter",
    "TrainingFilter",
    "YearFilter",
]
