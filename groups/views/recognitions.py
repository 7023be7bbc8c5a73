"""Certificates at the desk: the register, a new one, one with its sheet to print."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from groups.actions import award_recognition, revoke_recognition
from groups.exports import certificate_pdf
from groups.filters import RecognitionFilter
from groups.forms import AwardForm, NoteForm
from groups.gate import DeskForm, DeskPage
from groups.queries import (
    RECOGNITION_ORDER,
    deeds_of,
    facilitators,
    organisations_to_recognise,
    recognition_or_404,
    recognitions_of,
)
from groups.resources import recognition_cells, recognition_headings
from masam.spreadsheets.serving import table_response
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from groups.models import Recognition
    from groups.queries import Deed


class _Register(DeskPage):
    """Reads the filters of the address."""

    permission = "lesson.read"

    @cached_property
    def filter(self) -> RecognitionFilter:
        """The filters as they stand in the address."""
        return RecognitionFilter(self.request.GET)


class RecognitionList(_Register):
    """`/<group>/desk/recognitions/`: the register of certificates."""

    template_name = "groups/recognition_list.html"

    def context(self) -> dict[str, Any]:
        rows = recognitions_of(self.group, self.filter.wanted)
        after = self.request.GET.get("after", "")
        page = slice_after(rows, after, order=RECOGNITION_ORDER)
        return {"group": self.group, "filter": self.filter, "page": page}


class RecognitionExport(_Register):
    """`/<group>/desk/recognitions.csv` and `.xlsx`: exactly the filtered list."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = recognitions_of(self.group, self.filter.wanted).order_by(*RECOGNITION_ORDER)
        lines = [recognition_cells(row) for row in rows[:5000]]
        name = f"recognitions-{self.group.slug}"
        return table_response(self.kwargs["ending"], name, recognition_headings(), lines)


class RecognitionAward(DeskForm):
    """`/<group>/desk/recognitions/new/`: choose what and for whom; `?deed=` chooses before."""

    permission = "recognition.award"
    template_name = "groups/recognition_award.html"
    form_class = AwardForm

    @cached_property
    def deeds(self) -> list[Deed]:
        """What can be recognised."""
        return deeds_of(self.group)

    def form_kwargs(self) -> dict[str, Any]:
        organisations = organisations_to_recognise(self.group, self.deeds)
        return {"deeds": self.deeds, "organisations": organisations}

    def initial(self) -> dict[str, Any]:
        first = facilitators(self.group).first()
        return {
            "deed": self.request.GET.get("deed", ""),
            "awarded_date": self.group.today(),
            "civil_chair": first.name if first else "",
        }

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "deeds": self.deeds}

    def act(self, form: Any) -> Recognition:
        return award_recognition(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Recognition) -> str:
        return address(self.group.slug, "desk", "recognitions", result.number)


class RecognitionPage(DeskPage):
    """`/<group>/desk/recognitions/<no>/`: what it says, and the sheet in both languages."""

    permission = "lesson.read"
    template_name = "groups/recognition_detail.html"

    def context(self) -> dict[str, Any]:
        row = recognition_or_404(self.gate, self.kwargs["number"])
        return {"group": self.group, "recognition": row}


class RecognitionSheet(DeskPage):
    """`.../mn.pdf` and `.../en.pdf`: the certificate to print. Drawn in about 0.05 seconds."""

    permission = "lesson.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        row, language = recognition_or_404(self.gate, kwargs["number"]), kwargs["language"]
        response = HttpResponse(certificate_pdf(row, language), content_type="application/pdf")
        name = f"{self.group.slug}-recognition-{row.number}.{language}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response


class RecognitionRevoke(DeskForm):
    """`.../revoke/`: take it back, with the reason."""

    permission = "recognition.award"
    template_name = "groups/recognition_revoke.html"
    form_class = NoteForm

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        self.recognition = recognition_or_404(self.gate, self.kwargs["number"])

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "recognition": self.recognition}

    def act(self, form: Any) -> Recognition:
        note = form.cleaned_data["note"]
        return revoke_recognition(self.recognition, actor=self.gate.user, note=note)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "recognitions", self.recognition.number)
