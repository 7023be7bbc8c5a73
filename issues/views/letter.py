"""Formal letters at the desk: the register, one letter, and what is done with it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm, DeskPage
from issues.actions import draft_letter, drop_letter, edit_letter, send_letter, settle_words
from issues.filters import LetterFilter
from issues.forms import DropForm, LetterForm, NothingForm, SendForm, WordsForm
from issues.lifecycle import WORDS
from issues.queries import (
    HOLES,
    LETTER_ORDER,
    MOST_LETTERS,
    addressees_of,
    answered_since,
    desk_letters,
    issue_or_404,
    letter_or_404,
    letter_pdf,
    letter_words,
    sheet_of,
)
from issues.resources import letter_cells, letter_headings
from masam.audit.queries import entries_of
from masam.spreadsheets.serving import table_response
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponseBase

    from issues.models import Issue, Letter, LetterWords

TEXTS = ("subject_mn", "body_mn", "subject_en", "body_en")


class _Filtered(DeskPage):
    """Reads the filters of the address."""

    permission = "issue.read"

    @cached_property
    def filter(self) -> LetterFilter:
        """The filters as they stand in the address."""
        return LetterFilter(self.request.GET, addressees=addressees_of(self.group))


class LetterList(_Filtered):
    """`/<group>/desk/letters/`: the register, drafts too."""

    template_name = "issues/letter_list.html"

    def context(self) -> dict[str, Any]:
        rows = desk_letters(self.group, self.filter.wanted)
        after = self.request.GET.get("after", "")
        return {
            "group": self.group,
            "filter": self.filter,
            "page": slice_after(rows, after, order=LETTER_ORDER),
        }


class LetterExport(_Filtered):
    """`/<group>/desk/letters.csv` and `.xlsx`: exactly the filtered register."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = desk_letters(self.group, self.filter.wanted).order_by(*LETTER_ORDER)[:MOST_LETTERS]
        lines = [letter_cells(letter) for letter in rows]
        return table_response(
            self.kwargs["kind"], f"letters-{self.group.slug}", letter_headings(), lines
        )


class LetterDraft(DeskForm):
    """`/<group>/desk/letters/new/?issue=KHO-42`: a letter by hand, outside the ladder."""

    permission = "letter.write"
    template_name = "issues/letter_draft.html"
    form_class = NothingForm

    @cached_property
    def issue(self) -> Issue:
        """The issue the letter is about; 404 when the address names none."""
        return issue_or_404(self.gate, self.request.GET.get("issue", ""))

    def context(self) -> dict[str, Any]:
        back = address(self.group.slug, "desk", "issues", self.issue.code)
        return {"group": self.group, "issue": self.issue, "back": back}

    def act(self, form: Any) -> Letter:
        return draft_letter(self.issue, actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "letters", result.pk)


class LetterDetail(DeskPage):
    """`/<group>/desk/letters/<pk>/`: the paper as it is or will be, and its next steps."""

    permission = "issue.read"
    template_name = "issues/letter_detail.html"

    def context(self) -> dict[str, Any]:
        letter = letter_or_404(self.gate, self.kwargs["pk"])
        today = self.group.today()
        sheet = letter.sheet or sheet_of(letter, number=letter.code, day=today)
        entries = [(row, WORDS[row.verb]) for row in entries_of(letter) if row.verb in WORDS]
        return {
            "group": self.group,
            "letter": letter,
            "sheet": sheet,
            "lines": entries,
            "answer": answered_since(letter),
        }


class LetterPdf(DeskPage):
    """`.../letter.pdf`: the paper."""

    permission = "issue.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        letter = letter_or_404(self.gate, self.kwargs["pk"])
        response = HttpResponse(letter_pdf(letter), content_type="application/pdf")
        name = f"{self.group.slug}-letter-{letter.number or 'draft'}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response


class _OneLetter(DeskForm):
    """A form about one letter."""

    template_name = "issues/letter_form.html"
    heading: ClassVar[Any] = ""
    button: ClassVar[Any] = ""

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.letter: Letter = letter_or_404(self.gate, self.kwargs["pk"])

    def initial(self) -> dict[str, Any]:
        return {"version": self.letter.version}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "letter": self.letter, "back": self.success_url(None)}

    def render_form(self, form: BaseForm, *, status: int = 200) -> HttpResponse:
        if status == 409:  # the next try starts from what now stands
            self.letter = letter_or_404(self.gate, self.kwargs["pk"])
            show_theirs(form, self.letter.version)
        return super().render_form(form, status=status)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "letters", self.letter.pk)


def show_theirs(form: Any, version: int) -> None:
    """Put the version that now stands into a refused form, and words before what others wrote."""
    form.data = form.data.copy()
    form.data["version"] = str(version)
    theirs = getattr(form, "theirs", None) or {}
    form.theirs = {str(form.fields[name].label): text for name, text in theirs.items()}


class LetterEdit(_OneLetter):
    """`.../edit/`: correct a draft; 409 with both texts when somebody else did."""

    permission = "letter.write"
    form_class = LetterForm
    heading, button = _("Correct the letter"), _("Save")

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.letter, name) for name in LetterForm.base_fields}

    def act(self, form: Any) -> Letter:
        return edit_letter(self.letter, actor=self.gate.user, **form.cleaned_data)


class LetterSend(_OneLetter):
    """`.../send/`: a person signs off; the letter gets its number and goes out."""

    permission = "letter.send"
    form_class = SendForm
    template_name = "issues/letter_send.html"
    heading, button = _("Sign off and send"), _("Sign off and send")

    def context(self) -> dict[str, Any]:
        sheet = sheet_of(self.letter, number="", day=self.group.today())
        return super().context() | {"sheet": sheet}

    def act(self, form: Any) -> Letter:
        version = form.cleaned_data["version"]
        return send_letter(self.letter, actor=self.gate.user, version=version)


class LetterDrop(_OneLetter):
    """`.../drop/`: throw a draft away, with the reason."""

    permission = "letter.send"
    form_class = DropForm
    heading, button = _("Throw the draft away"), _("Throw away")

    def act(self, form: Any) -> Letter:
        return drop_letter(self.letter, actor=self.gate.user, **form.cleaned_data)


class LetterText(DeskForm):
    """`/<group>/desk/letters/text/`: the text every letter of the group starts from."""

    permission = "ladder.edit"
    form_class = WordsForm
    template_name = "issues/letter_text.html"

    @cached_property
    def words(self) -> LetterWords:
        """The text as it stands."""
        return letter_words(self.group)

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.words, name) for name in (*TEXTS, "version")}

    def context(self) -> dict[str, Any]:
        holes = [(f"{{{name}}}", words) for name, words in HOLES.items()]
        return {"group": self.group, "holes": holes}

    def render_form(self, form: BaseForm, *, status: int = 200) -> HttpResponse:
        if status == 409:
            show_theirs(form, letter_words(self.group).version)
        return super().render_form(form, status=status)

    def act(self, form: Any) -> LetterWords:
        return settle_words(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "letters")
