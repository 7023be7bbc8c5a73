"""The pages of disclosure: for everybody, for the desk, for the office."""

from disclosure.views.desk import (
    DutyCheck,
    EventNote,
    GapRaise,
    OrganisationUnwatch,
    OrganisationWatch,
    OwedDetail,
    OwedGenerate,
    OwedList,
    ProofFile,
)
from disclosure.views.office import CheckAnswer, OfficeOwed, OfficeRequests
from disclosure.views.public import GroupFile, GroupMatrix, NationalPage

__all__ = [
    "CheckAnswer",
    "DutyCheck",
    "EventNote",
    "GapRaise",
    "GroupFile",
    "GroupMatrix",
    "NationalPage",
    "OfficeOwed",
    "OfficeRequests",
    "OrganisationUnwatch",
    "OrganisationWatch",
    "OwedDetail",
    "OwedGenerate",
    "OwedList",
    "ProofFile",
]
