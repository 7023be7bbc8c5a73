"""Opening a new group: plain pages one after another, each kept in the draft (G1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _

from groups.actions import BadGroup, drop_draft, open_group, save_draft
from groups.forms.opening import (
    STEP_WORDS,
    STEPS,
    UnitForm,
    checked,
    listed_of,
    opening_of,
    typed_of,
    unit_of,
)
from groups.gate import CoordinatorForm
from groups.queries import draft_or_404, drafts_of, soums_with_points, units_to_open
from masam.ui.addresses import address
from masam.wire.pages import SeeOther

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from groups.models import GroupDraft

NEW = ("national", "groups", "new")
REVIEW = "review"


@dataclass(frozen=True)
class StepLink:
    """A step of the way, for the list above each page."""

    name: str
    label: Any
    url: str
    is_done: bool
    is_here: bool


def steps_of(draft: GroupDraft | None, here: str) -> list[StepLink]:
    """Give all steps; those that were sent once lead back to their page."""
    links = []
    for name in (*STEPS, REVIEW):
        is_done = draft is not None and bool(draft.step(name))
        can_open = draft is not None and (is_done or name == REVIEW)
        url = address(*NEW, draft.pk, name) if draft is not None and can_open else ""
        word = STEP_WORDS.get(name) or _("Review")
        links.append(StepLink(name, word, url, is_done, name == here))
    return links


class GroupNew(CoordinatorForm):
    """`/national/groups/new/`: what was begun, and the first step of another."""

    template_name = "groups/opening_new.html"
    form_class = UnitForm

    def context(self) -> dict[str, Any]:
        drafts = list(drafts_of(self.request.user))
        return {
            "drafts": [(row, _where(row), _next_step(row)) for row in drafts],
            "steps": steps_of(None, "unit"),
            "has_units": units_to_open().exists(),
        }

    def act(self, form: Any) -> GroupDraft:
        return save_draft(None, actor=self.request.user, step="unit", answers=form.typed())

    def success_url(self, result: GroupDraft) -> str:
        return address(*NEW, result.pk, "names")


def _where(draft: GroupDraft) -> str:
    return draft.step("names").get("name_mn") or unit_of(draft).label


def _next_step(draft: GroupDraft) -> str:
    """Give the address of the first step that was never sent."""
    missing = next((name for name in STEPS if not draft.step(name)), REVIEW)
    return address(*NEW, draft.pk, missing)


class _OfDraft(CoordinatorForm):
    """A page about one draft of this coordinator; one whose group stands leads to the group."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and request.method == "GET":
            self.admit(request)
            if self.draft.opened is not None:
                return SeeOther(address("national", "groups", self.draft.opened.slug))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def draft(self) -> GroupDraft:
        """The draft of the address."""
        return draft_or_404(self.request.user, self.kwargs["draft"])


class GroupStep(_OfDraft):
    """`/national/groups/new/<draft>/<step>/`: one step, filled in with what was typed."""

    template_name = "groups/opening_step.html"

    @property
    def step(self) -> str:
        """The name of the step; an unknown one is no page."""
        name: str = self.kwargs["step"]
        if name not in STEPS:
            raise Http404
        return name

    @property
    def form_class(self) -> Any:  # type: ignore[override]
        """The form of the step."""
        return STEPS[self.step]

    def form_kwargs(self) -> dict[str, Any]:
        return {"unit": None if self.step == "unit" else unit_of(self.draft)}

    def make_form(self, **data: Any) -> Any:
        form: Any = super().make_form(**data)
        if not form.is_bound:
            form.initial = self.draft.step(self.step) or form.proposed()
        return form

    def context(self) -> dict[str, Any]:
        unit = unit_of(self.draft)
        is_points = self.step == "points"
        return {
            "draft": self.draft,
            "step": self.step,
            "word": STEP_WORDS[self.step],
            "steps": steps_of(self.draft, self.step),
            "unit": unit,
            "soums": soums_with_points(unit) if is_points else [],
            "listed": listed_of(self.draft) if is_points else (),
        }

    def act(self, form: Any) -> GroupDraft:
        answers = typed_of(self.step, form, self.draft)
        return save_draft(self.draft, actor=self.request.user, step=self.step, answers=answers)

    def success_url(self, result: GroupDraft) -> str:
        names = [*STEPS, REVIEW]
        return address(*NEW, result.pk, names[names.index(self.step) + 1])


class GroupReview(_OfDraft):
    """`/national/groups/new/<draft>/review/`: everything on one page; POST opens the group."""

    template_name = "groups/opening_review.html"
    form_class = forms.Form

    @cached_property
    def forms_of(self) -> dict[str, Any]:
        """Every step's form, asked again about what was typed."""
        return {name: checked(self.draft, name) for name in STEPS}

    @cached_property
    def faulty(self) -> list[str]:
        """The steps that need to be put right."""
        return [
            name
            for name, form in self.forms_of.items()
            if not self.draft.step(name) or not form.is_valid()
        ]

    def context(self) -> dict[str, Any]:
        is_ready = not self.faulty  # asks the forms, which then know their cleaned values
        return {
            "draft": self.draft,
            "steps": steps_of(self.draft, REVIEW),
            "parts": [self._part(name, form) for name, form in self.forms_of.items()],
            "is_ready": is_ready,
            "listed": listed_of(self.draft),
        }

    def _part(self, name: str, form: Any) -> dict[str, Any]:
        faults = [text for texts in form.errors.values() for text in texts]
        if not self.draft.step(name):
            faults = [_("This page has not been sent yet.")]
        return {
            "name": name,
            "word": STEP_WORDS[name],
            "url": address(*NEW, self.draft.pk, name),
            "rows": [(field.label, _said(field, form)) for field in form if field.name != "list"],
            "faults": faults,
        }

    def act(self, form: Any) -> Any:
        faulty = self.faulty
        if faulty:
            words = ", ".join(str(STEP_WORDS[name]) for name in faulty)
            raise BadGroup(_("Please complete first: %(steps)s.") % {"steps": words})
        opening = opening_of(self.draft, self.forms_of)
        return open_group(opening, actor=self.request.user, draft=self.draft)

    def success_url(self, result: Any) -> str:
        return address("national", "groups", result.slug)


def _said(field: Any, form: Any) -> str:
    """Give what a field says, in words; "" when nothing was typed or it cannot be read."""
    value = getattr(form, "cleaned_data", {}).get(field.name)
    if not value:
        return ""
    if hasattr(value, "all"):
        return ", ".join(str(each) for each in value)
    if not isinstance(value, str | list):
        return str(value)
    words: dict[Any, Any] = dict(getattr(field.field, "choices", ()))
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(str(words.get(each, each)) for each in chosen)


class GroupDrop(_OfDraft):
    """`/national/groups/new/<draft>/drop/`: throws a draft away."""

    template_name = "groups/opening_drop.html"
    form_class = forms.Form

    def context(self) -> dict[str, Any]:
        return {"draft": self.draft, "where": _where(self.draft)}

    def act(self, form: Any) -> None:
        drop_draft(self.draft, actor=self.request.user)

    def success_url(self, result: Any) -> str:
        return address(*NEW)
