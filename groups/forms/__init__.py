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
from groups.forms.agreement import (
    AgreementEditForm,
    AgreementEndForm,
    AgreementLogForm,
    CommitmentsForm,
)
from groups.forms.assessment import (
    AnswerForm,
    StartForm,
)
from groups.forms.attendance import (
    AttendanceForm,
    GuestForm,
    ListForm,
    NameForm,
    SignInForm,
)
from groups.forms.coming import (
    ComingForm,
    ReplyForm,
    RevokeForm,
    SpokenForm,
)
from groups.forms.group import (
    EndingForm,
    NoteForm,
    RulesForm,
    SettingsForm,
)
from groups.forms.hearing import (
    HearingForm,
)
from groups.forms.join_link import (
    CodeForm,
    JoinLinkForm,
    OpenJoinForm,
)
from groups.forms.material import (
    MaterialEditForm,
    MaterialForm,
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
from groups.forms.paper import (
    PaperForm,
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
from groups.forms.project import (
    BudgetForm,
    DocumentForm,
    LogframeForm,
    MilestonesForm,
    ProjectEditForm,
    ProjectForm,
    ScanForm,
)
from groups.forms.recognition import AwardForm
from groups.forms.series import (
    SeriesChangeForm,
    SeriesEndForm,
    SeriesForm,
    SeriesMoveForm,
)
from groups.forms.support import (
    SupportForm,
)
from groups.forms.team import (
    LastDayForm,
    NewTeamForm,
    TeamEditForm,
    TeamEndForm,
    TeamJoinForm,
)
from groups.forms.trainer import (
    TrainerEditForm,
    TrainerForm,
)
from groups.forms.training import (
    FileForm,
    TrainingEditForm,
    TrainingForm,
)

__all__ = [
    "AdmitForm",
    "AgreementEditForm",
    "AgreementEndForm",
    "AgreementLogForm",
    "AmendForm",
    "AnswerForm",
    "AttendanceForm",
    "AwardForm",
    "BudgetForm",
    "ButtonForm",
    "ChairsForm",
    "CirculateForm",
    "CodeForm",
    "ComingForm",
    "CommitmentsForm",
    "CorrectionForm",
    "DocumentForm",
    "EndForm",
    "EndingForm",
    "EnterPhaseForm",
    "FileForm",
    "GuestForm",
    "HearingForm",
    "HoldForm",
    "InviteForm",
    "ItemEditForm",
    "ItemForm",
    "JoinForm",
    "JoinLinkForm",
    "LastDayForm",
    "LeavePhaseForm",
    "ListForm",
    "LogframeForm",
    "MaterialEditForm",
    "MaterialForm",
    "MeetingEditForm",
    "MeetingForm",
    "MeetingLogForm",
    "MeetingPlanForm",
    "MemberEditForm",
    "MilestonesForm",
    "MinutesForm",
    "MoveForm",
    "NameForm",
    "NewTeamForm",
    "NoteForm",
    "OpenJoinForm",
    "OrderForm",
    "OutcomesForm",
    "PaperForm",
    "PhaseForm",
    "PlanEditForm",
    "ProjectEditForm",
    "ProjectForm",
    "ProposalForm",
    "RenewForm",
    "ReplyForm",
    "RevokeForm",
    "RoleForm",
    "RulesForm",
    "ScanForm",
    "SeriesChangeForm",
    "SeriesEndForm",
    "SeriesForm",
    "SeriesMoveForm",
    "SettingsForm",
    "SettleForm",
    "SignForm",
    "SignInForm",
    "SpokenForm",
    "StartForm",
    "SupportForm",
    "TeamEditForm",
    "TeamEndForm",
    "TeamJoinForm",
    "TrainerEditForm",
    "TrainerForm",
    "TrainingEditForm",
    "TrainingForm",
    "TraitsForm",
]
