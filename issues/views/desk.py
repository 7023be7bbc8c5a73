"""Issues at the desk: the list, the quick log, one issue, and what is done with it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm, DeskPage, KeptDeskPage
from groups.models import Vulnerability
from issues.actions import (
    assign_issue,
    attach_evidence,
    edit_issue,
    follow_issue,
    legal_deadline,
    log_issue,
    note_concern,
    note_export,
    publish_issue,
    unpublish_issue,
)
from issues.filters import DeskFilter
from issues.forms import (
    AssignForm,
    AttachForm,
    ConcernForm,
    EditForm,
    LogForm,
    MoveForm,
    PublishForm,
)
from issues.permissions import may_assign, may_extend, may_pause, may_publish, noted_by
from issues.queries import (
    categories_of,
    clocks_of,
    count_hanging,
    counts_of,
    decision_or_404,
    desk_choices,
    desk_issues,
    first_of_desk,
    found_points,
    is_asked,
    may_say,
    next_actor,
    next_rung,
    notes_of,
    order_of,
    organisations_to_ask,
    passes_of,
    point_by_key,
    points_of,
    ready_for_desk,
    recent_points,
    shown,
    suggestion_of,
    version_asked,
    work_file,
)
from issues.resources import issues_file
from issues.views.base import PAGE, IssueForm, shown_page
from issues.views.bulk import kinds_for
from issues.views.similar import ShowsSimilar
from masam.spreadsheets.serving import stream_response
from masam.tenancy import in_group
from masam.ui.addresses import address
from masam.ui.pager import Slice, cut, slice_after
from masam.ui.qr import qr_svg
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from groups.gate import Gate
    from groups.models import Decision
    from issues.models import Evidence, Issue
    from issues.queries import Step
    from masam.organisations.models import Organisation

FRESH = timedelta(minutes=10)


class _Filtered(DeskPage):
    """Reads the filters of the address."""

    @cached_property
    def filter(self) -> DeskFilter:
        """The filters as they stand in the address."""
        return DeskFilter(self.request.GET, **desk_choices(self.group))


class IssueList(_Filtered, KeptDeskPage):
    """`/<group>/desk/issues/`: all issues of the group by the filters."""

    permission = "issue.read"
    template_name = "issues/issue_list.html"

    def context(self) -> dict[str, Any]:
        wanted = self.filter.wanted
        page = self._page(wanted)
        return {
            "group": self.group,
            "filter": self.filter,
            "hanging": page.rows[0].hanging if page.rows else count_hanging(self.group),  # type: ignore[attr-defined]
            "has_filters": bool(wanted.keys() - {"sort"}),
            "asked": [pair for pair in self.request.GET.items() if pair[0] in self.filter.fields],
            "kinds": kinds_for(self.gate.may) if "issue.bulk" in self.gate.may else [],
            **shown_page(page, wanted),
        }

    def _page(self, wanted: dict[str, Any]) -> Slice[Issue]:
        order, after = order_of(wanted), self.request.GET.get("after", "")
        found = None if after else first_of_desk(self.group, wanted, PAGE + 1)
        if found is not None:
            return cut(found, order=order, size=PAGE)
        rows = ready_for_desk(desk_issues(self.group, wanted), self.group.pk, self.group.today())
        return slice_after(rows, after, order=order, size=PAGE)


class IssueExport(_Filtered):
    """`/<group>/desk/issues.csv` and `.xlsx`: exactly the filtered list; it is noted who took it."""

    permission = "issue.export"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = desk_issues(self.group, self.filter.wanted)
        kind, scope = kwargs["kind"], partial(in_group, self.group)
        note_export(self.group, actor=self.gate.user, kind=kind, filters=self.filter.wanted)
        chunks = issues_file(kind, rows, scope, at_desk=True)
        return stream_response(kind, f"issues-{self.group.slug}", chunks)


class AsksMore(DomainError):
    """The category chosen has questions that were not shown yet; said once."""


class IssueLog(ShowsSimilar, DeskForm):
    """`/<group>/desk/issues/new/`: an issue in five taps (I1).

    `?decision=7` for one of a meeting, `?point=17` (the QR of a service point) fills the place
    in, `?point_q=` finds places by words.
    """

    permission = "issue.log"
    template_name = "issues/issue_log.html"
    form_class = LogForm

    @cached_property
    def decision(self) -> Decision | None:
        """The decision of a meeting it follows from."""
        key = self.request.GET.get("decision", "")
        return decision_or_404(self.gate, key) if key else None

    @cached_property
    def point(self) -> Organisation | None:
        """The service point the address names."""
        return point_by_key(self.group, self.request.GET.get("point", ""))

    @cached_property
    def found(self) -> list[Organisation]:
        """The service points found by the words of the address."""
        return found_points(self.group, self.request.GET.get("point_q", ""))

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "recent": self.offered,
            "points": points_of(self.group),
            "categories": categories_of(self.group),
            "versions": partial(version_asked, self.group),
        }

    def offered(self) -> list[Organisation]:
        """Give the points to choose from: of the address, found by words, the latest used."""
        first = [self.point] if self.point else self.found
        return [*first, *recent_points(self.group)]

    def initial(self) -> dict[str, Any]:
        words: dict[str, Any] = {"title": self.decision.text[:160]} if self.decision else {}
        chosen = self.point or (self.found[0] if len(self.found) == 1 else None)
        if chosen:
            words["recent"] = str(chosen.pk)
        return {"client_key": uuid.uuid4(), **words}

    def context(self) -> dict[str, Any]:
        words = self.request.GET.get("point_q", "")
        return {
            "group": self.group,
            "decision": self.decision,
            "similar": self.similar,
            "point_q": words,
            "count": len(self.found) if words else None,
        }

    def act(self, form: Any) -> Issue:
        self.look_for_similar(form)
        if form.asks_first:
            sentence = _("This category asks a little more. Please answer it and save again.")
            raise AsksMore(sentence, field="category")
        words = form.cleaned_data
        return log_issue(self.group, actor=self.gate.user, decision=self.decision, **words)

    def success_url(self, result: Issue) -> str:
        more = ["questions"] if is_asked(result) else []
        return address(self.group.slug, "desk", "issues", result.code, *more)


class Points(DeskPage):
    """`/<group>/desk/points/`: the service points, by words, each with its QR for members."""

    permission = "issue.log"
    template_name = "issues/point_list.html"

    def context(self) -> dict[str, Any]:
        words = self.request.GET.get("point_q", "")
        rows = found_points(self.group, words) if words else points_of(self.group)
        after = self.request.GET.get("page", "1")
        return {"group": self.group, "point_q": words, "page": Paginator(rows, 50).get_page(after)}


class PointSheet(DeskPage):
    """`/<group>/desk/points/<id>/`: a QR to print; it opens the log with the place filled in."""

    permission = "issue.log"
    template_name = "issues/point_sheet.html"

    def context(self) -> dict[str, Any]:
        point = point_by_key(self.group, str(self.kwargs["point"]))
        if point is None:
            raise Http404
        path = f"{address(self.group.slug, 'desk', 'issues', 'new')}?point={point.pk}"
        url = f"{settings.BASE_URL}{path}"
        return {"group": self.group, "point": point, "url": url, "qr": qr_svg(url)}


class IssueDetail(KeptDeskPage):
    """`/<group>/desk/issues/<no>/`: the work page."""

    is_personal = True  # who claimed a fix may not verify it, who follows may stop, and so on

    permission = "issue.read"
    template_name = "issues/issue_detail.html"

    def context(self) -> dict[str, Any]:
        file = work_file(self.gate, self.kwargs["number"])
        assign = may_assign(self.gate, file.issue)
        open_steps = [step for step in file.steps if step.verdict]
        return {
            "group": self.group,
            "file": file,
            "issue": file.issue,
            "open_steps": open_steps,
            "shut_steps": [step for step in file.steps if not step.verdict],
            "assign": assign,
            "suggestion": suggestion_of(file.issue) if assign else None,
            "next": next_actor(file.issue),
            "passes": passes_of(file.issue),
            "primary": _primary(file.issue, open_steps, can_ask=bool(assign)),
            "publish": may_publish(self.gate, file.issue),
            "next_rung": next_rung(file.issue),
            "counts": counts_of(file.issue),
            "fix_notes": notes_of(file.issue),
            "may_say": may_say(self.gate, file.issue),
            "may_note": noted_by(self.gate.membership, file.issue),
            "asked": shown(file.issue.asked),  # type: ignore[attr-defined]
            "is_fresh": _is_fresh(self.gate, file.issue),
            "clocks": clocks_of(file.issue),
            "extend": may_extend(self.gate, file.issue),
            "pause": may_pause(self.gate, file.issue),
        }


def _is_fresh(gate: Gate, issue: Issue) -> bool:
    """Tell whether the person has just logged it: then "one more at the same point" is offered."""
    age = timezone.now() - issue.logged_at
    return issue.logged_by_id == gate.user.pk and age < FRESH


def _primary(issue: Issue, steps: list[Step], *, can_ask: bool) -> str:
    """Give the verb of the one strong button: ask while nobody is asked, else the step to a fix."""
    if can_ask and issue.responsible_id is None:
        return "assign"
    return next((step.verb for step in steps if not step.is_aside), "")


class IssueEdit(IssueForm):
    """`.../edit/`: correct what the issue says; 409 with both texts when somebody else did."""

    permission = "issue.edit"
    verb = "edit"
    form_class = EditForm
    template_name = "issues/issue_edit.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"points": points_of(self.group), "categories": categories_of(self.group)}

    def initial(self) -> dict[str, Any]:
        names = ("title", "detail", "sector", "category", "service_point", "reporter_class")
        return {name: getattr(self.issue, name) for name in (*names, "version")}

    def act(self, form: Any) -> Issue:
        return edit_issue(self.issue, actor=self.gate.user, **form.cleaned_data)


class IssueAssign(IssueForm):
    """`.../assign/`: ask an organisation."""

    permission = "issue.assign"
    verb = "assign"
    form_class = AssignForm
    heading = _("Ask an organisation")
    button = _("Ask for an answer")

    def form_kwargs(self) -> dict[str, Any]:
        return {"organisations": organisations_to_ask(self.issue)}

    def initial(self) -> dict[str, Any]:
        known = suggestion_of(self.issue)
        organisation = self.issue.responsible_id or (known.organisation if known else None)
        return {"version": self.issue.version, "organisation": organisation}

    def context(self) -> dict[str, Any]:
        verdict = may_assign(self.gate, self.issue)
        more = {"legal": legal_deadline(self.issue), "suggestion": suggestion_of(self.issue)}
        return super().context() | more | {"verdict": verdict}

    def act(self, form: Any) -> Issue:
        return assign_issue(self.issue, actor=self.gate.user, **form.cleaned_data)


class IssueConcern(IssueForm):
    """`.../concern/`: by or for which vulnerable people it was raised; counted, never named."""

    permission = "issue.edit"
    verb = "edit"
    form_class = ConcernForm
    heading = _("Whom does it concern most?")
    button = _("Save")

    def form_kwargs(self) -> dict[str, Any]:
        return {"kinds": Vulnerability.choices}

    def initial(self) -> dict[str, Any]:
        concern = getattr(self.issue, "concern", None)
        return {"vulnerable": concern.vulnerable if concern else []}

    def act(self, form: Any) -> Issue:
        return note_concern(self.issue, actor=self.gate.user, **form.cleaned_data)


class IssueAttach(IssueForm):
    """`.../attach/`: more photos and documents."""

    permission = "issue.attach"
    verb = "attach"
    form_class = AttachForm
    heading = _("Add photos or documents")
    button = _("Save the files")

    def act(self, form: Any) -> list[Evidence]:
        return attach_evidence(self.issue, actor=self.gate.user, **form.cleaned_data)


class IssuePublish(IssueForm):
    """`.../publish/`: shows what everybody will see; the POST makes it public."""

    permission = "issue.publish"
    verb = "publish"
    form_class = PublishForm
    template_name = "issues/issue_publish.html"

    @cached_property
    def evidence(self) -> list[Evidence]:
        """The files to choose from."""
        return list(self.issue.evidence.order_by("position", "id"))

    def form_kwargs(self) -> dict[str, Any]:
        return {"issue": self.issue, "evidence": self.evidence}

    def context(self) -> dict[str, Any]:
        actions = self.issue.joint_actions.order_by("due_date", "id")
        verdict = may_publish(self.gate, self.issue)
        return super().context() | {"verdict": verdict, "actions": list(actions)}

    def act(self, form: Any) -> Issue:
        photos = form.cleaned_data.get("photos", ())
        return publish_issue(self.issue, actor=self.gate.user, photos=photos)


class IssueUnpublish(IssueForm):
    """`.../unpublish/`: take the issue back from the public pages."""

    permission = "issue.publish"
    verb = "publish"
    form_class = MoveForm
    heading = _("Take back from the public page")
    button = _("Take it back")

    def act(self, form: Any) -> Issue:
        note = form.cleaned_data["note"]
        return unpublish_issue(self.issue, actor=self.gate.user, note=note)


class IssueFollow(IssueForm):
    """`.../follow/`: hear what happens, or no longer."""

    permission = "issue.follow"
    verb = "follow"
    form_class = MoveForm
    template_name = "issues/issue_follow.html"

    def act(self, form: Any) -> Issue:
        return follow_issue(self.issue, actor=self.gate.user)
