"""Files: filtered lists as tables, public issues and lessons as Atom, uploaded rows as issues."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import Widget

from issues.actions import log_issue
from issues.models import Issue, ReporterClass
from masam.organisations.models import Sector
from masam.organisations.queries import service_points_in
from masam.places.models.names import fold
from masam.spreadsheets.resources import TableResource
from masam.ui.addresses import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from issues.models import JointAction, Lesson
    from issues.queries import Line
    from masam.organisations.models import Organisation


def headings() -> list[str]:
    """Give the first line, in the reader's language."""
    return [
        _("number"), _("group"), _("problem in one line"), _("sector"), _("category"),
        _("service point"), _("place code"), _("state"), _("responsible organisation"),
        _("logged"), _("problem verified"), _("due"), _("fix claimed"), _("fix verified"),
    ]  # fmt: skip


def cells(issue: Issue) -> list[object]:
    """Give the line of one issue; days are in the group's zone, as year-month-day."""
    days = [_day(issue, moment) for moment in (issue.logged_at, issue.verified_at)]
    ends = [_day(issue, moment) for moment in (issue.claimed_at, issue.fixed_at)]
    row: list[object] = [
        issue.code, issue.group.name, issue.title, issue.get_sector_display(), issue.category,
        issue.service_point, issue.unit.code if issue.unit else "", issue.get_state_display(),
        issue.responsible, *days, issue.due_date.isoformat() if issue.due_date else "", *ends,
    ]  # fmt: skip
    return row


def desk_headings() -> list[str]:
    """Give the first line of the desk's own file: with what the group marked issues by."""
    return [*headings(), _("priority"), _("tags"), _("me too")]


def desk_cells(issue: Issue) -> list[object]:
    """Give the line of an issue that came `marked`."""
    level = issue.priority.level if hasattr(issue, "priority") else ""
    tags = ", ".join(row["tag__name"] for row in issue.tags)  # type: ignore[attr-defined]
    return [*cells(issue), level, tags, issue.echo.count if hasattr(issue, "echo") else 0]


def _day(issue: Issue, moment: datetime | None) -> str:
    return timezone.localtime(moment, issue.group.tz).date().isoformat() if moment else ""


def atom(issues: Iterable[Issue], *, title: str, root: str, path: str) -> bytes:
    """Give public issues as an Atom feed; `root` is the site's address, `path` the list's."""
    feed = Atom1Feed(
        title=title,
        link=root + path,
        description=None,
        language=get_language(),
        feed_url=root + path.rstrip("/") + ".atom",
    )
    for issue in issues:
        place = issue.service_point.name if issue.service_point else ""
        words = [str(issue.get_state_display()), place, str(issue.responsible or "")]
        feed.add_item(
            title=f"{issue.code} {issue.title}",
            link=root + address(issue.group.slug, "issues", issue.code),
            description=" · ".join(word for word in words if word),
            pubdate=issue.published_at,
            updateddate=max(issue.state_at, issue.published_at or issue.state_at),
        )
    return feed.writeString("utf-8").encode()


def timeline_atom(issue: Issue, lines: Sequence[Line], *, link: str) -> bytes:
    """Give the public steps of one issue as an Atom feed, the newest first."""
    feed = Atom1Feed(
        title=f"{issue.code} {issue.title}",
        link=link,
        description=None,
        language=get_language(),
        feed_url=link.rstrip("/") + ".atom",
    )
    for line in reversed(lines):
        who = f"{line.who} · " if line.who else ""
        feed.add_item(
            title=f"{who}{line.what}",
            link=f"{link}#steps",
            unique_id=f"{link}#{line.at.isoformat()}",
            description=line.note,
            pubdate=line.at,
            updateddate=line.at,
        )
    return feed.writeString("utf-8").encode()


class _Choice(Widget):
    """A word that must be one of a list: its key, or its name in either language."""

    def __init__(self, choices: Any, default: str = "") -> None:
        super().__init__()
        self.choices, self.default = choices, default

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        if not str(value).strip():
            return self.default
        known = self._names()
        if fold(str(value)) not in known:
            names = ", ".join(str(label) for _key, label in self.choices)
            raise ValueError(
                _("“%(value)s” is not known here. Write one of: %(names)s.")
                % {"value": value, "names": names}
            )
        return known[fold(str(value))]

    def _names(self) -> dict[str, str]:
        names = {fold(str(key)): str(key) for key, _label in self.choices}
        for language in ("mn", "en"):
            with override(language):
                names |= {fold(str(label)): str(key) for key, label in self.choices}
        return names


class _Line(Widget):
    """A text of at most so many letters; never shortened in silence."""

    def __init__(self, most: int, *, is_required: bool = False) -> None:
        super().__init__()
        self.most, self.is_required = most, is_required

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = str(value).strip()
        if self.is_required and not text:
            raise ValueError(_("This cell is empty."))
        if len(text) > self.most:
            raise ValueError(
                _("The text has %(count)d letters; at most %(most)d fit.")
                % {"count": len(text), "most": self.most}
            )
        return text


