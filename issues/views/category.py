"""The group's own list of categories, what each asks, and the answers of an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm, DeskPage
from issues.actions import (
    add_category,
    answer_questions,
    remove_category,
    rename_category,
    restore_category,
    retire_category,
    set_questions,
    sort_category,
)
from issues.forms import (
    AskedForm,
    CategoryForm,
    MoveForm,
    ParticularsForm,
    QuestionsForm,
    RenameForm,
    SortForm,
)
from issues.queries import (
    all_categories,
    category_or_404,
    particulars_or_404,
    version_asked,
    versions_of,
)
from issues.views.base import IssueForm
from masam.organisations.models import Sector
from masam.spreadsheets.serving import table_response
from masam.ui.addresses import address

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponseBase

    from issues.models import Category, Particulars

DUTY = "category.manage"


class Categories(DeskForm):
    """`/<group>/desk/categories/`: the list by sector; its buttons move a row up or down."""

    permission = DUTY
    template_name = "issues/category_list.html"
    form_class = SortForm

    def context(self) -> dict[str, Any]:
        rows = all_categories(self.group)
        parts = [(sector.label, [row for row in rows if row.sector == sector]) for sector in Sector]
        return {"group": self.group, "parts": parts}

    def act(self, form: Any) -> Category:
        key, up = form.wanted
        return sort_category(category_or_404(self.gate, key), actor=self.gate.user, up=up)

    def success_url(self, result: Category) -> str:
        return f"{address(self.group.slug, 'desk', 'categories')}#category-{result.pk}"


class CategoryExport(DeskPage):
    """`/<group>/desk/categories.csv` and `.xlsx`: the list with how often each was used."""

    permission = DUTY

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        head = [_("sector"), _("name in Mongolian"), _("name in English"), _("in use"),
                _("issues"), _("questions")]  # fmt: skip
        lines = (
            [
                row.get_sector_display(), row.name_mn, row.name_en,
                _("yes") if row.is_active else _("no"), row.used,  # type: ignore[attr-defined]
                "; ".join(each["mn"] for each in row.asked or ()),  # type: ignore[attr-defined]
            ]
            for row in all_categories(self.group)
        )  # fmt: skip
        name = f"categories-{self.group.slug}"
        return table_response(kwargs["kind"], name, head, lines, title=str(_("Categories")))


class CategoryAdd(DeskForm):
    """`.../categories/new/`: one more."""

    permission = DUTY
    template_name = "issues/category_form.html"
    form_class = CategoryForm

    def context(self) -> dict[str, Any]:
        back = address(self.group.slug, "desk", "categories")
        return {"group": self.group, "heading": _("Add a category"), "back": back}

    def act(self, form: Any) -> Category:
        return add_category(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Category) -> str:
        return address(self.group.slug, "desk", "categories", result.pk)


class _OfCategory(DeskForm):
    """A form about one category."""

    permission = DUTY
    template_name = "issues/category_form.html"
    form_class: ClassVar[type[BaseForm]] = MoveForm
    heading: Any = ""
    button: Any = _("Save")
    lead: Any = ""

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.category = category_or_404(self.gate, self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        back = address(self.group.slug, "desk", "categories", self.category.pk)
        return {
            "group": self.group, "category": self.category, "back": back,
            "heading": self.heading, "button": self.button, "lead": self.lead,
        }  # fmt: skip

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "categories", self.category.pk)


class CategoryDetail(_OfCategory):
    """`.../categories/<id>/`: names, questions and their versions, and what else can be done."""

    template_name = "issues/category_detail.html"
    form_class = RenameForm

    def initial(self) -> dict[str, Any]:
        return {"name_mn": self.category.name_mn, "name_en": self.category.name_en}

    def context(self) -> dict[str, Any]:
        back = address(self.group.slug, "desk", "categories")
        return super().context() | {"versions": versions_of(self.category), "back": back}

    def act(self, form: Any) -> Category:
        return rename_category(self.category, actor=self.gate.user, **form.cleaned_data)


class CategoryRetire(_OfCategory):
    """`.../retire/`: no longer offered; issues that have it keep it."""

    heading = _("Retire the category")
    button = _("Retire")
    lead = _("It is no longer offered for new issues. Those that have it keep it.")

    def act(self, form: Any) -> Category:
        return retire_category(self.category, actor=self.gate.user, note=form.cleaned_data["note"])


class CategoryOffer(_OfCategory):
    """`.../offer/`: a retired one is offered again."""

    heading = _("Offer the category again")
    button = _("Offer again")

    def act(self, form: Any) -> Category:
        return restore_category(self.category, actor=self.gate.user, note=form.cleaned_data["note"])


class CategoryRemove(_OfCategory):
    """`.../remove/`: delete one that was never used."""

    heading = _("Delete the category")
    button = _("Delete")
    lead = _("Only a category that no issue ever had can be deleted.")

    def act(self, form: Any) -> None:
        remove_category(self.category, actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "categories")


class CategoryQuestions(_OfCategory):
    """`.../questions/`: what is asked from now on; older issues keep their questions."""

    template_name = "issues/category_questions.html"
    form_class = QuestionsForm
    heading = _("Questions of the category")

    @property
    def latest(self) -> Any:
        """The version that counts now."""
        return next(iter(versions_of(self.category)), None)

    def form_kwargs(self) -> dict[str, Any]:
        return {"questions": self.latest.questions if self.latest else []}

    def initial(self) -> dict[str, Any]:
        return {"number": self.latest.number if self.latest else 0}

    def act(self, form: Any) -> Any:
        words = form.cleaned_data
        return set_questions(
            self.category, actor=self.gate.user, questions=words["questions"],
            number=words["number"],
        )  # fmt: skip


class AskedQuestions(DeskPage):
    """`/<group>/desk/issues/asked/?category=7`: a piece of the log, asked for when one is chosen."""

    permission = "issue.log"
    template_name = "issues/_category_questions.html"

    def context(self) -> dict[str, Any]:
        version = version_asked(self.group, self.request.GET.get("category", ""))
        return {"form": AskedForm(version=version)}


class IssueQuestions(IssueForm):
    """`.../issues/<no>/questions/`: what its category asks; the second step of a log."""

    permission = "issue.log"
    verb = "log"
    form_class = ParticularsForm
    template_name = "issues/issue_questions.html"
    particulars: Particulars | None

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.particulars = particulars_or_404(self.issue)

    def form_kwargs(self) -> dict[str, Any]:
        row: Any = self.particulars
        return {"questions": row.version.questions, "answers": row.answers}

    def context(self) -> dict[str, Any]:
        return super().context() | {"particulars": self.particulars}

    def act(self, form: Any) -> Any:
        row: Any = self.particulars
        answers = form.answers
        return answer_questions(self.issue, actor=self.gate.user, particulars=row, answers=answers)
