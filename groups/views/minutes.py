"""Minutes at the desk and on the public side: one page, its verbs, the PDF."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.cache import cache
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.actions import (
    amend_minutes,
    choose_chairs,
    circulate_minutes,
    correct_minutes,
    draft_minutes,
    edit_minutes,
    freeze_minutes,
    recall_minutes,
    settle_amendment,
    sign_minutes,
)
from groups.forms import (
    AmendForm,
    ChairsForm,
    CirculateForm,
    CorrectionForm,
    MinutesForm,
    NoteForm,
    SettleForm,
    SignForm,
)
from groups.gate import DeskForm, DeskPage, PublicGroupPage
from groups.lifecycle import MINUTES, MinutesState
from groups.models import AmendmentState, Side
from groups.permissions import may_amend, may_sign
from groups.queries import (
    amendment_or_404,
    blocks_of,
    changed_since,
    contents_of,
    current_members,
    is_intact,
    meeting_or_404,
    members_of,
    minutes_for,
    minutes_or_404,
    public_attendance,
    public_minutes_or_404,
    rules_of,
    timeline,
)
from groups.resources import minutes_pdf
from groups.views.conflict import ShowsBoth
from masam.lifecycle import Allowed, Refused
from masam.ui.addresses import active_language, address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from groups.models import Amendment, Meeting, Minutes
    from masam.lifecycle import Verdict

KEPT_SECONDS = 3600  # a public PDF is drawn at most once an hour and version
ORDER = ("edit", "circulate", "amend", "sign", "freeze", "chairs", "correct", "recall")


class MinutesPage(DeskPage):
    """`/<group>/desk/meetings/<no>/minutes/`: the text, the proposals, the chairs, what is next."""

    permission = "minutes.read"
    template_name = "groups/minutes_detail.html"

    def context(self) -> dict[str, Any]:
        number = self.kwargs["number"]
        minutes = minutes_for(self.gate, number)
        meeting = minutes.meeting if minutes else meeting_or_404(self.gate, number)
        shared = {"group": self.group, "meeting": meeting, "minutes": minutes}
        return shared | (self._shown(minutes) if minutes else {})

    def _shown(self, minutes: Minutes) -> dict[str, Any]:
        said = contents_of(minutes)
        amendments = list(minutes.amendments.select_related("membership"))
        waiting = [row for row in amendments if row.state == AmendmentState.OPEN]
        signatures = list(minutes.signatures.all()) if minutes.is_frozen else []
        came = self.gate.membership_id in said.member_ids
        return {
            "said": said,
            "texts": texts_of(minutes),
            "amendments": amendments,
            "waiting": len(waiting),
            "signatures": signatures,
            "corrections": list(minutes.corrections.all()) if minutes.is_frozen else [],
            "steps": timeline(minutes),
            "next": self._next(minutes, came=came, signatures=signatures),
        }

    @property
    def _me(self) -> int | None:
        """The reader's membership; None for system staff in a support session."""
        return self.gate.membership.pk if self.gate.membership else None

    def _next(self, minutes: Minutes, *, came: bool, signatures: list[Any]) -> list[dict[str, Any]]:
        """Give the buttons this person may press now, the first of them being the main one."""
        state, may = minutes.state, self.gate.may
        mine = {minutes.government_chair_id, minutes.civil_chair_id}
        has_signed = self.gate.membership_id in {row.membership_id for row in signatures}
        possible = {
            "edit": state == MinutesState.DRAFT and "minutes.write" in may,
            "amend": state == MinutesState.CIRCULATED and came and "minutes.amend" in may,
            "chairs": not signatures and "minutes.circulate" in may,
            "sign": state == MinutesState.FROZEN
            and self.gate.membership_id in mine
            and not has_signed,
            "correct": minutes.is_frozen and "minutes.write" in may,
        }
        for verb in ("circulate", "recall", "freeze"):
            step = MINUTES.by_verb[verb]
            possible[verb] = state in step.sources and step.permission in may
        return [{"verb": verb, "label": LABELS[verb]} for verb in ORDER if possible[verb]]


