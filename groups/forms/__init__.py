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
from groups.forms.attendance import (
    AttendanceForm,
    GuestForm,
    ListForm,
    NameForm,
    SignInForm,
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
    MeetingLogForm,
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
from groups.forms.minutes import (
    AmendForm,
    ChairsForm,
    CirculateForm,
    CorrectionForm,
    MinutesForm,
    SettleForm,
    SignForm,
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
    "AmendForm",
    "AttendanceForm",
    "ButtonForm",
    "ChairsForm",
    "CirculateForm",
    "CodeForm",
    "CorrectionForm",
    "EndForm",
    "EndingForm",
    "EnterPhaseForm",
    "GuestForm",
    "HoldForm",
    "InvitationForm",
    "InviteForm",
    "ItemEditForm",
    "ItemForm",
    "JoinForm",
    "LeavePhaseForm",
    "ListForm",
    "MeetingEditForm",
    "MeetingForm",
    "MeetingLogForm",
    "MeetingPlanForm",
    "MemberEditForm",
    "MinutesForm",
    "MoveForm",
    "NameForm",
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
    "SettleForm",
    "SignForm",
    "SignInForm",
    "SupportForm",
    "TraitsForm",
]
