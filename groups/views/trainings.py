"""Trainings at the desk: the list, the log, one training, corrections, files, the year."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _

from groups.actions import (
    attach_to_training,
    detach_from_training,
    edit_training,
    log_training,
    withdraw_training,
)
from groups.filters import TrainingFilter, YearFilter
from groups.forms import FileForm, NoteForm, TrainingEditForm, TrainingForm
from groups.gate import DeskForm, DeskPage
from groups.models import Stakeholder, TrainerPart, TrainingKind
from groups.queries import (
    learners_of,
    learning_year,
    other_groups,
    roster,
    took_part,
    trainers_to_choose,
    training_file_or_404,
    training_or_404,
    training_steps,
    trainings_of,
    with_counts,
)
from groups.resources import training_head, training_lines
from groups.views.conflict import ShowsBoth
from masam.attachments.serving import file_response
from masam.calendars.periods import current
from masam.charts import ACTION, FIXED, REFERRED, Segment, bar
from masam.spreadsheets.serving import KINDS, table_response
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from decimal import Decimal

    from django.http import HttpRequest, HttpResponseBase
    from django.utils.safestring import SafeString

    from groups.models import Training, TrainingFile
    from groups.queries.training import LearningYear

COLOURS = {
    TrainingKind.TRAINING: ACTION,
    TrainingKind.EXCHANGE: FIXED,
    TrainingKind.REFLECTION: REFERRED,
}


def rooms(slug: str, here: str) -> list[tuple[str, str, bool]]:
    """Give the tabs of the rooms of learning: (address, word, whether one stands there)."""
    words = {
        "": _("Trainings"),
        "year": _("Year in figures"),
        "trainers": _("Trainers and mentors"),
        "materials": _("Materials"),
        "assessments": _("CSO self-assessment"),
    }
    folders = {room: [room] if room else [] for room in words}
    return [
        (address(slug, "desk", "trainings", *folders[room]), word, room == here)
        for room, word in words.items()
    ]


class TrainingList(DeskPage):
    """`/<group>/desk/trainings/`: by words, kind, tool, period and order."""

    permission = "training.read"
    template_name = "groups/training_list.html"

    @cached_property
    def filter(self) -> TrainingFilter:
        """The filters as they stand in the address."""
        return TrainingFilter(self.request.GET)

    def context(self) -> dict[str, Any]:
        rows = self.filter.apply(trainings_of(self.group))
        page = slice_after(rows, self.request.GET.get("after", ""), order=self.filter.order)
        tabs = rooms(self.group.slug, "")
        return {"group": self.group, "filter": self.filter, "page": page, "tabs": tabs}


class TrainingExport(TrainingList):
    """`/<group>/desk/trainings/export.csv` and `.xlsx`: exactly the filtered list, as counts."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["kind"] not in KINDS:
            raise Http404
        rows = self.filter.apply(trainings_of(self.group)).standing()  # type: ignore[attr-defined]
        keys = list(rows.order_by(*self.filter.order).values_list("pk", flat=True))
        lines = training_lines(with_counts(self.group, keys))
        name = f"trainings-{self.group.slug}"
        return table_response(kwargs["kind"], name, training_head(), lines, title=_("Trainings"))


class TrainingYear(DeskPage):
    """`/<group>/desk/trainings/year/`: participant hours by stakeholder and kind."""

    permission = "training.read"
    template_name = "groups/training_year.html"

    def context(self) -> dict[str, Any]:
        chosen = YearFilter(self.request.GET)
        period = chosen.wants("period") or current("year", self.group.today())
        year = learning_year(self.group, period)
        return {
            "group": self.group,
            "filter": chosen,
            "period": period,
            "year": year,
            "kinds": [
                (str(kind.label), COLOURS[kind], year.by_kind[kind], kind) for kind in TrainingKind
            ],
            "bars": hour_bars(year),
            "tabs": rooms(self.group.slug, "year"),
        }


def hour_bars(year: LearningYear) -> list[tuple[str, SafeString, Decimal]]:
    """Give (stakeholder, stacked bar of participant hours by kind, hours), the zero ones too."""
    totals = {who: sum(kinds.values()) for who, kinds in year.hours.items()}
    largest = max(totals.values(), default=0)
    return [
        (str(Stakeholder(who).label), bar(_segments(kinds), float(largest)), totals[who])  # type: ignore[misc]
        for who, kinds in year.hours.items()
    ]


def _segments(kinds: dict[str, Decimal]) -> list[Segment]:
    return [Segment(str(kind.label), float(kinds[kind]), COLOURS[kind]) for kind in TrainingKind]


class _TrainingForm(DeskForm):
    """The form of a training."""

    permission = "training.log"

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "roster": self.learners(),
            "register": list(trainers_to_choose(self.group)),
            "groups": other_groups(self.group),
        }

    def learners(self) -> Any:
        """The members who may be ticked."""
        return roster(self.group)

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "trainings", result.number)


