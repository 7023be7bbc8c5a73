"""The register of trainers and mentors at the desk."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _

from groups.actions import edit_trainer, register_trainer
from groups.actions.trainer import COLUMNS
from groups.filters import TrainerFilter
from groups.forms import TrainerEditForm, TrainerForm
from groups.gate import DeskForm, DeskPage
from groups.models import TrainerPart, TrainerWork
from groups.queries import roster, trainer_or_404, trainers_of, trainings_of_trainer
from groups.resources import trainer_head, trainer_lines
from groups.views.conflict import ShowsBoth
from groups.views.trainings import rooms
from masam.spreadsheets.serving import KINDS, table_response
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from groups.models import Trainer


class TrainerList(DeskPage):
    """`/<group>/desk/trainings/trainers/`: by name, side, work; contacts for nobody here."""

    permission = "training.read"
    template_name = "groups/trainer_list.html"

    @cached_property
    def filter(self) -> TrainerFilter:
        """The filters as they stand in the address."""
        return TrainerFilter(self.request.GET)

    def context(self) -> dict[str, Any]:
        rows = self.filter.apply(trainers_of(self.group))
        after = self.request.GET.get("after", "")
        page = slice_after(rows, after, order=("sort_key", "id"))
        tabs = rooms(self.group.slug, "trainers")
        return {"group": self.group, "filter": self.filter, "page": page, "tabs": tabs}


class TrainerExport(TrainerList):
    """`/<group>/desk/trainings/trainers/export.csv` and `.xlsx`: the filtered register."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["kind"] not in KINDS:
            raise Http404
        rows = self.filter.apply(trainers_of(self.group)).order_by("sort_key", "id")
        lines = trainer_lines(rows)
        name = f"trainers-{self.group.slug}"
        title = _("Trainers and mentors")
        return table_response(kwargs["kind"], name, trainer_head(), lines, title=title)


class TrainerRegister(DeskForm):
    """`/<group>/desk/trainings/trainers/new/`: somebody new in the register."""

    permission = "training.manage"
    template_name = "groups/trainer_register.html"
    form_class = TrainerForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"roster": roster(self.group)}

    def initial(self) -> dict[str, Any]:
        return {"work": TrainerWork.TRAINER, "is_active": True}

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Any:
        return register_trainer(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "trainings", "trainers", result.pk)


class _OneTrainer:
    """Finds the trainer of the address."""

    gate: Any
    group: Any
    kwargs: dict[str, Any]

    @cached_property
    def trainer(self) -> Trainer:
        """The trainer."""
        return trainer_or_404(self.gate, self.kwargs["trainer"])

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "trainer": self.trainer}


class TrainerPage(_OneTrainer, DeskPage):
    """`/<group>/desk/trainings/trainers/<id>/`: who it is, what they held, where they learned."""

    permission = "training.read"
    template_name = "groups/trainer_detail.html"

    def context(self) -> dict[str, Any]:
        rows = trainings_of_trainer(self.trainer)
        return super().context() | {
            "held": [row.training for row in rows if row.part == TrainerPart.HELD],
            "learned": [row.training for row in rows if row.part == TrainerPart.TRAINED],
        }


class TrainerEdit(ShowsBoth, _OneTrainer, TrainerRegister):
    """`/<group>/desk/trainings/trainers/<id>/edit/`: a correction, or no longer active."""

    template_name = "groups/trainer_edit.html"
    form_class = TrainerEditForm

    def form_kwargs(self) -> dict[str, Any]:
        members = roster(self.group)
        member = self.trainer.membership
        if member is not None and member not in members:
            members.append(member)  # a term that is over does not take the link away
        return {"roster": members}

    def initial(self) -> dict[str, Any]:
        values = {name: getattr(self.trainer, name) for name in (*COLUMNS, "version")}
        return values | {"membership": self.trainer.membership_id}

    def act(self, form: Any) -> Any:
        return edit_trainer(self.trainer, actor=self.gate.user, **form.cleaned_data)

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        return {"version": trainer_or_404(self.gate, self.kwargs["trainer"]).version}
