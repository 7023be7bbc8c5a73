"""What reports remember, one module per noun."""

from reports.models.report import Report, ReportFile, ReportKind, ReportSubscription
from reports.models.tally import Measure, Tally

__all__ = ["Measure", "Report", "ReportFile", "ReportKind", "ReportSubscription", "Tally"]
