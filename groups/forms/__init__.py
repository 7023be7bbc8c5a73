"""What may come in about groups, one module per noun."""

from groups.forms.agenda import (
    ButtonForm,
    HoldForm,
    ItemEditForm,
    ItemForm,
    MoveForm,
    OrderForm,
    OutcomesForm,
    ProposalForm,
)
from groups.forms.coming import ComingForm, ReplyForm, RevokeForm, SpokenForm
from groups.forms.group import NoteForm, SettingsForm
from groups.forms.hearing import HearingForm
from groups.forms.meeting import MeetingEditForm, MeetingForm
from groups.forms.member import AdmitForm, EndForm, InviteForm, JoinForm, RoleForm
from groups.forms.plan import MeetingPlanForm, PlanEditForm
from groups.forms.series import SeriesChangeForm, SeriesEndForm, SeriesForm, SeriesMoveForm

__all__ = [
    "AdmitForm",
    "ButtonForm",
    "ComingForm",
    "EndForm",
    "HearingForm",
    "HoldForm",
    "InviteForm",
    "ItemEditForm",
    "ItemForm",
    "JoinForm",
    "MeetingEditForm",
    "MeetingForm",
    "MeetingPlanForm",
    "MoveForm",
    "NoteForm",
    "OrderForm",
    "OutcomesForm",
    "PlanEditForm",
    "ProposalForm",
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
