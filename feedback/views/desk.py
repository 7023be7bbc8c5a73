"""The group's desk: the inbox and what can be done with a case."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import Http404

from feedback import actions, permissions
from feedback.filters import CaseFilter
from feedback.forms import AnswerForm, CloseForm, EnterForm, PlainForm, RaiseForm
from feedback.models import Contact
from feedback.queries import case_or_404, points_of, still_to_tell, talk_of, way_of
from feedback.views.give import ReceiptForm
from groups.gate import DeskForm, DeskPage
from masam.attachments.serving import file_response
from masam.audit.actions import record_access
from masam.audit.queries import entries_of
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from feedback.models import Case


class Inbox(DeskPage):
    """`/<group>/desk/feedback/`: what citizens said, the earliest due first."""

    permission = "feedback.read"
    template_name = "feedback/case_list.html"

    def context(self) -> dict[str, Any]:
        asked = CaseFilter(self.request.GET)
        after = self.request.GET.get("after", "")
        page = slice_after(asked.cases(), after, order=("due_date", "id"))
        calls = still_to_tell(self.group).count() if "feedback.contact" in self.gate.may else 0
        return {"filter": asked, "page": page, "calls": calls, "words": asked.words()}


class OfCase:
    """Finds the case of the address, for somebody with the duty of the page."""

    permission: ClassVar[str]
    gate: Any
    kwargs: dict[str, Any]

    @cached_property
    def case(self) -> Case:
        return case_or_404(self.gate, self.kwargs["number"], to=self.permission.split(".")[1])

    def url(self, *rest: object) -> str:
        """Give an address of the group's feedback."""
        return address(self.gate.group.slug, "desk", "feedback", *rest)


class CasePage(OfCase, DeskPage):
    """`.../feedback/<no>/`: the words, the photos, the talk, and the next steps."""

    permission = "feedback.read"
    template_name = "feedback/case_detail.html"

    def context(self) -> dict[str, Any]:
        case, may = self.case, self.gate.may
        return {
            "case": case,
            "talk": talk_of(case),
            "photos": case.photos.order_by("id"),
            "told": case.tellings.order_by("id"),
            "way": way_of(case),
            "history": entries_of(case).select_related(None),
            "may_read": permissions.may_read(may, case),
            "may_answer": permissions.may_answer(may, case),
            "may_close": permissions.may_close(may, case),
            "may_raise": permissions.may_raise(may, case),
            "answer": AnswerForm(initial={"version": case.version}),
        }


class CaseForm(OfCase, DeskForm):
    """A form about one case; afterwards the case is shown again."""

    def context(self) -> dict[str, Any]:
        return {"case": self.case}

    def initial(self) -> dict[str, Any]:
        return {"version": self.case.version}

    def success_url(self, result: Any) -> str:
        return self.url(self.case.number)


class CaseRead(CaseForm):
    """`<no>/read/`: the citizen sees that somebody has read it."""

    permission = "feedback.answer"
    template_name = "feedback/case_read.html"
    form_class = PlainForm

    def act(self, form: Any) -> Any:
        return actions.read_case(self.case, actor=self.gate.user)


class CaseAnswer(CaseForm):
    """`<no>/answer/`: the group's answer."""

    permission = "feedback.answer"
    template_name = "feedback/case_answer.html"
    form_class = AnswerForm

    def context(self) -> dict[str, Any]:
        return super().context() | {"talk": talk_of(self.case)}

    def act(self, form: Any) -> Any:
        return actions.answer_case(self.case, actor=self.gate.user, **form.cleaned_data)


class CaseClose(CaseForm):
    """`<no>/close/`: nothing more will come."""

    permission = "feedback.close"
    template_name = "feedback/case_close.html"
    form_class = CloseForm

    def act(self, form: Any) -> Any:
        return actions.close_case(self.case, actor=self.gate.user, **form.cleaned_data)


class CaseRaise(CaseForm):
    """`<no>/raise/`: a new issue from the case, or join one."""

    permission = "feedback.raise"
    template_name = "feedback/case_raise.html"
    form_class = RaiseForm

    def initial(self) -> dict[str, Any]:
        case = self.case
        title = " ".join(case.text.split())[:160]
        return {"title": title, "detail": case.text, "sector": case.sector}

    def act(self, form: Any) -> Any:
        data = form.cleaned_data
        if data["joins"]:
            return actions.join_issue(self.case, actor=self.gate.user, issue=data["joins"])
        words = {name: data[name] for name in ("title", "sector", "detail")}
        return actions.raise_issue(self.case, actor=self.gate.user, **words)


class CaseContact(OfCase, DeskPage):
    """`<no>/contact/`: the phone or mail of a citizen. Every opening is audited."""

    permission = "feedback.contact"
    template_name = "feedback/case_contact.html"

    def context(self) -> dict[str, Any]:
        contact = Contact.objects.filter(case=self.case).first()
        if contact is None:
            raise Http404
        record_access("feedback.contact", actor=self.gate.user, target=self.case)
        told = self.case.tellings.filter(told_at__isnull=True).order_by("id")
        return {"case": self.case, "contact": contact, "told": told, "talk": talk_of(self.case)}


class Calls(DeskPage):
    """`.../feedback/calls/`: the citizens who wait for a call or a text message."""

    permission = "feedback.contact"
    template_name = "feedback/told_list.html"

    def context(self) -> dict[str, Any]:
        after = self.request.GET.get("after", "")
        return {"page": slice_after(still_to_tell(self.group), after, order=("id",))}


class CaseTold(CaseForm):
    """`<no>/told/<id>/`: I have called or written."""

    permission = "feedback.contact"
    template_name = "feedback/case_told.html"
    form_class = PlainForm

    def act(self, form: Any) -> Any:
        told = self.case.tellings.filter(pk=self.kwargs["told"]).first()
        if told is None:
            raise Http404
        return actions.mark_told(told, actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        return self.url("calls")


class CasePhotoFile(OfCase, DeskPage):
    """`<no>/photos/<id>/`: a photo, to who may read the case."""

    permission = "feedback.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        photo = self.case.photos.filter(pk=kwargs["photo"]).first()
        if photo is None:
            raise Http404
        return file_response(photo)


class CaseEnter(ReceiptForm, DeskForm):
    """`.../feedback/new/`: paper and spoken words, with the real day; prints the slip."""

    permission = "feedback.enter"
    template_name = "feedback/case_enter.html"
    receipt_template = "feedback/case_slip.html"
    form_class = EnterForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"points": points_of(self.group), "today": self.group.today()}

    def act(self, form: EnterForm) -> Any:
        data = form.cleaned_data
        given = form.given(
            channel=data["channel"],
            received_date=data["received_date"],
            language=self.group.language,
        )
        return self.take_in(self.group, given, actor=self.gate.user)


class Posters(DeskPage):
    """`.../feedback/posters/`: a poster for every service point."""

    permission = "feedback.read"
    template_name = "feedback/poster_list.html"

    def context(self) -> dict[str, Any]:
        return {"points": points_of(self.group)}
