"""What may come in about groups, one module per noun."""

from groups.forms.group import EndingForm, NoteForm, RulesForm, SettingsForm
from groups.forms.meeting import MeetingEditForm, MeetingForm
from groups.forms.member import AdmitForm, EndForm, InviteForm, JoinForm, RoleForm
from groups.forms.phase import EnterPhaseForm, LeavePhaseForm, PhaseForm
from groups.forms.support import SupportForm

__all__ = [
    "AdmitForm",
    "EndForm",
    "EndingForm",
    "EnterPhaseForm",
    "InviteForm",
    "JoinForm",
    "LeavePhaseForm",
    "MeetingEditForm",
    "MeetingForm",
    "NoteForm",
    "PhaseForm",
    "RoleForm",
    "RulesForm",
    "SettingsForm",
    "SupportForm",
]
