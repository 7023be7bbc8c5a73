"""`manage.py runreport monthly --group khovd --period 2026-Q3`: make a report now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from groups.models import Group
from masam.calendars.periods import parse
from masam.tenancy import in_group
from masam.wire.errors import DomainError
from reports.actions import request_report
from reports.models import ReportKind
from reports.queries import latest_reports
from reports.tasks import work_on

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Makes a report of a group in this process; an existing one is left as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("report", choices=ReportKind.values)
        parser.add_argument("--group", required=True, help="slug of the group")
        parser.add_argument("--period", required=True, help="for example 2026-09 or 2026-Q3")

    def handle(self, *args: Any, **options: Any) -> None:
        group = Group.objects.filter(slug=options["group"]).first()
        if group is None:
            raise CommandError(f"There is no group {options['group']!r}.")
        with in_group(group):
            try:
                report = request_report(
                    group, actor=None, period=parse(options["period"]), kind=options["report"]
                )
            except DomainError as error:
                raise CommandError(str(error)) from error
            work_on(group.pk, report.pk, worker="runreport")
            self._tell(group, report.pk)

    def _tell(self, group: Group, pk: int) -> None:
        report = next(row for row in latest_reports(group) if row.pk == pk)
        if not report.is_ready:
            raise CommandError(f"Not made: {report.error or report.get_state_display()}")
        for file in report.files.all():
            self.stdout.write(f"{file.name}  {file.file.name}  {file.size}")