LABELS = {
    "edit": gettext_lazy("Write the text"),
    "circulate": gettext_lazy("Send round"),
    "amend": gettext_lazy("Propose a change"),
    "chairs": gettext_lazy("Choose the two chairs"),
    "freeze": gettext_lazy("Freeze"),
    "sign": gettext_lazy("Read and sign"),
    "correct": gettext_lazy("Write a correction"),
    "recall": gettext_lazy("Take back to the draft"),
}


def texts_of(minutes: Minutes) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Give (language, blocks) of every language the minutes have, the reader's first."""
    codes = [code for code in ("mn", "en") if getattr(minutes, f"text_{code}")]
    codes.sort(key=lambda code: code != active_language())
    return [(code, blocks_of(minutes.text_in(code))) for code in codes]


class MinutesDraft(DeskForm):
    """`/<group>/desk/meetings/<no>/minutes/draft/`: begins the minutes."""

    permission = "minutes.write"
    template_name = "groups/minutes_step.html"
    form_class = NoteForm
    heading = gettext_lazy("Begin the minutes")
    words = gettext_lazy(
        "A first text is made from the agenda, or from the topic and the notes. Decisions and "
        "attendance are taken from the meeting."
    )

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting."""
        return meeting_or_404(self.gate, self.kwargs["number"])

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "meeting": self.meeting, "hides_form": True}

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_required": False}

    def act(self, form: Any) -> Any:
        return draft_minutes(self.meeting, actor=self.gate.user)

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", self.meeting.number, "minutes", "edit")


class _MinutesForm(DeskForm):
    """A form about the minutes of the address; says why when its step is not possible now."""

    template_name = "groups/minutes_step.html"
    heading: ClassVar[Any] = ""
    words: ClassVar[Any] = ""
    button: ClassVar[Any] = ""

    @cached_property
    def minutes(self) -> Minutes:
        """The minutes."""
        return minutes_or_404(self.gate, self.kwargs["number"])

    @cached_property
    def verdict(self) -> Verdict:
        """Whether this step can be taken now, and why not."""
        return Allowed()

    def context(self) -> dict[str, Any]:
        minutes = self.minutes
        return {"group": self.group, "meeting": minutes.meeting, "minutes": minutes}

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", self.minutes.meeting.number, "minutes")


class MinutesEdit(ShowsBoth, _MinutesForm):
    """`.../minutes/edit/`: the text of the draft; two at once see both texts."""

    permission = "minutes.write"
    template_name = "groups/minutes_edit.html"
    form_class = MinutesForm

    @cached_property
    def verdict(self) -> Verdict:
        if self.minutes.is_frozen:
            return Refused(
                _("These minutes are frozen: their text cannot change. Please write a correction.")
            )
        if self.minutes.state == MinutesState.CIRCULATED:
            return Refused(
                _(
                    "These minutes are going round. Please propose an amendment, or take them back "
                    "to the draft first."
                )
            )
        return Allowed()

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.minutes, name) for name in ("text_mn", "text_en", "version")}

    def act(self, form: Any) -> Any:
        return edit_minutes(self.minutes, actor=self.gate.user, **form.cleaned_data)

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        return {"version": minutes_or_404(self.gate, self.kwargs["number"]).version}


class MinutesCirculate(_MinutesForm):
    """`.../minutes/circulate/`: for how many days; those who came get a mail."""

    permission = "minutes.circulate"
    form_class = CirculateForm
    heading = gettext_lazy("Send the minutes round")
    words = gettext_lazy(
        "Those who came and have an account get a mail with a link. For the others please print "
        "the PDF. While the minutes go round their text changes only by proposals."
    )
    button = gettext_lazy("Send round")

    @cached_property
    def verdict(self) -> Verdict:
        return MINUTES.verdict("circulate", self.minutes.state)

    def initial(self) -> dict[str, Any]:
        return {"days": rules_of(self.group).circulation_days}

    def act(self, form: Any) -> Any:
        days = form.cleaned_data["days"]
        return circulate_minutes(self.minutes, actor=self.gate.user, days=days)


class MinutesRecall(_MinutesForm):
    """`.../minutes/recall/`: back to the draft, with a reason."""

    permission = "minutes.circulate"
    form_class = NoteForm
    heading = gettext_lazy("Take the minutes back to the draft")
    words = gettext_lazy("What was proposed stays and waits for an answer.")
    button = gettext_lazy("Take back to the draft")

    @cached_property
    def verdict(self) -> Verdict:
        return MINUTES.verdict("recall", self.minutes.state)

    def act(self, form: Any) -> Any:
        note = form.cleaned_data["note"]
        return recall_minutes(self.minutes, actor=self.gate.user, note=note)


class MinutesAmend(_MinutesForm):
    """`.../minutes/amend/`: somebody who came proposes another wording."""

    permission = "minutes.amend"
    template_name = "groups/minutes_amend.html"
    form_class = AmendForm

    @cached_property
    def verdict(self) -> Verdict:
        return may_amend(self.gate.membership, self.minutes)

    def context(self) -> dict[str, Any]:
        shown = {"texts": texts_of(self.minutes), "said": contents_of(self.minutes)}
        return super().context() | shown

    def act(self, form: Any) -> Any:
        given = form.cleaned_data
        who = {"actor": self.gate.user, "membership": self.gate.membership}
        return amend_minutes(self.minutes, **who, **given)


class AmendmentSettle(_MinutesForm):
    """`.../minutes/amendments/<id>/`: accept or decline a proposal."""

    permission = "minutes.circulate"
    template_name = "groups/minutes_settle.html"
    form_class = SettleForm

    @cached_property
    def amendment(self) -> Amendment:
        """The proposal."""
        return amendment_or_404(self.minutes, self.kwargs["pk"])

    @cached_property
    def verdict(self) -> Verdict:
        if self.amendment.state != AmendmentState.OPEN:
            return Refused(_("This proposal has been answered already."))
        return Allowed()

    def context(self) -> dict[str, Any]:
        return super().context() | {"amendment": self.amendment}

    def act(self, form: Any) -> Any:
        return settle_amendment(
            self.amendment,
            actor=self.gate.user,
            is_accepted=form.cleaned_data["answer"] == "accept",
            reason=form.cleaned_data["reason"],
        )


class MinutesFreeze(_MinutesForm):
    """`.../minutes/freeze/`: from here on the text cannot change."""

    permission = "minutes.freeze"
    form_class = NoteForm
    heading = gettext_lazy("Freeze the minutes")
    words = gettext_lazy(
        "From now on the text cannot be changed by anybody. Its SHA-256 is computed; the two "
        "chairs sign exactly this text. What is found wrong later stands beneath as a correction."
    )
    button = gettext_lazy("Freeze")

    @cached_property
    def verdict(self) -> Verdict:
        return MINUTES.verdict("freeze", self.minutes.state)

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_required": False}

    def context(self) -> dict[str, Any]:
        return super().context() | {"hides_form": True}

    def act(self, form: Any) -> Any:
        return freeze_minutes(self.minutes, actor=self.gate.user)


class MinutesChairs(_MinutesForm):
    """`.../minutes/chairs/`: who signs for government and for civil society."""

    permission = "minutes.circulate"
    form_class = ChairsForm
    heading = gettext_lazy("Choose the two chairs")
    words = gettext_lazy(
        "Each signs with their own account. Only members who have an account can be chosen."
    )
    button = gettext_lazy("Save")

    @cached_property
    def verdict(self) -> Verdict:
        if self.minutes.signatures.exists():
            return Refused(_("Somebody has signed already; the chairs stay as they are."))
        return Allowed()

    def form_kwargs(self) -> dict[str, Any]:
        return {"members": list(current_members(self.group).filter(user__isnull=False))}

    def initial(self) -> dict[str, Any]:
        minutes = self.minutes
        return {
            "government_chair": minutes.government_chair_id,
            "civil_chair": minutes.civil_chair_id,
        }

    def act(self, form: Any) -> Any:
        return choose_chairs(self.minutes, actor=self.gate.user, **form.chairs())


class MinutesSign(_MinutesForm):
    """`.../minutes/sign/`: a chair reads text and hash, and signs with the password."""

    permission = "minutes.sign"
    template_name = "groups/minutes_sign.html"
    form_class = SignForm

    @cached_property
    def verdict(self) -> Verdict:
        return may_sign(self.gate.membership, self.minutes)

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.gate.user}

    def initial(self) -> dict[str, Any]:
        return {"sha256": self.minutes.sha256}

    def context(self) -> dict[str, Any]:
        minutes = self.minutes
        return super().context() | {
            "texts": texts_of(minutes),
            "said": contents_of(minutes),
            "signatures": list(minutes.signatures.all()),
        }

    def act(self, form: Any) -> Any:
        return sign_minutes(
            self.minutes,
            actor=self.gate.user,
            membership=self.gate.membership,
            sha256=form.cleaned_data["sha256"],
            method=form.method,
        )


class MinutesCorrect(_MinutesForm):
    """`.../minutes/correct/`: a correction beneath the frozen text."""

    permission = "minutes.write"
    form_class = CorrectionForm
    heading = gettext_lazy("Write a correction")
    words = gettext_lazy(
        "The frozen text stays as it is. Your correction stands beneath it, with your name and "
        "the day."
    )
    button = gettext_lazy("Save")

    @cached_property
    def verdict(self) -> Verdict:
        if self.minutes.is_frozen:
            return Allowed()
        return Refused(_("The text can still be changed; a correction comes after freezing."))

    def act(self, form: Any) -> Any:
        return correct_minutes(self.minutes, actor=self.gate.user, **form.cleaned_data)


class MinutesPdf(DeskPage):
    """`/<group>/desk/meetings/<no>/minutes.pdf`: the group's own copy, with the names."""

    permission = "minutes.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        minutes = minutes_or_404(self.gate, kwargs["number"])
        said = contents_of(minutes)
        names = [member.name for member in members_of(minutes, said)]
        return pdf_answer(minutes_pdf(minutes, said, names=names), minutes)


