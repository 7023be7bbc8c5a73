"""Threads for ministries: opened, gathered, answered once, closed (I17).

The coordinator writes into a group only what asks it: a link that waits for its consent. An offer
of a group is its consent. Everything a group hears is written in that group's own scope.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions import touch
from issues.actions.refusals import CannotGather
from issues.lifecycle import SYSTEMIC, SystemicState, audit_verb
from issues.models import LIVING, Issue, LinkStage, SystemicIssue, SystemicLink
from issues.notices import systemic_asked, systemic_due, systemic_opened, systemic_told
from issues.permissions import answers_for_ministry
from issues.queries.systemic import links_of, today_there
from masam.audit.actions import record
from masam.lifecycle import CannotTransition
from masam.organisations.models import Organisation, OrganisationKind
from masam.tenancy import in_group

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

# --- what a group does ---------------------------------------------------------------------------


@transaction.atomic
def offer_issue(issue: Issue, *, actor: Any, title: str) -> SystemicLink:
    """Offer an issue for a national thread, under a title that everybody may read.

    Raises `CannotGather` without a title, and when it is offered or tied already.
    """
    words = " ".join(title.split())
    if not words:
        raise CannotGather(_("Please write a title that everybody may read."), field="title")
    link = _link(issue, LinkStage.OFFERED, words)
    record("issue.offered", actor=actor, target=issue, data={"title": words})
    return link


def _link(
    issue: Issue, stage: str, title: str, thread: SystemicIssue | None = None
) -> SystemicLink:
    place = issue.service_point.unit if issue.service_point else issue.unit
    try:
        with transaction.atomic():
            link: SystemicLink = SystemicLink.objects.create(
                group=issue.group, issue=issue, thread=thread, stage=stage, title=title[:160],
                sector=issue.sector, place_mn=place.name_mn if place else issue.group.name_mn,
                place_en=(place.name_en if place else "") or issue.group.name_en,
            )  # fmt: skip
    except IntegrityError as error:
        raise CannotGather(
            _("%(code)s is offered or part of a thread already.") % {"code": issue.code}
        ) from error
    return link


@transaction.atomic
def consent_link(link: SystemicLink, *, actor: Any, agree: bool) -> SystemicLink:
    """Let the group's issue become part of the thread the coordinator asked for, or not.

    Raises `CannotGather` when nobody asks any more.
    """
    link = _locked(link)
    if link.stage != LinkStage.ASKED:
        raise CannotGather(_("Nobody asks for this issue any more."))
    if agree:
        return _tie(link, link.thread, actor)
    link.stage = LinkStage.DECLINED
    link.save(update_fields=["stage"])
    record("issue.kept", actor=actor, target=link.issue)
    return link


@transaction.atomic
def withdraw_link(link: SystemicLink, *, actor: Any) -> SystemicLink:
    """Take an issue back: from the offers, or out of a thread that is not closed.

    Raises `CannotGather` when it is neither.
    """
    link = _locked(link)
    is_tied = link.stage == LinkStage.TIED and link.thread.state != SystemicState.CLOSED
    if link.stage != LinkStage.OFFERED and not is_tied:
        raise CannotGather(_("This issue is not offered any more."))
    link.stage = LinkStage.WITHDRAWN
    link.save(update_fields=["stage"])
    record("issue.kept", actor=actor, target=link.issue)
    touch(link.group)
    return link


def _locked(link: SystemicLink) -> SystemicLink:
    rows = SystemicLink.objects.select_for_update(of=("self",))
    row: SystemicLink = rows.select_related("group", "issue__group", "thread").get(pk=link.pk)
    return row


def _tie(link: SystemicLink, thread: SystemicIssue, actor: Any) -> SystemicLink:
    link.thread, link.stage, link.tied_at = thread, LinkStage.TIED, timezone.now()
    link.save(update_fields=["thread", "stage", "tied_at"])
    data = {"thread": thread.number}
    record("issue.gathered", actor=actor, target=link.issue, note=thread.title, data=data)
    touch(link.group)
    return link


# --- what the coordinator does -------------------------------------------------------------------


@transaction.atomic
def open_thread(  # noqa: PLR0913 - reason: the words of the form, all by name
    *,
    actor: Any,
    title_mn: str,
    text_mn: str,
    sector: str,
    ministry: str,
    due_date: date,
    title_en: str = "",
    text_en: str = "",
    offered: Iterable[SystemicLink] = (),
    issues: Iterable[Issue] = (),
) -> SystemicIssue:
    """Open a thread for a ministry, with offers of groups and issues to ask groups for.

    Raises `CannotGather` without words, and for a day that is over.
    """
    if not title_mn.strip() or not text_mn.strip():
        raise CannotGather(_("Please write what the ministry is asked to solve."), field="text_mn")
    if due_date <= today_there():
        raise CannotGather(_("This day is over. Please choose a later one."), field="due_date")
    SystemicIssue.objects.select_for_update().order_by("-number").first()  # one number at a time
    last = SystemicIssue.objects.aggregate(last=Max("number"))["last"] or 0
    thread = SystemicIssue.objects.create(
        number=last + 1, title_mn=title_mn.strip(), title_en=title_en.strip(), sector=sector,
        text_mn=text_mn.strip(), text_en=text_en.strip(), ministry=_ministry(ministry),
        due_date=due_date, opened_by=actor,
    )  # fmt: skip
    record("systemic.opened", actor=actor, target=thread)
    gather(thread, actor=actor, offered=offered, issues=issues)
    systemic_opened(thread)
    return thread


def _ministry(name: str) -> Organisation:
    rows = Organisation.objects.filter(kind=OrganisationKind.AGENCY, unit=None, name_mn=name)
    return rows.order_by("id").first() or Organisation.objects.create(
        kind=OrganisationKind.AGENCY, name_mn=name
    )


@transaction.atomic
def gather(
    thread: SystemicIssue,
    *,
    actor: Any,
    offered: Iterable[SystemicLink] = (),
    issues: Iterable[Issue] = (),
) -> SystemicIssue:
    """Take offers into a thread, and ask groups whether published issues may become part.

    Raises `CannotGather` for a closed thread, an offer that is gone, an issue asked for already.
    """
    thread = SystemicIssue.objects.select_for_update().get(pk=thread.pk)
    if thread.state == SystemicState.CLOSED:
        raise CannotGather(_("This thread is closed."))
    for link in offered:
        with in_group(link.group_id):
            row = _locked(link)
            if row.stage != LinkStage.OFFERED:
                raise CannotGather(_("“%(title)s” is not offered any more.") % {"title": row.title})
            _tie(row, thread, actor)
    for issue in issues:
        with in_group(issue.group_id):
            mine = Issue.objects.select_related("group", "service_point__unit", "unit")
            link = _link(mine.get(pk=issue.pk), LinkStage.ASKED, issue.title, thread)
            record(
                "issue.asked_for", actor=actor, target=link.issue, data={"thread": thread.number}
            )
            systemic_asked(link, thread)
    return thread


@transaction.atomic
def answer_thread(thread: SystemicIssue, *, actor: Any, text: str) -> SystemicIssue:
    """Answer for all groups at once; every tied issue shows it and its followers hear of it.

    Raises `CannotGather` for somebody of another ministry, an empty answer, and a second one.
    """
    thread = SystemicIssue.objects.select_for_update().get(pk=thread.pk)
    verdict = answers_for_ministry(actor, thread)
    if not verdict:
        raise CannotGather(verdict.reason)
    if not text.strip():
        raise CannotGather(_("Please write the answer."), field="text")
    _apply(thread, "answer")
    thread.answer, thread.answered_by, thread.answered_at = text.strip(), actor, timezone.now()
    thread.save()
    record(audit_verb("systemic", "answer"), actor=actor, target=thread, note=thread.answer)
    _tell_groups(thread, actor, "systemic_answered", thread.answer)
    return thread


@transaction.atomic
def close_thread(thread: SystemicIssue, *, actor: Any, note: str) -> SystemicIssue:
    """Close a thread with the reason; what was only offered or asked for is free again.

    Raises `CannotGather` without a reason, and when it is closed.
    """
    thread = SystemicIssue.objects.select_for_update().get(pk=thread.pk)
    if not note.strip():
        raise CannotGather(_("Please write why the thread is closed."), field="note")
    _apply(thread, "close")
    thread.closing, thread.closed_at = note.strip(), timezone.now()
    thread.save()
    record(audit_verb("systemic", "close"), actor=actor, target=thread, note=thread.closing)
    for link in links_of([thread], LinkStage.ASKED):
        with in_group(link.group_id):
            SystemicLink.objects.filter(pk=link.pk).update(stage=LinkStage.WITHDRAWN)
    _tell_groups(thread, actor, "systemic_closed", thread.closing)
    return thread


def _apply(thread: SystemicIssue, verb: str) -> None:
    try:
        SYSTEMIC.apply(thread, verb)
    except CannotTransition as error:
        raise CannotGather(str(error)) from error


def _tell_groups(thread: SystemicIssue, actor: Any, kind: str, words: str) -> None:
    """Write it on every tied issue and tell who follows, group by group."""
    for group in {link.group for link in links_of([thread])}:
        with in_group(group):
            rows = SystemicLink.objects.filter(group=group, thread=thread, stage__in=LIVING)
            for link in rows.filter(stage=LinkStage.TIED).select_related("issue__group"):
                if kind == "systemic_answered":
                    record("issue.told", actor=actor, target=link.issue, note=words)
                systemic_told(link, thread, kind, actor=actor)
            touch(group)


def remind_ministry(thread: SystemicIssue) -> int:
    """Tell a ministry that its day comes, or is over; give how many mails are new. Once each."""
    return systemic_due(thread, today_there())
