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
from groups.forms.group import (
    EndingForm,
    NoteForm,
    RulesForm,
    SettingsForm,
)
from groups.forms.invitation import (
    CodeForm,
    InvitationForm,
    OpenJoinForm,
)
from groups.forms.meeting import (
    MeetingEditForm,
    MeetingForm,
)
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
from groups.forms.phase import (
    EnterPhaseForm,
    LeavePhaseForm,
    PhaseForm,
)
from groups.forms.plan import (
    MeetingPlanForm,
    PlanEditForm,
)
from groups.forms.support import (
    SupportForm,
)

__all__ = [
    "AdmitForm",
    "ButtonForm",
    "CodeForm",
    "EndForm",
    "EndingForm",
    "EnterPhaseForm",
    "HoldForm",
    "InvitationForm",
    "InviteForm",
    "ItemEditForm",
    "ItemForm",
    "JoinForm",
    "LeavePhaseForm",
    "MeetingEditForm",
    "MeetingForm",
    "MeetingPlanForm",
    "MemberEditForm",
    "MoveForm",
    "NoteForm",
    "OpenJoinForm",
    "OrderForm",
    "OutcomesForm",
    "PhaseForm",
    "PlanEditForm",
    "ProposalForm",
    "RenewForm",
    "RoleForm",
    "RulesForm",
    "SettingsForm",
    "SupportForm",
    "TraitsForm",
]
