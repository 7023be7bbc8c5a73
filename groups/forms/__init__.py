"""What may come in about groups, one module per noun."""

from groups.forms.group import NoteForm, SettingsForm
from groups.forms.join_link import CodeForm, JoinLinkForm, OpenJoinForm
from groups.forms.meeting import MeetingEditForm, MeetingForm
from groups.forms.member import (
    AdmitForm,
    EndForm,
    InviteForm,
    JoinForm,
    MemberEditForm,
    RenewForm,
    RoleForm,
    TraitsForm,
)

__all__ = [
    "AdmitForm",
    "CodeForm",
    "EndForm",
    "InviteForm",
    "JoinForm",
    "JoinLinkForm",
    "MeetingEditForm",
    "MeetingForm",
    "MemberEditForm",
    "NoteForm",
    "OpenJoinForm",
    "RenewForm",
    "RoleForm",
    "SettingsForm",
    "TraitsForm",
]
