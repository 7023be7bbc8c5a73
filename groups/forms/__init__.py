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
    NoteForm,
    SettingsForm,
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
    RoleForm,
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
from groups.forms.plan import (
    MeetingPlanForm,
    PlanEditForm,
)

__all__ = [
    "AdmitForm",
    "AmendForm",
    "AttendanceForm",
    "ButtonForm",
    "ChairsForm",
    "CirculateForm",
    "CorrectionForm",
    "EndForm",
    "GuestForm",
    "HoldForm",
    "InviteForm",
    "ItemEditForm",
    "ItemForm",
    "JoinForm",
    "ListForm",
    "MeetingEditForm",
    "MeetingForm",
    "MeetingLogForm",
    "MeetingPlanForm",
    "MinutesForm",
    "MoveForm",
    "NameForm",
    "NoteForm",
    "OrderForm",
    "OutcomesForm",
    "PlanEditForm",
    "ProposalForm",
    "RoleForm",
    "SettingsForm",
    "SettleForm",
    "SignForm",
    "SignInForm",
]