class TrainingLog(_TrainingForm):
    """`/<group>/desk/trainings/new/`: one that took place."""

    template_name = "groups/training_log.html"
    form_class = TrainingForm

    def initial(self) -> dict[str, Any]:
        return {"kind": TrainingKind.TRAINING, "client_key": uuid.uuid4()}

    def act(self, form: Any) -> Any:
        key = form.cleaned_data["client_key"]
        return log_training(self.group, actor=self.gate.user, client_key=key, **form.training())


class _OneTraining:
    """Finds the training of the address."""

    gate: Any
    group: Any
    kwargs: dict[str, Any]

    @cached_property
    def training(self) -> Training:
        """The training."""
        return training_or_404(self.gate, self.kwargs["number"])

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "training": self.training}

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "trainings", self.training.number)


class TrainingPage(_OneTraining, DeskPage):
    """`/<group>/desk/trainings/<no>/`: who took part as counts, who held it, files, history."""

    permission = "training.read"
    template_name = "groups/training_detail.html"

    def context(self) -> dict[str, Any]:
        training = self.training
        trainers = list(training.trainers.select_related("trainer").order_by("trainer__sort_key"))
        return super().context() | {
            "came": took_part([training])[training.pk],
            "held": [row.trainer for row in trainers if row.part == TrainerPart.HELD],
            "trained": [row.trainer for row in trainers if row.part == TrainerPart.TRAINED],
            "others": [row.other for row in training.others.select_related("other")],
            "files": list(training.files.order_by("id")),
            "steps": training_steps(training),
        }


class TrainingEdit(ShowsBoth, _OneTraining, _TrainingForm):
    """`/<group>/desk/trainings/<no>/edit/`: a correction, also of who took part."""

    template_name = "groups/training_edit.html"
    form_class = TrainingEditForm

    def learners(self) -> Any:
        return learners_of(self.training)

    def initial(self) -> dict[str, Any]:
        training = self.training
        columns = ("kind", "title", "topics", "tools", "from_date", "hours", "place", "organiser",
                   "learned", "version")  # fmt: skip
        parts: dict[str, list[int]] = {TrainerPart.HELD: [], TrainerPart.TRAINED: []}
        for pk, part in training.trainers.values_list("trainer_id", "part"):
            parts[part].append(pk)
        guests: dict[str, int] = {}
        for row in training.guests.all():
            guests |= {f"female_{row.stakeholder}": row.female, f"male_{row.stakeholder}": row.male}
        return {
            **{name: getattr(training, name) for name in columns},
            **guests,
            "to_date": training.to_date if training.to_date != training.from_date else None,
            "guests_vulnerable": training.guests_vulnerable or None,
            "attended": list(training.participants.values_list("membership_id", flat=True)),
            "trainers": parts[TrainerPart.HELD],
            "trained": parts[TrainerPart.TRAINED],
            "others": list(training.others.values_list("other_id", flat=True)),
        }

    def act(self, form: Any) -> Any:
        version = form.cleaned_data["version"]
        values = form.training()
        return edit_training(self.training, actor=self.gate.user, version=version, **values)

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        fresh = training_or_404(self.gate, self.kwargs["number"])
        return {"version": fresh.version}


class TrainingWithdraw(_OneTraining, DeskForm):
    """`/<group>/desk/trainings/<no>/withdraw/`: it was logged by mistake."""

    permission = "training.manage"
    template_name = "groups/training_withdraw.html"
    form_class = NoteForm

    def act(self, form: Any) -> Any:
        note = form.cleaned_data["note"]
        return withdraw_training(self.training, actor=self.gate.user, note=note)


class TrainingAttach(_OneTraining, DeskForm):
    """`/<group>/desk/trainings/<no>/attach/`: a photo or a document."""

    permission = "training.log"
    template_name = "groups/training_attach.html"
    form_class = FileForm

    def act(self, form: Any) -> Any:
        return attach_to_training(self.training, actor=self.gate.user, **form.cleaned_data)


class TrainingFilePage(_OneTraining, DeskPage):
    """`/<group>/desk/trainings/<no>/files/<id>/`: one file, to members of the group."""

    permission = "training.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return file_response(training_file_or_404(self.training, kwargs["file"]))


class TrainingDetach(_OneTraining, DeskForm):
    """`/<group>/desk/trainings/<no>/files/<id>/detach/`: a file that does not belong there."""

    permission = "training.log"
    template_name = "groups/training_detach.html"
    form_class = NoteForm

    @cached_property
    def file(self) -> TrainingFile:
        """The file."""
        return training_file_or_404(self.training, self.kwargs["file"])

    def context(self) -> dict[str, Any]:
        return super().context() | {"file": self.file}

    def act(self, form: Any) -> Any:
        return detach_from_training(self.file, actor=self.gate.user, note=form.cleaned_data["note"])