class IssueResource(TableResource):
    """Rows of an uploaded table as issues. The same file again logs nothing twice."""

    kind = "issues.issue"
    columns = {
        "title": (gettext_lazy("problem in one line"), "title", "Асуудал"),
        "sector": (gettext_lazy("sector"), "Салбар"),
        "service_point": (gettext_lazy("service point"), "Үйлчилгээний цэг", "Байгууллага"),
        "reporter_class": (gettext_lazy("who raised it"), "Хэн мэдэгдсэн"),
        "detail": (gettext_lazy("details"), "Дэлгэрэнгүй"),
    }
    required = ("title",)

    title = Field("title", "title", widget=_Line(160, is_required=True))
    sector = Field("sector", "sector", widget=_Choice(Sector.choices))
    service_point = Field("service_point", "service_point", widget=_Line(200))
    reporter_class = Field(
        "reporter_class", "reporter_class",
        widget=_Choice(ReporterClass.choices, ReporterClass.CITIZEN),
    )  # fmt: skip
    detail = Field("detail", "detail", widget=_Line(4000))

    class Meta:
        model = Issue
        fields = ("title", "sector", "service_point", "reporter_class", "detail")
        import_id_fields = ()
        skip_diff = True
        clean_model_instances = False

    @cached_property
    def points(self) -> dict[str, Organisation]:
        """The service points of the group's place by their folded names; read once."""
        found: dict[str, Organisation] = {}
        for point in service_points_in(self.group.unit):
            found.setdefault(fold(point.name_mn), point)
            if point.name_en:
                found.setdefault(fold(point.name_en), point)
        return found

    def import_field(self, field: Any, instance: Any, row: Any, *args: Any, **kwargs: Any) -> None:
        """Find the service point by its name; everything else is a text."""
        if field.attribute != "service_point":
            super().import_field(field, instance, row, *args, **kwargs)
            return
        name = str(row.get("service_point", "")).strip()
        if name and fold(name) not in self.points:
            raise ValueError(
                _("“%(name)s” is no service point of this place. Write its name as in the list.")
                % {"name": name}
            )
        instance.service_point = self.points.get(fold(name)) if name else None

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:  # noqa: FBT001 - reason: the library's signature
        """Log the issue by its action: number, audit and notices as if it were typed."""
        self.row_key = self.key_of(row)
        super().save_instance(instance, is_create, row, **kwargs)

    def do_instance_save(self, instance: Any, is_create: bool) -> None:  # noqa: FBT001 - reason: the library's signature
        """Take the sector of the service point when the row names none."""
        point = instance.service_point
        logged = log_issue(
            self.group, actor=self.actor, title=instance.title, detail=instance.detail,
            sector=instance.sector or (point.sector if point else ""), service_point=point,
            reporter_class=instance.reporter_class, client_key=self.row_key,
        )  # fmt: skip
        instance.pk = logged.pk


# --- joint actions -------------------------------------------------------------------------------


def action_headings() -> list[str]:
    """Give the first line of the file of joint actions, in the reader's language."""
    return [
        _("number"), _("what will be done"), _("state"), _("due"),
        _("owner on the government side"), _("confirmed"),
        _("owner on the civil society side"), _("confirmed"), _("issue"), _("sector"),
        _("budget, MNT"), _("who pays"), _("legal basis"), _("planned on"), _("done on"),
    ]  # fmt: skip


def action_cells(action: JointAction) -> list[object]:
    """Give the line of one joint action of `desk_actions`; days are in the group's zone."""
    zone = action.group.tz
    moments = (action.government_done_at, action.civil_done_at, action.planned_at, action.done_at)
    days = [timezone.localtime(each, zone).date() if each else None for each in moments]
    issue = action.issue
    return [
        action.number, action.title, action.get_state_display(), action.due_date,
        action.government_owner.name, days[0], action.civil_owner.name, days[1],
        f"{action.group.code}-{issue.number} {issue.title}" if issue else "",
        issue.get_sector_display() if issue else "", action.budget_mnt, action.budget_source,
        action.legal_basis, days[2], days[3],
    ]  # fmt: skip


# --- lessons -------------------------------------------------------------------------------------


def lesson_headings() -> list[str]:
    """Give the first line of the lessons' file, in the reader's language."""
    return [
        _("number"), _("group"), _("state"), _("published"), _("sector"), _("place"),
        _("type of service point"), _("tool used"), _("title"), _("what the problem was"),
        _("what worked"), _("what to watch out for"), _("reopened"), _("address"),
    ]  # fmt: skip


def lesson_cells(lesson: Lesson) -> list[object]:
    """Give the line of one lesson; days are in the group's zone."""
    zone = lesson.group.tz
    days = [
        timezone.localtime(moment, zone).date() if moment else None
        for moment in (lesson.published_at, lesson.reopened_at)
    ]
    link = settings.BASE_URL + lesson_path(lesson) if lesson.is_public else ""
    return [
        lesson.number, lesson.group.name, lesson.get_state_display(), days[0],
        lesson.get_sector_display(), lesson.unit.name if lesson.unit else "",
        lesson.get_point_type_display(), lesson.get_tool_display(), lesson.title, lesson.problem,
        lesson.worked, lesson.watch, days[1], link,
    ]  # fmt: skip


def lesson_path(lesson: Lesson) -> str:
    """Give the address of a published lesson."""
    return address(lesson.group.slug, "lessons", lesson.number)


def lesson_atom(lessons: Iterable[Lesson], *, title: str) -> bytes:
    """Give published lessons as an Atom feed."""
    root = settings.BASE_URL
    feed = Atom1Feed(
        title=title,
        link=root + address("lessons"),
        description=None,
        language=get_language(),
        feed_url=root + address("lessons").rstrip("/") + ".atom",
    )
    for lesson in lessons:
        feed.add_item(
            title=lesson.title,
            link=root + lesson_path(lesson),
            description=lesson.worked,
            author_name=lesson.group.name,
            pubdate=lesson.published_at,
            updateddate=lesson.reopened_at or lesson.published_at,
        )
    return feed.writeString("utf-8").encode()
