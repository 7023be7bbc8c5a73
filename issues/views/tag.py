"""Tags of the group, and the tags and the priority of one issue (I18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm
from issues.actions import (
    join_tag,
    make_tag,
    rename_tag,
    retire_tag,
    set_priority,
    tag_issue,
)
from issues.forms import (
    JoinTagForm,
    NewTagForm,
    PriorityForm,
    RenameTagForm,
    TagsForm,
)
from issues.queries import all_tags, fresh_decisions, tag_or_404, tags_of
from issues.views.base import IssueForm
from masam.ui.addresses import address

if TYPE_CHECKING:
    from django.http import HttpRequest

    from issues.models import Issue


class _Tags(DeskForm):
    permission = "tag.manage"

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "tags")


class TagList(_Tags):
    """`/<group>/desk/tags/`: the tags with their issues, and a field for a new one."""

    template_name = "issues/tag_list.html"
    form_class = NewTagForm

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "tags": list(all_tags(self.group))}

    def act(self, form: Any) -> Any:
        return make_tag(self.group, actor=self.gate.user, **form.cleaned_data)


class _OneTag(_Tags):
    """A form about one tag."""

    template_name = "issues/tag_form.html"
    heading: Any = ""
    button: Any = _("Save")

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.tag = tag_or_404(self.gate, self.kwargs["tag"])

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "tag": self.tag, "back": self.success_url(None)}


class TagRename(_OneTag):
    """`/<group>/desk/tags/<id>/rename/`."""

    form_class = RenameTagForm
    heading = _("Rename the tag")

    def initial(self) -> dict[str, Any]:
        return {"name": self.tag.name}

    def act(self, form: Any) -> Any:
        return rename_tag(self.tag, actor=self.gate.user, **form.cleaned_data)


class TagJoin(_OneTag):
    """`/<group>/desk/tags/<id>/join/`: its issues carry the other tag from then on."""

    form_class = JoinTagForm
    heading = _("Join with another tag")
    button = _("Join")

    def form_kwargs(self) -> dict[str, Any]:
        return {"others": tags_of(self.group).exclude(pk=self.tag.pk)}

    def act(self, form: Any) -> Any:
        return join_tag(self.tag, actor=self.gate.user, **form.cleaned_data)


class TagRetire(_OneTag):
    """`/<group>/desk/tags/<id>/retire/`: off the offer, or on it again."""

    form_class = forms.Form

    @property
    def heading(self) -> Any:
        """What the button does now."""
        return _("Retire the tag") if self.tag.is_active else _("Offer the tag again")

    button = _("Yes")

    def act(self, form: Any) -> Any:
        return retire_tag(self.tag, actor=self.gate.user)


class IssueTags(IssueForm):
    """`/<group>/desk/issues/<no>/tag/`: ticks on the group's tags."""

    permission = "issue.tag"
    verb = "tag"
    form_class = TagsForm
    heading = _("Tags")
    button = _("Save the tags")

    def form_kwargs(self) -> dict[str, Any]:
        self.known = list(tags_of(self.group))
        return {"known": self.known}

    def initial(self) -> dict[str, Any]:
        return {"tags": [row["tag_id"] for row in self.issue.tags]}  # type: ignore[attr-defined]

    def act(self, form: Any) -> Issue:
        chosen = set(form.cleaned_data["tags"])
        actor = self.gate.user
        new = [make_tag(self.group, actor=actor, name=name) for name in form.cleaned_data["new"]]
        add = [tag for tag in self.known if tag.pk in chosen]
        take = [tag for tag in self.known if tag.pk not in chosen]
        tag_issue(self.issue, actor=actor, add=[*add, *new], take=take)
        return self.issue


class IssuePriority(IssueForm):
    """`/<group>/desk/issues/<no>/priority/`; `?decision=7` for the one that sets it."""

    permission = "issue.prioritise"
    verb = "prioritise"
    form_class = PriorityForm
    heading = _("Priority")
    button = _("Save the priority")

    def form_kwargs(self) -> dict[str, Any]:
        return {"decisions": fresh_decisions(self.group)}

    def initial(self) -> dict[str, Any]:
        marks: Any = self.issue.urgency  # type: ignore[attr-defined]
        level = marks[0]["level"] if marks else ""
        return {"level": level, "decision": self.request.GET.get("decision")}

    def act(self, form: Any) -> Issue:
        words = form.cleaned_data
        set_priority(
            self.issue, actor=self.gate.user, level=words["level"], reason=words["note"],
            decision=words["decision"],
        )  # fmt: skip
        return self.issue
