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
from groups.forms.group import NoteForm, SettingsForm
from groups.forms.meeting import MeetingEditForm, MeetingForm
from groups.forms.member import AdmitForm, EndForm, InviteForm, JoinForm, RoleForm
from groups.forms.plan import MeetingPlanForm, PlanEditForm

__all__ = [
    "AdmitForm",
    "ButtonForm",
    "EndForm",
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
    "RoleForm",
    "SettingsForm",
]
