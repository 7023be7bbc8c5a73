"""What may come in about groups, one module per noun."""

from groups.forms.group import NoteForm, SettingsForm
from groups.forms.hearing import HearingForm
from groups.forms.invitation import ComingForm, NothingForm, ReplyForm, RevokeForm, SpokenForm
from groups.forms.meeting import MeetingEditForm, MeetingForm
from groups.forms.member import AdmitForm, EndForm, InviteForm, JoinForm, RoleForm
from groups.forms.series import SeriesChangeForm, SeriesEndForm, SeriesForm, SeriesMoveForm

__all__ = [
    "AdmitForm",
    "ComingForm",
    "EndForm",
    "HearingForm",
    "InviteForm",
    "JoinForm",
    "MeetingEditForm",
    "MeetingForm",
    "NoteForm",
    "NothingForm",
    "ReplyForm",
    "RevokeForm",
    "RoleForm",
    "SeriesChangeForm",
    "SeriesEndForm",
    "SeriesForm",
    "SeriesMoveForm",
    "SettingsForm",
    "SpokenForm",
]
