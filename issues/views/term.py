"""More time and standing still at the desk and in the office, and what the group promises."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm, DeskPage
from issues.actions import (
    drop_promise,
    edit_promise,
    extend_issue,
    make_promise,
    pause_issue,
    resume_issue,
)
from issues.forms import ExtendForm, MoveForm, PauseForm, PromiseForm, ResumeForm
from issues.permissions import may_extend, may_pause
from issues.queries import categories_of, clocks_of, promise_or_none, promises_of
from issues.views.base import IssueForm
from issues.views.office import _OfficeIssue
from masam.ui.addresses import address
from masam.wire.pages import FormPage

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from issues.models import Issue, Promise
    from issues.queries import Clocks
    from masam.lifecycle import Verdict


class _Term(IssueForm):
    """A form about the clocks of an issue; they stand above it."""

    template_name = "issues/term_form.html"

    def initial(self) -> dict[str, Any]:
        return {"version": self.issue.version}

    def context(self) -> dict[str, Any]:
        clocks = clocks_of(self.issue)
        return super().context() | {"clocks": clocks, "verdict": self.verdict(clocks)}

    def verdict(self, clocks: Clocks) -> Verdict:
        """Tell whether the person may do it now, and the clocks let it be done."""
        return may_pause(self.gate, self.issue)


class IssueExtend(_Term):
    """`.../extend/`: more time for the office, once and within the law."""

    permission, verb, form_class = "issue.extend", "extend", ExtendForm
    heading, button = _("Give more time"), _("Give more time")

    def verdict(self, clocks: Clocks) -> Verdict:
        return may_extend(self.gate, self.issue) and clocks.extendable

    def act(self, form: Any) -> Issue:
        return extend_issue(self.issue, actor=self.gate.user, **form.cleaned_data)


class IssuePause(_Term):
    """`.../pause/`: let the clocks stand still."""

    permission, verb, form_class = "issue.pause", "pause", PauseForm
    heading, button = _("Let the clock stand still"), _("Stop the clock")

    def act(self, form: Any) -> Issue:
        return pause_issue(self.issue, actor=self.gate.user, **form.cleaned_data)


class IssueResume(_Term):
    """`.../resume/`: let the clocks run again before the day that was settled."""

    permission, verb, form_class = "issue.pause", "pause", ResumeForm
    heading, button = _("Let the clock run again"), _("Start the clock")

    def act(self, form: Any) -> Issue:
        return resume_issue(self.issue, actor=self.gate.user, **form.cleaned_data)


class OfficeExtend(_OfficeIssue, FormPage):
    """`/office/<group>/<no>/extend/`: the office takes more time, once and within the law."""

    permission = "issue.extend"
    template_name = "issues/term_form.html"
    form_class = ExtendForm
    heading, button = _("Take more time"), _("Take more time")

    def initial(self) -> dict[str, Any]:
        return {"version": self.issue.version}

    def context(self) -> dict[str, Any]:
        clocks = clocks_of(self.issue)
        return {
            "group": self.gate.group,
            "issue": self.issue,
            "back": self.success_url(None),
            "clocks": clocks,
            "verdict": may_extend(self.gate, self.issue) and clocks.extendable,
        }

    def act(self, form: Any) -> Issue:
        return extend_issue(self.issue, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address("office", self.gate.group.slug, self.issue.code)


# --- promises ------------------------------------------------------------------------------------


class Promises(DeskPage):
    """`/<group>/desk/settings/promises/`: how fast problems move, as the group promises."""

    permission = "group.edit"
    template_name = "issues/promise_list.html"

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "promises": list(promises_of(self.group))}


class _PromiseForm(DeskForm):
    """Leads back to the list."""

    permission = "group.edit"
    template_name = "issues/promise_edit.html"
    form_class: ClassVar[type[BaseForm]] = PromiseForm

    @cached_property
    def promise(self) -> Promise:
        """The promise of the address."""
        found = promise_or_none(self.group, self.kwargs["promise"])
        if found is None:
            raise Http404
        return found

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        if "promise" in self.kwargs:
            self.promise  # noqa: B018 - reason: 404 before any form is looked at

    def form_kwargs(self) -> dict[str, Any]:
        return {"categories": categories_of(self.group)}

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "settings", "promises")


class PromiseNew(_PromiseForm):
    """`.../promises/new/`."""

    def act(self, form: Any) -> Promise:
        words = {name: form.cleaned_data[name] for name in PromiseForm.Meta.fields}
        return make_promise(self.group, actor=self.gate.user, **words)


class PromiseEdit(_PromiseForm):
    """`.../promises/<id>/`: 409 with both when somebody else changed it."""

    def initial(self) -> dict[str, Any]:
        names = (*PromiseForm.Meta.fields, "version")
        return {name: getattr(self.promise, name) for name in names}

    def context(self) -> dict[str, Any]:
        return super().context() | {"promise": self.promise}

    def render_form(self, form: BaseForm, *, status: int = 200) -> HttpResponse:
        if status == 409:  # the next try starts from what now stands
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(self.promise.version)  # type: ignore[index]
        return super().render_form(form, status=status)

    def act(self, form: Any) -> Promise:
        words = {name: form.cleaned_data[name] for name in PromiseForm.Meta.fields}
        version = form.cleaned_data["version"] or 0
        return edit_promise(self.promise, actor=self.gate.user, version=version, **words)


class PromiseDrop(_PromiseForm):
    """`.../promises/<id>/drop/`."""

    template_name = "issues/promise_drop.html"
    form_class = MoveForm

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def context(self) -> dict[str, Any]:
        return super().context() | {"promise": self.promise}

    def act(self, form: Any) -> None:
        drop_promise(self.promise, actor=self.gate.user)
