"""The files of an issue at the desk: order, words, redaction, originals; who opened what."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import Http404, HttpResponseNotModified
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.gate import DeskPage
from issues.actions import (
    describe_evidence,
    hide_passage,
    open_original,
    open_passage,
    put_back_evidence,
    redact_evidence,
    remove_evidence,
    show_passage,
    sort_evidence,
)
from issues.forms import (
    AccessFilter,
    DescribeForm,
    HideForm,
    RedactForm,
    SortForm,
    WhyForm,
)
from issues.forms.evidence import GRID
from issues.queries import (
    all_openings,
    evidence_or_404,
    files_of,
    issue_or_404,
    kept_evidence_or_404,
    openings_of,
    original_or_404,
    passage_or_404,
)
from issues.views.base import IssueForm
from masam.attachments.serving import file_response
from masam.spreadsheets.serving import table_response
from masam.ui.pager import slice_after
from masam.wire.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponseBase

    from issues.models import Evidence, Issue
    from masam.audit.models import Entry


def evidence_response(
    request: HttpRequest, issue: Issue, pk: int, *, public: bool = False
) -> HttpResponseBase:
    """Send a file of an issue as this reader may see it: the one way of all four doors.

    A browser asks again each time, since what was public yesterday may be redacted today; the
    same bytes are not sent twice.
    """
    evidence = evidence_or_404(issue, pk, public_only=public)
    tag = f'"{evidence.sha256[:32]}"'
    is_known = tag in request.headers.get("If-None-Match", "")
    response = HttpResponseNotModified() if is_known else file_response(evidence)
    response["ETag"] = tag
    response["Cache-Control"] = f"{'public' if public else 'private'}, max-age=0, must-revalidate"
    return response


class IssueEvidence(DeskPage):
    """`.../evidence/<id>/`: a file, for those who may see the issue."""

    permission = "issue.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        issue = issue_or_404(self.gate, kwargs["number"])
        return evidence_response(request, issue, kwargs["pk"])


class Files(IssueForm):
    """`.../files/`: all files with their order, the removed ones, and who opened originals."""

    permission = "issue.attach"
    verb = "attach"
    form_class = SortForm
    template_name = "issues/evidence_list.html"

    def context(self) -> dict[str, Any]:
        opened = openings_of(self.issue) if "access.read" in self.gate.may else []
        files = files_of(self.issue)
        standing = [row for row in files if row.removed_at is None]
        return super().context() | {"files": files, "last": len(standing), "openings": opened}

    def act(self, form: Any) -> Any:
        key, up = form.wanted
        evidence = kept_evidence_or_404(self.issue, key)
        return sort_evidence(evidence, actor=self.gate.user, up=up)

    def success_url(self, result: Any) -> str:
        back = super().success_url(result)
        return back if result is None else f"{back}files/"


class _OfFile(IssueForm):
    """A form about one file of an issue."""

    permission = "issue.attach"
    verb = "attach"
    evidence: Evidence

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.evidence = kept_evidence_or_404(self.issue, self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        back = f"{super().success_url(None)}files/"
        return super().context() | {"evidence": self.evidence, "back": back}

    def success_url(self, result: Any) -> str:
        return f"{super().success_url(result)}files/"


class Describe(_OfFile):
    """`.../evidence/<id>/edit/`: caption, what it shows, its name."""

    form_class = DescribeForm
    heading = _("Caption and name")
    button = _("Save")

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.evidence, name) for name in ("caption", "shows", "name")}

    def act(self, form: Any) -> Any:
        return describe_evidence(self.evidence, actor=self.gate.user, **form.cleaned_data)


class Remove(_OfFile):
    """`.../evidence/<id>/remove/`: away from every page; it stays with its reason."""

    form_class = WhyForm
    heading = _("Remove a file")
    button = _("Remove")

    def act(self, form: Any) -> Any:
        return remove_evidence(self.evidence, actor=self.gate.user, **form.cleaned_data)


class PutBack(_OfFile):
    """`.../evidence/<id>/put-back/`: a removed file is shown again."""

    form_class = WhyForm
    heading = _("Put a file back")
    button = _("Put back")

    def act(self, form: Any) -> Any:
        return put_back_evidence(self.evidence, actor=self.gate.user, **form.cleaned_data)


class Redact(_OfFile):
    """`.../evidence/<id>/redact/`: hide areas of a picture, by pointer or by a grid.

    What was hidden is revised from the original, so by those who may see that.
    """

    permission = "evidence.redact"
    form_class = RedactForm
    template_name = "issues/evidence_redact.html"

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        if not self.evidence.is_picture:
            raise Http404
        if self.original is not None and "evidence.original" not in self.gate.may:
            raise NotAllowed(_("A part is hidden already. The facilitator can change that."))

    @property
    def original(self) -> Any:
        """The original, when something is hidden."""
        return getattr(self.evidence, "redaction", None)

    def initial(self) -> dict[str, Any]:
        areas = self.original.areas if self.original else []
        reason = self.original.reason if self.original else ""
        words = {"areas": json.dumps(areas), "reason": reason}
        return words | {"version": self.issue.version}

    def context(self) -> dict[str, Any]:
        name = "issues:original" if self.original else "issues:evidence"
        picture = reverse(name, args=(self.group.slug, self.issue.code, self.evidence.pk))
        return super().context() | {"picture": picture, "original": self.original, "grid": GRID}

    def act(self, form: Any) -> Any:
        words = form.cleaned_data
        areas, reason = words["areas"], words["reason"]
        return redact_evidence(
            self.evidence, actor=self.gate.user, areas=areas, reason=reason,
            version=words["version"],
        )  # fmt: skip


class Original(DeskPage):
    """`.../evidence/<id>/original/`: the untouched picture; every opening is written down."""

    permission = "evidence.original"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        issue = issue_or_404(self.gate, kwargs["number"])
        evidence = original_or_404(issue, kwargs["pk"])
        response = file_response(open_original(evidence, actor=self.gate.user))
        response["Cache-Control"] = "no-store"
        return response


class Hide(IssueForm):
    """`.../hide/`: take words out of every text of the issue."""

    permission = "evidence.redact"
    verb = "edit"
    form_class = HideForm
    template_name = "issues/passage_hide.html"

    def initial(self) -> dict[str, Any]:
        return {"version": self.issue.version}

    def act(self, form: Any) -> Any:
        return hide_passage(self.issue, actor=self.gate.user, **form.cleaned_data)


class _OfPassage(IssueForm):
    """A page about one hidden passage."""

    permission = "evidence.original"
    form_class = WhyForm
    template_name = "issues/passage.html"
    is_opened: ClassVar[bool] = False

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.passage = passage_or_404(self.issue, self.kwargs["passage"])

    def context(self) -> dict[str, Any]:
        return super().context() | {"passage": self.passage, "is_opened": self.is_opened}

    def act(self, form: Any) -> Any:
        return show_passage(self.passage, actor=self.gate.user, **form.cleaned_data)


class ShowPassage(_OfPassage):
    """`.../passages/<n>/show/`: put the words back into the texts. They are not shown here."""


class OpenPassage(_OfPassage):
    """`.../passages/<n>/`: read the words; every opening is written down."""

    is_opened = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        open_passage(self.passage, actor=self.gate.user)
        return super().get(request, *args, **kwargs)


# --- who opened what -----------------------------------------------------------------------------

LATEST = ("-id",)


class Accesses(DeskPage):
    """`/<group>/desk/access/`: who opened what is sensitive, the latest first."""

    permission = "access.read"
    template_name = "issues/access_list.html"

    def rows(self) -> Any:
        """The entries by the filters; days are the group's own."""
        wanted = dict(self.filter.wanted)
        if "since" in wanted:
            wanted["since"] = self._midnight(wanted["since"])
        if "until" in wanted:
            wanted["until"] = self._midnight(wanted["until"] + datetime.timedelta(days=1))
        return all_openings(self.group, wanted)

    def _midnight(self, day: datetime.date) -> datetime.datetime:
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time()), self.group.tz)

    @property
    def filter(self) -> AccessFilter:
        """The filters as they stand in the address."""
        return AccessFilter(self.request.GET)

    def context(self) -> dict[str, Any]:
        page = slice_after(self.rows(), self.request.GET.get("after", ""), order=LATEST)
        for entry in page:
            entry.what = what_was_opened(entry.verb)
        return {"group": self.group, "filter": self.filter, "page": page}


class AccessExport(Accesses):
    """`/<group>/desk/access.csv` and `.xlsx`: exactly the filtered list."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        head = [_("when"), _("person"), _("what was opened"), _("of")]
        rows = self.rows().order_by(*LATEST).iterator(chunk_size=500)
        name = f"access-{self.group.slug}"
        title = str(_("Who opened what"))
        return table_response(kwargs["kind"], name, head, self._lines(rows), title=title)

    def _lines(self, rows: Iterable[Entry]) -> Iterable[list[object]]:
        for entry in rows:
            at = timezone.localtime(entry.at, self.group.tz).strftime("%Y-%m-%d %H:%M")
            yield [at, entry.actor_name, what_was_opened(entry.verb), entry.target_label]


def what_was_opened(verb: str) -> str:
    """Give the kind of what was opened in words."""
    return str(dict(AccessFilter.base_fields["what"].choices).get(verb, verb))  # type: ignore[attr-defined]
