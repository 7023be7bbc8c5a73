"""Issues and joint actions for tests, made by the real actions. Enter the group's scope first."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from groups.models import Membership
from issues import actions
from issues.lifecycle import IssueState
from issues.models import Issue

if TYPE_CHECKING:
    from groups.models import Group
    from masam.organisations.models import Organisation


def photo(name: str = "fix.jpg") -> SimpleUploadedFile:
    """Give a real, small picture as an upload."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def make_issue(group: Group, title: str = "Халуун усгүй", **fields: Any) -> Issue:
    """Give a newly logged issue of the health sector."""
    return actions.log_issue(group, **{"actor": None, "title": title, "sector": "health"} | fields)


def membership(group: Group, user: Any) -> Membership:
    """Give the membership of a person of the cast."""
    return Membership.objects.get(group=group, user=user)


def issue_in(  # noqa: C901, PLR0911 - reason: the road of an issue, stop by stop
    state: str, group: Group, cast: dict[str, Any], organisation: Organisation, **fields: Any
) -> Issue:
    """Walk a new issue by the real actions to a state of the main road; the officer answers."""
    issue = make_issue(group, **fields)
    if state == IssueState.REPORTED:
        return issue
    issue = actions.verify_issue(issue, actor=cast["monitor"], note="Очиж үзэв")
    if state == IssueState.REJECTED:
        return actions.reject_issue(issue, actor=cast["facilitator"], note="Давхардсан")
    if state == IssueState.REFERRED:
        return actions.refer_issue(
            issue, actor=cast["facilitator"], note="Төсөв хэрэгтэй", referred_to="ЭМЯ"
        )
    issue = actions.assign_issue(issue, actor=cast["secretary"], organisation=organisation)
    if state == IssueState.VERIFIED:
        return issue
    issue = actions.accept_issue(issue, actor=cast["officer"])
    if state == IssueState.ACCEPTED:
        return issue
    issue = actions.start_issue(issue, actor=cast["officer"])
    if state == IssueState.IN_ACTION:
        return issue
    issue = actions.claim_issue(issue, actor=cast["officer"], note="Халаагуур суурилуулав")
    if state == IssueState.CLAIMED_FIXED:
        return issue
    if state == IssueState.REOPENED:
        return actions.reopen_issue(issue, actor=cast["monitor"], note="Ус алга")
    return actions.confirm_issue(
        issue,
        actor=cast["monitor"],
        membership=membership(group, cast["monitor"]),
        note="Халуун ус гарч байна",
        photos=[photo()],
    )


def make_action(group: Group, cast: dict[str, Any], **fields: Any) -> Any:
    """Give a joint action of the officer and the monitor, due in ten days."""
    given = {
        "actor": cast["secretary"],
        "title": "Халаагуур худалдан авах",
        "government_owner": membership(group, cast["officer"]),
        "civil_owner": membership(group, cast["monitor"]),
        "due_date": group.today() + datetime.timedelta(days=10),
    }
    return actions.plan_action(group, **given | fields)
