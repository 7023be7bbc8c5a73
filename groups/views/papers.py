"""The paper of formal letters, among the group's settings."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from groups.actions import settle_paper
from groups.forms import PaperForm
from groups.gate import DeskForm, DeskPage
from groups.queries import logo_or_404, paper_of
from masam.attachments.serving import file_response
from masam.ui.addresses import address

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from groups.models import GroupPaper


class Paper(DeskForm):
    """`/<group>/desk/settings/paper/`: head, who signs, picture; 409 with both texts."""

    permission = "group.edit"
    form_class = PaperForm
    template_name = "groups/paper_edit.html"

    @cached_property
    def paper(self) -> GroupPaper:
        """The paper as it stands."""
        return paper_of(self.group)

    def initial(self) -> dict[str, Any]:
        names = [name for name in PaperForm.base_fields if name not in {"logo", "no_logo"}]
        return {name: getattr(self.paper, name) for name in names}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "paper": self.paper}

    def render_form(self, form: BaseForm, *, status: int = 200) -> HttpResponse:
        if status == 409:  # the next try starts from what now stands
            refused: Any = form
            refused.data = refused.data.copy()
            refused.data["version"] = str(paper_of(self.group).version)
            theirs = getattr(refused, "theirs", None) or {}
            refused.theirs = {str(form.fields[name].label): text for name, text in theirs.items()}
        return super().render_form(form, status=status)

    def act(self, form: Any) -> GroupPaper:
        return settle_paper(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "settings", "paper")


class PaperLogo(DeskPage):
    """`.../paper/logo/`: the picture of the head."""

    permission = "issue.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return file_response(logo_or_404(self.group))
