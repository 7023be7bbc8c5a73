"""The coordinator's pages about one group, and about the project's phases."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.actions import (
    add_phase,
    close_group,
    edit_phase,
    enter_phase,
    invite_facilitator,
    leave_phase,
    list_organisations,
    pause_group,
    reopen_group,
    resume_group,
)
from groups.forms import EndingForm, EnterPhaseForm, LeavePhaseForm, PhaseForm
from groups.forms.opening import LeadForm, ListForm
from groups.gate import CoordinatorForm, CoordinatorPage
from groups.models import GroupState, Phase
from groups.queries import (
    all_groups,
    effects_of,
    facilitators,
    first_steps,
    phases_in_order,
    public_group_or_404,
    soums_with_points,
)
from masam.tenancy import in_group
from masam.ui.addresses import address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from groups.models import Group, GroupPhase


class _OfGroup:
    """A page about the group of the address: in its scope and zone, for the coordinator only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        self.admit(request)  # type: ignore[attr-defined]
        with in_group(self.group), timezone.override(self.group.tz):
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def group(self) -> Group:
        """The group of the address."""
        return public_group_or_404(self.kwargs["group"])  # type: ignore[attr-defined]

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def success_url(self, result: Any) -> str:
        return address("national", "groups", self.group.slug)


class GroupStanding(_OfGroup, CoordinatorPage):
    """`/national/groups/<group>/`: how it stands, what comes next, what may be done to it."""

    template_name = "groups/standing.html"

    def context(self) -> dict[str, Any]:
        return {
            "group": self.group,
            "steps": first_steps(self.group),
            "phases": list(self.group.phases.select_related("phase").order_by("-phase__number")),
            "facilitators": list(facilitators(self.group)),
        }


class _Ending(_OfGroup, CoordinatorForm):
    """A change of state: the page says first what it does."""

    template_name = "groups/ending.html"
    form_class = EndingForm
    state: ClassVar[str] = ""
    sources: ClassVar[tuple[str, ...]] = ()
    word: ClassVar[Any]
    lead: ClassVar[Any]

    def context(self) -> dict[str, Any]:
        return {
            "group": self.group,
            "effects": effects_of(self.group, self.state) if self.state else [],
            "can": self.group.state in self.sources,
            "word": self.word,
            "lead": self.lead,
            "is_closing": self.state == GroupState.CLOSED,
        }


class GroupPause(_Ending):
    """`/national/groups/<group>/pause/`."""

    state = GroupState.PAUSED
    sources = (GroupState.ACTIVE,)
    word = _("Pause the group")
    lead = _("A facilitator or you can end the pause at any time.")

    def act(self, form: Any) -> Any:
        note = form.cleaned_data["note"]
        return pause_group(self.group, actor=self.request.user, note=note)


class GroupResume(_Ending):
    """`/national/groups/<group>/resume/`."""

    sources = (GroupState.PAUSED,)
    word = _("Go on with the group's work")
    lead = _("Everybody in the group can write again, as before the pause.")

    def act(self, form: Any) -> Any:
        note = form.cleaned_data["note"]
        return resume_group(self.group, actor=self.request.user, note=note)


class GroupClose(_Ending):
    """`/national/groups/<group>/close/`."""

    state = GroupState.CLOSED
    sources = (GroupState.ACTIVE, GroupState.PAUSED)
    word = _("Close the group")
    lead = _("Nothing is deleted: everything stays readable, the public pages too.")

    def act(self, form: Any) -> Any:
        note = form.cleaned_data["note"]
        return close_group(self.group, actor=self.request.user, note=note)


class GroupReopen(_Ending):
    """`/national/groups/<group>/reopen/`."""

    sources = (GroupState.CLOSED,)
    word = _("Open the group again")
    lead = _("Members can write again. Meetings that were called off stay called off.")

    def act(self, form: Any) -> Any:
        note = form.cleaned_data["note"]
        return reopen_group(self.group, actor=self.request.user, note=note)


