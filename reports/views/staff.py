"""`/national/...`: what national staff see. Roll-ups and what is published, never a case."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from groups.gate import NationalPage
from masam.accounts.models import NationalRole
from masam.calendars.periods import Kind, last_closed
from reports.queries import completeness, national_dashboard
from reports.views.national import _Chosen
from reports.views.words import tiles_of


class Overview(NationalPage, _Chosen):
    """The public figures, and which group has not met or reported."""

    template_name = "reports/national_home.html"

    def etag(self) -> str | None:
        return None

    def context(self) -> dict[str, Any]:
        period = last_closed(Kind.MONTH)
        return self.figures_context() | {
            "month": period,
            "silent": [row for row in completeness(period) if row.is_silent],
        }


class Groups(NationalPage, _Chosen):
    """Every group: did it meet, record and report in the period? Asked, never shamed."""

    template_name = "reports/national_groups.html"

    def etag(self) -> str | None:
        return None

    def context(self) -> dict[str, Any]:
        choice, ignored, _groups = self._read
        is_coordinator = self.request.user.national_role == NationalRole.COORDINATOR  # type: ignore[union-attr]
        return {
            "choice": choice,
            "ignored": ignored,
            "standings": completeness(choice.period),
            "is_coordinator": is_coordinator,
        }


class Compare(NationalPage, _Chosen):
    """The same figures in the chosen period and in the one before it."""

    template_name = "reports/national_compare.html"

    def etag(self) -> str | None:
        return None

    def context(self) -> dict[str, Any]:
        choice = self._read[0]
        earlier = choice.changed(period=choice.period.previous)
        sides = [national_dashboard(each, self._version) for each in (earlier, choice)]
        tiles = [
            tiles_of(side.figures, side.choice, median=side.median_days, cut=side.cut_date)
            for side in sides
        ]
        return self.figures_context() | {
            "earlier": earlier,
            "pairs": list(zip(*tiles, strict=True)),
        }


class Coming(NationalPage):
    """A page whose work is not built yet: it says what stands and where to look meanwhile."""

    template_name = "reports/national_coming.html"
    title: ClassVar[Any] = ""
    stands: ClassVar[Any] = ""

    def context(self) -> dict[str, Any]:
        return {"title": self.title, "stands": self.stands}


class Results(Coming):
    """The project's expected results."""

    title = gettext_lazy("Results framework")
    stands = gettext_lazy(
        "The indicators are defined and counted; baselines, targets and the seven expected "
        "results are not entered yet. Until then the overview shows the figures of every period."
    )


class Reports(Coming):
    """Reports for donors."""

    title = gettext_lazy("Reports for donors")
    stands = gettext_lazy(
        "Every group makes its own report each month. The half-yearly report for donors is not "
        "built yet; the open data holds the same figures."
    )


class Crosstab(Coming):
    """Rows, columns, measure."""

    title = gettext_lazy("Cross-tab")
    stands = gettext_lazy(
        "Free tables of rows and columns are not built yet. The open data can be turned into any "
        "table in a spreadsheet."
    )


class Settings(Coming):
    """Groups, legal rules, indicators."""

    title = gettext_lazy("National settings")
    stands = gettext_lazy(
        "Groups are opened, paused and closed under “Groups”, phases of the project there too. Legal "
        "rules and holidays are kept by the system administrator for now."
    )
