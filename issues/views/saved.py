"""Filters of the desk's list with a name: one's own, in one group, as links anybody can be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groups.gate import DeskForm
from issues.actions import remove_filter, rename_filter, save_filter
from issues.forms import ChangeFilterForm, SaveFilterForm
from issues.queries import saved_filter_or_404, saved_filters
from masam.ui.addresses import address

if TYPE_CHECKING:
    from issues.models import SavedFilter


class SavedFilters(DeskForm):
    """`/<group>/desk/filters/`: one's own filters: open, rename, remove."""

    permission = "issue.read"
    template_name = "issues/saved_list.html"
    form_class = ChangeFilterForm

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "saved": saved_filters(self.gate)}

    def act(self, form: Any) -> None:
        words = form.cleaned_data
        row = saved_filter_or_404(self.gate, words["filter"])
        if words["remove"]:
            remove_filter(row, actor=self.gate.user)
        else:
            rename_filter(row, actor=self.gate.user, name=words["name"])

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "filters")


class SavedFilterNew(DeskForm):
    """`.../new/?…`: keep the filters of the list, which stand in the address, under a name."""

    permission = "issue.read"
    template_name = "issues/saved_form.html"
    form_class = SaveFilterForm

    def initial(self) -> dict[str, Any]:
        return {"query": self.request.GET.urlencode()}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "back": address(self.group.slug, "desk", "issues")}

    def act(self, form: Any) -> SavedFilter:
        return save_filter(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return f"{address(self.group.slug, 'desk', 'issues')}?{result.query}"
