"""What may come in about groups, one module per noun."""

from groups.forms.agreement import (
    AgreementEditForm,
    AgreementEndForm,
    AgreementLogForm,
    CommitmentsForm,
)
from groups.forms.group import NoteForm, SettingsForm
from groups.forms.meeting import MeetingEditForm, MeetingForm
from groups.forms.member import AdmitForm, EndForm, InviteForm, JoinForm, RoleForm
from groups.forms.project import (
    BudgetForm,
    DocumentForm,
    LogframeForm,
    MilestonesForm,
    ProjectEditForm,
    ProjectForm,
    ScanForm,
)
from groups.forms.team import (
    ButtonForm,
    LastDayForm,
    NewTeamForm,
    TeamEditForm,
    TeamEndForm,
    TeamJoinForm,
)

__all__ = [
    "AdmitForm",
    "AgreementEditForm",
    "AgreementEndForm",
    "AgreementLogForm",
    "BudgetForm",
    "ButtonForm",
    "CommitmentsForm",
    "DocumentForm",
    "EndForm",
    "InviteForm",
    "JoinForm",
    "LastDayForm",
    "LogframeForm",
    "MeetingEditForm",
    "MeetingForm",
    "MilestonesForm",
    "NewTeamForm",
    "NoteForm",
    "ProjectEditForm",
    "ProjectForm",
    "RoleForm",
    "ScanForm",
    "SettingsForm",
    "TeamEditForm",
    "TeamEndForm",
    "TeamJoinForm",
]
