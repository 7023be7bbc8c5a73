"""Invitations to a meeting: sent, answered at the desk, by a link, by a calendar program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from groups.actions import answer_meeting, invite_members, take_reply
from groups.forms import ButtonForm, ComingForm, ReplyForm, SpokenForm
from groups.gate import DeskForm, DeskPage
from groups.lifecycle import MeetingState
from groups.models import AnswerChannel, Coming
from groups.queries import (
    answers_to,
    coming_warnings,
    current_members,
    living_link,
    not_yet_invited,
    unreached,
)
from groups.resources import answer_table
from groups.views.meetings import OneMeeting
from masam.spreadsheets.serving import KINDS, table_response
from masam.tenancy import in_group
from masam.ui.addresses import address
from masam.wire.pages import OpenForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from groups.models import MeetingInvitation


class _ToMeeting(OneMeeting):
    """Finds the meeting of the address and gives it to the template."""

    def context(self) -> dict[str, Any]:
        """Give the meeting to the template."""
        return {"group": self.group, "meeting": self.meeting}


class MeetingInvite(_ToMeeting, DeskForm):
    """`/<group>/desk/meetings/<no>/invite/`: asks the members who were not asked yet."""

    permission = "meeting.plan"
    template_name = "groups/meeting_invite.html"
    form_class = ButtonForm

    def context(self) -> dict[str, Any]:
        fresh = list(not_yet_invited(self.meeting).select_related("user"))
        mailed = [row for row in fresh if row.user is not None and row.user.is_active]
        asked = self.meeting.invitations.count()
        return super().context() | {"fresh": fresh, "mailed": len(mailed), "asked": asked}

    def act(self, form: Any) -> Any:
        return invite_members(self.meeting, actor=self.gate.user)


class MeetingInvitePrint(_ToMeeting, DeskPage):
    """`/<group>/desk/meetings/<no>/invite/print/`: whom somebody must tell, on paper."""

    permission = "meeting.plan"
    template_name = "groups/meeting_invite_print.html"

    def context(self) -> dict[str, Any]:
        return super().context() | {"rows": unreached(self.meeting)}


class MeetingAnswers(_ToMeeting, DeskPage):
    """`/<group>/desk/meetings/<no>/answers/`: who comes, who does not, who is silent; by name."""

    permission = "meeting.read"
    template_name = "groups/meeting_answers.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind = request.GET.get("format")
        if kind in KINDS:
            head, rows = answer_table(self.meeting)
            name = f"answers-{self.group.slug}-{self.meeting.number}"
            return table_response(kind, name, head, rows, title=self.meeting.topic)
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        answers = answers_to(self.meeting)
        warnings = (
            coming_warnings(self.meeting, answers)
            if self.meeting.state == MeetingState.PLANNED
            else []
        )
        return super().context() | {"answers": answers, "warnings": warnings}


class MeetingAnswer(_ToMeeting, DeskForm):
    """`/<group>/desk/meetings/<no>/answer/`: a member says whether they will come."""

    permission = "meeting.answer"
    template_name = "groups/meeting_answer.html"
    form_class = ComingForm

    def initial(self) -> dict[str, Any]:
        row = answers_to(self.meeting).of(self.gate.membership)
        return {"answer": row.answer, "note": row.note} if row else {}

    def act(self, form: Any) -> Any:
        member, user = self.gate.membership, self.gate.user
        return answer_meeting(self.meeting, actor=user, membership=member, **form.cleaned_data)


class MeetingSpoken(_ToMeeting, DeskForm):
    """`/<group>/desk/meetings/<no>/answers/enter/`: what a member told the secretary."""

    permission = "meeting.plan"
    template_name = "groups/meeting_spoken.html"
    form_class = SpokenForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"members": list(current_members(self.group))}

    def act(self, form: Any) -> Any:
        data = form.cleaned_data
        return answer_meeting(
            self.meeting,
            actor=self.gate.user,
            membership=form.members[data["member"]],
            answer=data["answer"],
            note=data["note"],
            channel=AnswerChannel.SPOKEN,
        )

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "meetings", self.meeting.number, "answers")


class CalendarReply(DeskForm):
    """`/<group>/desk/meetings/replies/`: takes the answer of a calendar program out of a mail."""

    permission = "meeting.plan"
    template_name = "groups/meeting_reply.html"
    form_class = ReplyForm

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Any:
        data = form.cleaned_data
        return take_reply(data["raw"], data["sender"], group=self.group)

    def success_url(self, result: Any) -> str:
        number = result.meeting.number
        return address(self.group.slug, "desk", "meetings", number, "answers")


class OpenInvitation(OpenForm):
    """`/calendar/<token>/`: an invitation by the link in the mail. It gives no sign-in."""

    template_name = "groups/coming.html"
    form_class = ComingForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = living_link(kwargs["token"])
        if found is None:
            response = render(request, "groups/coming_gone.html", status=404)
            response["Cache-Control"] = "no-store"
            return response
        self.pointer, self.invitation = found
        with in_group(self.pointer.group):
            return super().dispatch(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        row: MeetingInvitation = self.invitation
        chosen = self.request.GET.get("answer", "")
        known = row.answer_to(row.meeting.sequence)
        return {"answer": chosen if chosen in Coming.values else known, "note": row.note}

    def context(self) -> dict[str, Any]:
        row = self.invitation
        return {
            "group": self.pointer.group,
            "meeting": row.meeting,
            "name": row.membership.name,
            "said": row.get_answer_display() if row.answer_to(row.meeting.sequence) else "",
        }

    def act(self, form: Any) -> Any:
        member = self.invitation.membership
        return answer_meeting(
            self.invitation.meeting,
            actor=member.user,
            membership=member,
            channel=AnswerChannel.LINK,
            **form.cleaned_data,
        )

    def actor_key(self) -> str:
        return f"link:{self.pointer.pk}"

    def success_url(self, result: Any) -> str:
        return "?"  # this very page: the address holds a token and is written down nowhere