def pdf_answer(body: bytes, minutes: Minutes) -> HttpResponse:
    """Give a PDF to be shown in the browser."""
    name = f"{minutes.group.slug}-{minutes.meeting.number}-{active_language()}.pdf"
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


class PublicMinutes(PublicGroupPage):
    """`/<group>/meetings/<no>/minutes/`: agenda, decisions, counts, signatures, the hash checked.

    No citizen's name, so not the text itself; nor the names of the chairs.
    """

    template_name = "groups/minutes_public.html"

    @cached_property
    def minutes(self) -> Minutes:
        """The minutes, only when signed and the meeting published."""
        return public_minutes_or_404(self.group, self.kwargs["number"])

    def etag(self) -> str | None:
        _found = self.minutes  # what is not public is 404 before it is "not modified"
        return super().etag()

    def context(self) -> dict[str, Any]:
        minutes = self.minutes
        said = contents_of(minutes)
        rows = public_attendance(said.came)
        return {
            "group": self.group,
            "meeting": minutes.meeting,
            "minutes": minutes,
            "said": said,
            "rows": rows,
            "total": said.came.total if rows else None,
            "signatures": [
                (Side(row.side).label, row.signed_at) for row in minutes.signatures.all()
            ],
            "corrections": list(minutes.corrections.filter(is_public=True)),
            "is_intact": is_intact(minutes),
            "has_changed": changed_since(minutes),
        }


class PublicMinutesPdf(PublicMinutes):
    """`/<group>/meetings/<no>/minutes.pdf`: the same as a file."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        minutes, language = self.minutes, active_language()
        count = len(context["corrections"])
        key = f"minutes:{minutes.pk}:{minutes.sha256}:{count}:{language}"
        body = cache.get(key)
        if body is None:
            body = minutes_pdf(minutes, context["said"])
            cache.set(key, body, KEPT_SECONDS)
        return pdf_answer(body, minutes)
