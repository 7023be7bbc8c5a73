"""What may come in about groups, one module per noun."""

from groups.forms.attendance import AttendanceForm, GuestForm, ListForm, NameForm, SignInForm
from groups.forms.group import NoteForm, SettingsForm
from groups.forms.meeting import MeetingEditForm, MeetingForm, MeetingLogForm
from groups.forms.member import AdmitForm, EndForm, InviteForm, JoinForm, RoleForm
from groups.forms.minutes import (
    AmendForm,
    ChairsForm,
    CirculateForm,
    CorrectionForm,
    MinutesForm,
    SettleForm,
    SignForm,
)

__all__ = [
    "AdmitForm",
    "AmendForm",
    "AttendanceForm",
    "ChairsForm",
    "CirculateForm",
    "CorrectionForm",
    "EndForm",
    "GuestForm",
    "InviteForm",
    "JoinForm",
    "ListForm",
    "MeetingEditForm",
    "MeetingForm",
    "MeetingLogForm",
    "MinutesForm",
    "NameForm",
    "NoteForm",
    "RoleForm",
    "SettingsForm",
    "SettleForm",
    "SignForm",
    "SignInForm",
]
