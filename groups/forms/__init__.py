"""What may come in about groups, one module per noun."""

from groups.forms.group import NoteForm, SettingsForm
from groups.forms.meeting import MeetingEditForm, MeetingForm
from groups.forms.member import AdmitForm, EndForm, InviteForm, JoinForm, RoleForm

__all__ = [
    "AdmitForm",
    "EndForm",
    "InviteForm",
    "JoinForm",
    "MeetingEditForm",
    "MeetingForm",
    "NoteForm",
    "RoleForm",
    "SettingsForm",
]