class GroupFacilitator(_OfGroup, CoordinatorForm):
    """`/national/groups/<group>/facilitator/`: invites somebody to lead the group."""

    template_name = "groups/standing_facilitator.html"
    form_class = LeadForm

    def initial(self) -> dict[str, Any]:
        return {"language": self.group.language, "stakeholder": "civil_society"}

    def act(self, form: Any) -> Any:
        return invite_facilitator(self.group, actor=self.request.user, **form.cleaned_data)


class GroupPoints(_OfGroup, CoordinatorForm):
    """`/national/groups/<group>/points/`: the place's service points; takes a list in."""

    template_name = "groups/standing_points.html"
    form_class = ListForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"unit": self.group.unit}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "soums": soums_with_points(self.group.unit)}

    def act(self, form: Any) -> Any:
        rows = form.cleaned_data["list"]
        return list_organisations(self.group, actor=self.request.user, rows=rows)

    def success_url(self, result: Any) -> str:
        return address("national", "groups", self.group.slug, "points")


class GroupPhases(_OfGroup, CoordinatorForm):
    """`/national/groups/<group>/phases/`: the phases it was in; enters another."""

    template_name = "groups/standing_phases.html"
    form_class = EnterPhaseForm

    def initial(self) -> dict[str, Any]:
        return {"from_date": self.group.today()}

    def context(self) -> dict[str, Any]:
        rows = self.group.phases.select_related("phase").order_by("-phase__number")
        return {"group": self.group, "rows": list(rows)}

    def act(self, form: Any) -> Any:
        return enter_phase(self.group, actor=self.request.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address("national", "groups", self.group.slug, "phases")


class GroupPhaseLeave(_OfGroup, CoordinatorForm):
    """`/national/groups/<group>/phases/<number>/leave/`: the group's part in a phase ends."""

    template_name = "groups/standing_leave.html"
    form_class = LeavePhaseForm

    @cached_property
    def row(self) -> GroupPhase:
        """The group's part in the phase of the address."""
        rows = self.group.phases.select_related("phase", "group")
        found: GroupPhase | None = rows.filter(phase__number=self.kwargs["phase"]).first()
        if found is None:
            raise Http404
        return found

    def initial(self) -> dict[str, Any]:
        return {"to_date": self.group.today()}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "row": self.row}

    def act(self, form: Any) -> Any:
        return leave_phase(self.row, actor=self.request.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address("national", "groups", self.group.slug, "phases")


class Phases(CoordinatorForm):
    """`/national/phases/`: the project's phases with their groups; adds another."""

    template_name = "groups/phase_list.html"
    form_class = PhaseForm

    def context(self) -> dict[str, Any]:
        groups: dict[int, list[Group]] = {}
        for group in all_groups():
            for row in group.phases.all():
                groups.setdefault(row.phase_id, []).append(group)
        return {"rows": [(phase, groups.get(phase.pk, [])) for phase in phases_in_order()]}

    def act(self, form: Any) -> Any:
        return add_phase(actor=self.request.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address("national", "phases")


class PhaseEdit(CoordinatorForm):
    """`/national/phases/<number>/edit/`: corrects the names and days of a phase."""

    template_name = "groups/phase_edit.html"
    form_class = PhaseForm

    @cached_property
    def phase(self) -> Phase:
        """The phase of the address."""
        found = Phase.objects.filter(number=self.kwargs["phase"]).first()
        if found is None:
            raise Http404
        return found

    def initial(self) -> dict[str, Any]:
        names = ("name_mn", "name_en", "start_date", "end_date")
        return {name: getattr(self.phase, name) for name in names}

    def context(self) -> dict[str, Any]:
        return {"phase": self.phase}

    def act(self, form: Any) -> Any:
        return edit_phase(self.phase, actor=self.request.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address("national", "phases")
