"""What one follows, and how often one hears of it; writing comments (I13)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from groups.gate import DeskForm
from issues.actions import comment_issue, follow_more, leave_more
from issues.forms import CommentForm, InterestForm, LeaveForm, RhythmForm
from issues.models import Visibility
from issues.queries import (
    categories_of,
    followed_issues,
    interests_of,
    mentions_of,
    points_of,
    readers,
)
from issues.views.base import IssueForm
from masam.notifications.actions import wish_digest
from masam.notifications.models import DigestWish, Rhythm
from masam.places.queries import units_within
from masam.ui.addresses import address


class _Following(DeskForm):
    permission = "issue.follow"

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "following")


class Following(_Following):
    """`/<group>/desk/following/`: issues, places, kinds; where one was named; how often."""

    template_name = "issues/following.html"
    form_class = InterestForm

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "points": points_of(self.group),
            "units": units_within(self.group.unit),
            "categories": categories_of(self.group),
        }

    def context(self) -> dict[str, Any]:
        user = self.gate.user
        wish = DigestWish.objects.filter(user=user).first()
        interests = interests_of(self.group, user)
        rhythm = wish.rhythm if wish else Rhythm.DAILY
        return {
            "group": self.group,
            "issues": followed_issues(self.group, user),
            "interests": interests,
            "leave_form": LeaveForm(interests=interests),
            "mentions": mentions_of(self.group, user),
            "rhythm_form": RhythmForm(initial={"rhythm": rhythm}),
        }

    def act(self, form: Any) -> Any:
        return follow_more(self.group, actor=self.gate.user, **form.cleaned_data)


class FollowingRhythm(_Following):
    """`.../following/rhythm/`: how often."""

    form_class = RhythmForm
    template_name = "issues/following_rhythm.html"

    def act(self, form: Any) -> Any:
        return wish_digest(self.gate.user, rhythm=form.cleaned_data["rhythm"])


class FollowingLeave(_Following):
    """`.../following/leave/`: end some of it."""

    form_class = LeaveForm
    template_name = "issues/following_leave.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"interests": interests_of(self.group, self.gate.user)}

    def act(self, form: Any) -> None:
        for row in form.cleaned_data["interests"]:
            leave_more(row, actor=self.gate.user)


class IssueComment(IssueForm):
    """`.../comment/`: to everybody, the group or the handlers; `?to=public` chooses and says so."""

    permission = "issue.comment"
    verb = "comment"
    form_class = CommentForm
    template_name = "issues/issue_comment.html"
    heading = _("Write a comment")

    def form_kwargs(self) -> dict[str, Any]:
        return {"members": readers(self.group, Visibility.GROUP).exclude(user=self.gate.user)}

    def initial(self) -> dict[str, Any]:
        to = self.request.GET.get("to", "")
        return {"visibility": to if to in Visibility.values else Visibility.GROUP}

    def act(self, form: Any) -> Any:
        return comment_issue(self.issue, actor=self.gate.user, **form.cleaned_data)
