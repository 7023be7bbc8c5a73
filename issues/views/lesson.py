"""Lessons at the desk: the cards that wait, one card, and what is done with it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from groups.gate import DeskForm, DeskPage
from issues import actions
from issues.filters import DeskLessonFilter
from issues.forms import LessonForm, LessonMoveForm, LessonReasonForm
from issues.lifecycle import LESSON, WORDS
from issues.permissions import may_move_lesson
from issues.queries import (
    DESK_ORDER,
    MOST_IN_FILE,
    desk_lessons,
    fixes_without_lesson,
    lesson_history,
    lesson_or_404,
)
from issues.resources import lesson_cells, lesson_headings
from masam.spreadsheets.serving import table_response
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from issues.models import Lesson
    from masam.lifecycle import Transition


class _Filtered(DeskPage):
    """Reads the filters of the address."""

    permission = "lesson.read"

    @cached_property
    def filter(self) -> DeskLessonFilter:
        """The filters as they stand in the address."""
        return DeskLessonFilter(self.request.GET)


class LessonList(_Filtered):
    """`/<group>/desk/lessons/`: the group's cards, those that wait first in view."""

    template_name = "issues/lesson_list.html"

    def context(self) -> dict[str, Any]:
        rows = desk_lessons(self.group, self.filter.wanted)
        after = self.request.GET.get("after", "")
        can_propose = "lesson.edit" in self.gate.may
        return {
            "group": self.group,
            "filter": self.filter,
            "page": slice_after(rows, after, order=DESK_ORDER),
            "missing": fixes_without_lesson(self.group) if can_propose else 0,
        }


class LessonExport(_Filtered):
    """`/<group>/desk/lessons.csv` and `.xlsx`: exactly the filtered list."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = desk_lessons(self.group, self.filter.wanted).order_by(*DESK_ORDER)[:MOST_IN_FILE]
        lines = [lesson_cells(lesson) for lesson in rows]
        name = f"lessons-{self.group.slug}"
        return table_response(self.kwargs["kind"], name, lesson_headings(), lines)


class LessonPropose(DeskForm):
    """`/<group>/desk/lessons/propose/`: cards for fixes from before there were lessons."""

    permission = "lesson.edit"
    template_name = "issues/lesson_propose.html"
    form_class = LessonMoveForm

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "missing": fixes_without_lesson(self.group)}

    def act(self, form: Any) -> int:
        return actions.propose_missing(self.group, actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "lessons")


class LessonDetail(DeskPage):
    """`/<group>/desk/lessons/<no>/`: the card as others will read it, and its next steps."""

    permission = "lesson.read"
    template_name = "issues/lesson_detail.html"

    def context(self) -> dict[str, Any]:
        lesson = lesson_or_404(self.gate, self.kwargs["number"])
        steps = LESSON.steps_from(lesson.state)
        entries = [row for row in lesson_history(lesson) if row.verb in WORDS]
        return {
            "group": self.group,
            "lesson": lesson,
            "steps": [step for step in steps if may_move_lesson(self.gate, lesson, step.verb)],
            "lines": [(entry, WORDS[entry.verb]) for entry in entries],
        }


class _OneLesson(DeskForm):
    """A form about one card."""

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.lesson: Lesson = lesson_or_404(self.gate, self.kwargs["number"])

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "lesson": self.lesson, "back": self.success_url(None)}

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "lessons", self.lesson.number)


class LessonEdit(_OneLesson):
    """`.../edit/`: work on the texts; 409 with both when somebody else did."""

    permission = "lesson.edit"
    form_class = LessonForm
    template_name = "issues/lesson_edit.html"

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.lesson, name) for name in LessonForm.base_fields}

    def render_form(self, form: BaseForm, *, status: int = 200) -> HttpResponse:
        if status == 409:  # the next try starts from what now stands
            self.lesson = lesson_or_404(self.gate, self.kwargs["number"])
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(self.lesson.version)  # type: ignore[index]
            theirs = getattr(form, "theirs", None) or {}
            labels = {name: str(form.fields[name].label) for name in theirs}
            form.theirs = {labels[name]: text for name, text in theirs.items()}  # type: ignore[attr-defined]
        return super().render_form(form, status=status)

    def act(self, form: Any) -> Lesson:
        return actions.edit_lesson(self.lesson, actor=self.gate.user, **form.cleaned_data)


class LessonMove(_OneLesson):
    """`.../<verb>/`: one step of the card."""

    permission = "lesson.publish"
    template_name = "issues/lesson_move.html"
    form_class: ClassVar[type[BaseForm]] = LessonReasonForm
    verb: ClassVar[str]
    action: ClassVar[Callable[..., Lesson]]

    @property
    def step(self) -> Transition:
        """The transition as it stands in the table."""
        return LESSON.by_verb[self.verb]

    def context(self) -> dict[str, Any]:
        verdict = may_move_lesson(self.gate, self.lesson, self.verb)
        return super().context() | {"step": self.step, "verdict": verdict}

    def act(self, form: Any) -> Lesson:
        return type(self).action(self.lesson, actor=self.gate.user, **form.cleaned_data)


class LessonPublish(LessonMove):
    """Let everybody read it."""

    verb, form_class = "publish", LessonMoveForm
    action = staticmethod(actions.publish_lesson)


class LessonWithdraw(LessonMove):
    """Take it back, with the reason."""

    verb = "withdraw"
    action = staticmethod(actions.withdraw_lesson)


class LessonShelve(LessonMove):
    """Set it aside, with the reason."""

    verb = "shelve"
    action = staticmethod(actions.shelve_lesson)


class LessonRestore(LessonMove):
    """Take up again what was set aside."""

    verb, form_class = "restore", LessonMoveForm
    action = staticmethod(actions.restore_lesson)


LESSON_MOVES: tuple[type[LessonMove], ...] = (
    LessonPublish, LessonWithdraw, LessonShelve, LessonRestore,
)  # fmt: skip
