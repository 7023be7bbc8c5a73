"""`/<group>/desk/reports/`: the archive, a report on demand, its progress and its files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from groups.gate import DeskForm, DeskPage
from groups.queries import rules_of
from masam.ui.addresses import address
from reports.actions import request_report, subscribe_report, unsubscribe_report
from reports.forms import NoFields, RunForm
from reports.indicators import INCLUSION, by_key
from reports.models import ReportKind, ReportSubscription
from reports.queries import (
    changed_since,
    inclusion_of,
    latest_reports,
    report_file_or_404,
    report_or_404,
)
from reports.tasks import wake
from reports.views.words import inclusion_table

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from reports.models import Report, ReportFile

REFRESH_SECONDS = 2


class ReportList(DeskPage):
    """The archive: every report of the group with its files."""

    permission = "report.read"
    template_name = "reports/report_list.html"

    def context(self) -> dict[str, Any]:
        mine = ReportSubscription.objects.filter(
            group=self.group, user=self.gate.user, kind=ReportKind.MONTHLY
        )
        return {"reports": latest_reports(self.group), "is_subscribed": mine.exists()}


class Inclusion(DeskPage):
    """`/<group>/desk/reports/inclusion/`: who takes part, by the quarter, with the definitions."""

    permission = "report.read"
    template_name = "reports/inclusion.html"

    def context(self) -> dict[str, Any]:
        quarters = inclusion_of(self.group)
        return {
            "group": self.group,
            "indicators": INCLUSION,
            "tables": [inclusion_table(item, quarters) for item in INCLUSION],
            "least": rules_of(self.group).community_percent,
        }


class ReportRun(DeskForm):
    """Asks for a report of a closed period; the same period twice leads to the same report."""

    permission = "report.run"
    template_name = "reports/report_run.html"
    form_class = RunForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"today": self.group.today()}

    def act(self, form: RunForm) -> Report:
        report = request_report(
            self.group, actor=self.gate.user, period=form.cleaned_data["period"]
        )
        if not report.is_ready:
            transaction.on_commit(partial(wake, self.group.pk, report.pk))
        return report

    def success_url(self, result: Report) -> str:
        return address(self.group.slug, "desk", "reports", result.number)


class ReportDetail(DeskPage):
    """How far a report is; then its files, and what later edits would change."""

    permission = "report.read"
    template_name = "reports/report_detail.html"

    def context(self) -> dict[str, Any]:
        report = report_or_404(self.gate, self.kwargs["number"])
        for file in report.files.all():
            file.report = report
        return {
            "report": report,
            "is_open": report.state in {"queued", "running"},
            "refresh": REFRESH_SECONDS,
            "changes": [(_label(name), then, now) for name, then, now in changed_since(report)],
        }


def _label(name: str) -> str:
    words = {
        "recorded_before": _("Issues recorded, period before"),
        "fixed_before": _("Verified fixed, period before"),
        "open": _("of the recorded: open"),
        "acting": _("of the recorded: in action"),
        "fixed_by_now": _("of the recorded: verified fixed by now"),
        "referred": _("of the recorded: referred up"),
        "apart": _("of the recorded: rejected or merged"),
        "sent": _("Sent to an office"),
        "on_time": _("Answered on time"),
        "actions": _("Joint actions planned"),
        "actions_done": _("Joint actions done"),
        "feedback_due": _("Feedback whose last day for an answer is over"),
    }
    return words.get(name) or str(by_key[name].name)


class ReportDownload(DeskPage):
    """One file of a report."""

    permission = "report.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        file: ReportFile = report_file_or_404(self.gate, kwargs["number"], kwargs["name"])
        with file.file.open("rb") as stored:  # some hundred kilobytes
            response = HttpResponse(stored.read(), content_type=file.content_type)
        response["Content-Disposition"] = f'attachment; filename="{file.name}"'
        response["ETag"] = f'"{file.sha256}"'
        return response


class ReportSubscribe(DeskForm):
    """Tells the person from now on when a report is ready."""

    permission = "report.read"
    template_name = "reports/report_subscribe.html"
    form_class = NoFields

    def act(self, form: NoFields) -> Any:
        return subscribe_report(self.group, actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "reports")


class ReportUnsubscribe(ReportSubscribe):
    """Tells the person no more."""

    template_name = "reports/report_unsubscribe.html"

    def act(self, form: NoFields) -> Any:
        return unsubscribe_report(self.group, actor=self.gate.user)
