"""`/follow/`: the citizen looks the answer up by code, writes back, says whether it helped.

Every answer is the 200 to the POST itself, never kept: the code stands in form bodies only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext as _

from feedback.actions import rate_case, reply_case, say_of_fix
from feedback.forms import CodeForm, FixedForm, RatingForm, ReplyForm
from feedback.forms.follow import FIXED, RATE, REPLY
from feedback.lifecycle import CaseState
from feedback.models.code import address_key
from feedback.queries import followed_case, pointer_of, talk_of
from groups.models import GroupState
from issues.lifecycle import IssueState
from issues.models import Said
from masam.tenancy import in_group
from masam.wire.errors import DomainError
from masam.wire.idempotency import fresh_key, key_of
from masam.wire.limits import address_of, count_hit, take_back
from masam.wire.pages import OpenForm

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpResponse, HttpResponseBase

    from feedback.models import Case

TRIES, TRY_SECONDS = 5, 600


class Follow(OpenForm):
    """The code field on GET; the talk of the case on POST."""

    template_name = "feedback/case_follow.html"
    form_class = CodeForm

    # The base remembers keys with a hash of the body; the code must not lie there, hashed fast.
    @transaction.atomic
    def _act_once(self, form: BaseForm) -> HttpResponseBase:
        code = form.cleaned_data["code"]
        address = address_key(address_of(self.request))
        count_hit("follow", address, most=TRIES, seconds=TRY_SECONDS)
        pointer = pointer_of(code)
        if pointer is None:
            raise DomainError(
                _("We found nothing under this code. Please look at the digits again."),
                field="code",
            )
        take_back("follow", address)
        with in_group(pointer.group):
            case = followed_case(pointer)
            if case is None:
                raise DomainError(_("This case has ended."), field="code")
            return self._follow(case, code, verb=form.cleaned_data["verb"])

    def _follow(self, case: Case, code: str, *, verb: str) -> HttpResponse:
        reply, rating = self._reply(bound=verb == REPLY), self._rating(bound=verb == RATE)
        fixed = FixedForm(self.request.POST) if verb == FIXED else FixedForm()
        bad = any(form.is_bound and not form.is_valid() for form in (reply, rating, fixed))
        if reply.is_bound and case.group.state != GroupState.ACTIVE:
            reply.add_error("text", _("This group takes no feedback at present."))
            bad = True
        done = ""
        if reply.is_bound and not bad:
            key = key_of(self.request) or fresh_key()
            case, done = reply_case(case, text=reply.cleaned_data["text"], key=key), REPLY
            reply = self._reply(bound=False)
        elif rating.is_bound and not bad:
            score = rating.cleaned_data["rating"]
            case, done = rate_case(case, did_help=rating.helped, rating=score), RATE
            rating = self._rating(bound=False)
        elif fixed.is_bound and not bad:
            bad = not self._said(case, fixed)
            done = "" if bad else FIXED
        shown = self._shown(case, code)
        shown |= {"reply": reply, "rating": rating, "fixed": fixed, "done": done}
        status = 422 if bad else 200
        return render(self.request, "feedback/case_followed.html", shown, status=status)

    def _said(self, case: Case, form: FixedForm) -> bool:
        """Take in what the citizen says of the fix; False with the reason when it cannot be."""
        if case.group.state != GroupState.ACTIVE:
            form.add_error(None, _("This group takes no feedback at present."))
            return False
        try:
            say_of_fix(case, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return False
        if case.issue:
            case.issue.refresh_from_db(fields=["state"])
        return True

    def _reply(self, *, bound: bool) -> ReplyForm:
        form = ReplyForm(self.request.POST) if bound else ReplyForm()
        form.idempotency_key = (bound and key_of(self.request)) or fresh_key()  # type: ignore[attr-defined]
        return form

    def _rating(self, *, bound: bool) -> RatingForm:
        return RatingForm(self.request.POST) if bound else RatingForm()

    def _shown(self, case: Case, code: str) -> dict[str, Any]:
        may_rate = case.state in {CaseState.ANSWERED, CaseState.CLOSED} or case.answered_at
        return {
            "case": case,
            "group": case.group,
            "code": code,
            "talk": talk_of(case),
            "may_rate": bool(may_rate) or case.tellings.exclude(verb="raise").exists(),
            "issue": case.issue if case.issue and case.issue.published_at else None,
            "said": Said.choices if _is_fixed(case) else (),
        }


def _is_fixed(case: Case) -> bool:
    """Tell whether the case's issue counts as fixed, so that one may say whether it is."""
    return case.issue is not None and case.issue.state == IssueState.VERIFIED_FIXED
