"""What may come in about groups, one module per noun."""

from groups.forms.assessment import AnswerForm, StartForm
from groups.forms.group import NoteForm, SettingsForm
from groups.forms.material import MaterialEditForm, MaterialForm
from groups.forms.meeting import MeetingEditForm, MeetingForm
from groups.forms.member import AdmitForm, EndForm, InviteForm, JoinForm, RoleForm
from groups.forms.trainer import TrainerEditForm, TrainerForm
from groups.forms.training import FileForm, TrainingEditForm, TrainingForm

__all__ = [
    "AdmitForm",
    "AnswerForm",
    "EndForm",
    "FileForm",
    "InviteForm",
    "JoinForm",
    "MaterialEditForm",
    "MaterialForm",
    "MeetingEditForm",
    "MeetingForm",
    "NoteForm",
    "RoleForm",
    "SettingsForm",
    "StartForm",
    "TrainerEditForm",
    "TrainerForm",
    "TrainingEditForm",
    "TrainingForm",
]
