"""Changing many issues at once: choose, look, confirm, and undo once (I18)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm, DeskPage
from issues.actions import confirm_bulk, make_tag, preview_bulk, undo_bulk
from issues.actions.bulk import MOST
from issues.filters import DeskFilter
from issues.forms import BULK_FORMS
from issues.models import BulkKind, Outcome
from issues.queries import (
    MOST_SHOWN,
    bulk_counts,
    bulk_or_404,
    bulk_rows,
    desk_choices,
    desk_issues,
    fresh_decisions,
    issues_by_codes,
    latest_bulks,
    marked,
    organisations_for_many,
    tags_of,
)
from masam.ui.addresses import address
from masam.wire.pages import SeeOther

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from issues.models import BulkChange, Issue

DUTIES = {
    BulkKind.ASSIGN: "issue.assign",
    BulkKind.TAG: "issue.tag",
    BulkKind.UNTAG: "issue.tag",
    BulkKind.PRIORITY: "issue.prioritise",
    BulkKind.MERGE: "issue.merge",
    BulkKind.PUBLISH: "issue.publish",
    BulkKind.UNPUBLISH: "issue.publish",
}
MOST_TO_MERGE = 50
REFRESH = 3  # seconds


def kinds_for(may: frozenset[str]) -> list[tuple[str, Any]]:
    """Give the kinds of changes somebody with these duties can make, with their words."""
    return [(kind.value, kind.label) for kind in BulkKind if DUTIES[kind] in may]


class BulkNew(DeskForm):
    """`/<group>/desk/bulk/new/?kind=tag&pick=KHO-1&pick=KHO-2`: what shall be changed, and to what.

    The choice of issues stands in the address: by their numbers, or with `all=on` whatever the
    list's filters in the same address find.
    """

    permission = "issue.bulk"
    template_name = "issues/bulk_new.html"
    form_class = forms.Form

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.kind = request.GET.get("kind", "")
        if self.kind in BulkKind.values:
            self.gate.require(DUTIES[BulkKind(self.kind)])
            self.form_class = BULK_FORMS[self.kind]  # type: ignore[misc]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.kind not in BulkKind.values or not self.issues:
            return SeeOther(address(self.group.slug, "desk", "issues"))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.kind not in BulkKind.values:
            raise Http404
        return super().post(request, *args, **kwargs)

    @cached_property
    def issues(self) -> list[Issue]:
        """The issues chosen; one more than may be, so that too many are noticed."""
        asked = self.request.GET
        if asked.get("all"):
            wanted = DeskFilter(asked, **desk_choices(self.group)).wanted
            rows = marked(desk_issues(self.group, wanted)).order_by("-logged_at", "-id")
        else:
            rows = issues_by_codes(self.group, asked.getlist("pick")[: MOST + 1])
        return list(rows[: MOST + 1])

    def form_kwargs(self) -> dict[str, Any]:
        offer: dict[str, Any] = {
            BulkKind.ASSIGN: lambda: {"organisations": organisations_for_many(self.group)},
            BulkKind.TAG: lambda: {"tags": list(tags_of(self.group))},
            BulkKind.UNTAG: lambda: {"tags": list(tags_of(self.group))},
            BulkKind.PRIORITY: lambda: {"decisions": fresh_decisions(self.group)},
            BulkKind.MERGE: lambda: {"issues": self.issues[:MOST_TO_MERGE]},
        }.get(BulkKind(self.kind), dict)()
        return {"group": self.group, "offer": offer}

    def context(self) -> dict[str, Any]:
        words = BulkKind(self.kind).label
        back = address(self.group.slug, "desk", "issues")
        return {
            "group": self.group, "heading": words, "issues": self.issues[:10], "back": back,
            "count": len(self.issues), "more": max(0, len(self.issues) - 10),
        }  # fmt: skip

    def act(self, form: Any) -> BulkChange:
        words, actor = form.words(), self.gate.user
        new = [make_tag(self.group, actor=actor, name=name).pk for name in words.pop("new", [])]
        if new:
            words["tags"] = [*words["tags"], *new]
        return preview_bulk(
            self.group, actor=actor, kind=self.kind, issues=self.issues, words=words
        )

    def success_url(self, result: BulkChange) -> str:
        return address(self.group.slug, "desk", "bulk", result.pk)


class _OneBulk(DeskForm):
    permission = "issue.bulk"
    form_class = forms.Form

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.bulk: BulkChange = bulk_or_404(self.gate, self.kwargs["bulk"])
        if request.method == "POST":
            self.gate.require(DUTIES[BulkKind(self.bulk.kind)])

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "bulk", self.bulk.pk)


class BulkDetail(_OneBulk):
    """`/<group>/desk/bulk/<id>/`: the preview with its button; the progress; what came of it."""

    template_name = "issues/bulk_detail.html"

    def context(self) -> dict[str, Any]:
        counts, rows = bulk_counts(self.bulk), bulk_rows(self.bulk)
        parts = [
            (
                Outcome(outcome).label,
                counts[outcome],
                list(rows.filter(outcome=outcome)[:MOST_SHOWN]),
            )
            for outcome in ("pending", "done", "undone", "refused", "kept", "same")
            if counts[outcome]
        ]
        return {
            "group": self.group, "bulk": self.bulk, "counts": counts, "parts": parts,
            "refresh": REFRESH, "may_do": DUTIES[BulkKind(self.bulk.kind)] in self.gate.may,
        }  # fmt: skip

    def act(self, form: Any) -> BulkChange:
        return confirm_bulk(self.bulk, actor=self.gate.user)


class BulkUndo(_OneBulk):
    """`/<group>/desk/bulk/<id>/undo/`: everything back as it was, once."""

    template_name = "issues/bulk_undo.html"

    def context(self) -> dict[str, Any]:
        back = self.success_url(None)
        return {"group": self.group, "bulk": self.bulk, "back": back}

    def act(self, form: Any) -> BulkChange:
        return undo_bulk(self.bulk, actor=self.gate.user)


class BulkList(DeskPage):
    """`/<group>/desk/bulk/`: the last changes of many, each with its undo."""

    permission = "issue.bulk"
    template_name = "issues/bulk_list.html"
    heading = _("Changes of many issues")

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "bulks": list(latest_bulks(self.group))}
