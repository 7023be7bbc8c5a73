"""What officers do beside answering: refuse, hand over, keep templates (I10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from issues.actions import answer_issue, hand_over, remove_template, save_template
from issues.forms import HandForm, NothingForm, RefuseForm, TemplateForm
from issues.forms.office import OWN, SHARED
from issues.models import AnswerKind, ReplyTemplate
from issues.permissions import may_answer
from issues.queries import colleagues_of, template_or_404, templates_of
from issues.views.office import OfficePage, _OfficeIssue
from masam.ui.addresses import address
from masam.wire.pages import FormPage

if TYPE_CHECKING:
    from django.http import HttpRequest

    from groups.models import Membership


class _OfficeStep(_OfficeIssue, FormPage):
    """A form of the office about one issue, beside the answer itself."""

    template_name = "issues/office_step.html"
    permission = "issue.answer"

    def context(self) -> dict[str, Any]:
        verdict = may_answer(self.gate, self.issue)
        return {"group": self.gate.group, "issue": self.issue, "verdict": verdict}

    def success_url(self, result: Any) -> str:
        return address("office", self.gate.group.slug, self.issue.code)


class OfficeRefuse(_OfficeStep):
    """`/office/<group>/<no>/refuse/`: the office cannot take it on, and says why."""

    form_class = RefuseForm
    word = "refuse"

    def act(self, form: Any) -> Any:
        return answer_issue(
            self.issue,
            actor=self.gate.user,
            organisation=self.gate.organisation,
            kind=AnswerKind.REFUSED,
            text=form.cleaned_data["text"],
        )


class OfficeHand(_OfficeStep):
    """`/office/<group>/<no>/hand/`: give it to a colleague of the same office."""

    form_class = HandForm
    word = "hand"

    def form_kwargs(self) -> dict[str, Any]:
        return {"colleagues": colleagues_of(self.member)}

    @property
    def member(self) -> Membership:
        """The person's own membership; who answers for an office has one."""
        assert self.gate.membership is not None  # noqa: S101 - reason: admitted by it
        return self.gate.membership

    def act(self, form: Any) -> Any:
        words = form.cleaned_data
        return hand_over(self.issue, actor=self.gate.user, sender=self.member, **words)


class _TemplateForm(OfficePage, FormPage):
    """A form about reply templates."""

    template_name = "issues/template_list.html"
    form_class: ClassVar[Any] = TemplateForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"memberships": self.memberships}

    def context(self) -> dict[str, Any]:
        return {"templates": list(templates_of(self.memberships, self.request.user))}

    def keep(self, template: ReplyTemplate, form: Any) -> ReplyTemplate:
        """Store what the form says."""
        words = dict(form.cleaned_data)
        office: Membership = words.pop("office")
        words |= {
            "group": office.group,
            "organisation": office.organisation,
            "owner": self.request.user if words.pop("whose") == OWN else None,
        }
        version = words.pop("version")
        return save_template(template, actor=self.request.user, version=version, **words)

    def success_url(self, result: Any) -> str:
        return address("office", "templates")


class TemplateList(_TemplateForm):
    """`/office/templates/`: the office's reply templates; the form adds one."""

    def act(self, form: Any) -> ReplyTemplate:
        return self.keep(ReplyTemplate(), form)


class _OneTemplate(_TemplateForm):
    """A page about one template."""

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.template = template_or_404(self.memberships, request.user, self.kwargs["pk"])


class TemplateEdit(_OneTemplate):
    """`/office/templates/<id>/edit/`: change one."""

    template_name = "issues/template_edit.html"

    def initial(self) -> dict[str, Any]:
        row = self.template
        names = ("title", "kind", "text_mn", "text_en", "version")
        office = next(
            (
                seat.pk
                for seat in self.memberships
                if (seat.group_id, seat.organisation_id) == (row.group_id, row.organisation_id)
            ),
            None,
        )
        whose = {"office": office, "whose": OWN if row.owner_id else SHARED}
        return {name: getattr(row, name) for name in names} | whose

    def context(self) -> dict[str, Any]:
        return {"template": self.template}

    def act(self, form: Any) -> ReplyTemplate:
        return self.keep(self.template, form)


class TemplateRemove(_OneTemplate):
    """`/office/templates/<id>/remove/`: take one away."""

    template_name = "issues/template_edit.html"
    form_class: ClassVar[Any] = NothingForm

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def context(self) -> dict[str, Any]:
        return {"template": self.template, "is_removing": True}

    def act(self, form: Any) -> None:
        remove_template(self.template, actor=self.request.user)
