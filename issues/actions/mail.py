"""An office's reply by mail: kept in its own words, held when we are not sure whose it is (I10).

A machine never decides what the words mean: a mail promises no day and claims no fix. It is a
message of the office; which of the four answers it gives, a person says on a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from groups.models import GroupState, Pointer
from issues.actions.answer import answer_issue
from issues.actions.refusals import CannotAnswer
from issues.models import AnswerKind, Issue
from issues.notices import MAIL, issue_link, issue_unread, officers
from masam.attachments.checks import BadFile
from masam.attachments.documents import clean_document
from masam.audit.actions import record
from masam.notifications.mailbox import read_letter
from masam.notifications.models import InboundMail, MailState
from masam.notifications.registry import Outcome
from masam.organisations.models import Organisation
from masam.tenancy import in_group
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from masam.accounts.models import User
    from masam.attachments.checks import CleanFile
    from masam.notifications.mailbox import Letter


class CannotDecide(DomainError):
    """The mail was decided already, or holds nothing any more."""


def take_mail(letter: Letter, token: str) -> Outcome:
    """Give a letter to the issue its token leads to, or say why a person has to look at it."""
    pointer = Pointer.trace(MAIL, token)
    if pointer is None:
        return Outcome(MailState.IGNORED, _("to an address we never gave out"))
    with in_group(pointer.group), translation.override(pointer.group.language):
        rows = Issue.objects.select_related("group__unit", "responsible", "service_point")
        issue = rows.filter(pk=pointer.target_id).first()
        if issue is None:
            return Outcome(MailState.IGNORED, _("the issue is gone"))
        state, reason = _judge(pointer, issue, letter)
        return Outcome(state, reason, pointer.group, about=issue.code, target_id=issue.pk)


def _judge(pointer: Pointer, issue: Issue, letter: Letter) -> tuple[str, str]:
    person = _officer(issue, letter.sender)
    reason = _why_held(pointer, issue, person)
    if reason or person is None:
        return MailState.HELD, reason
    if not letter.text and not letter.files:
        issue_unread(issue, person)
        return MailState.IGNORED, _("no words of the writer's own; a friendly mail went back")
    try:
        _keep(issue, letter, actor=person)
    except CannotAnswer as error:
        return MailState.HELD, str(error)
    return MailState.TAKEN, _refused_files(letter)


def _why_held(pointer: Pointer, issue: Issue, person: User | None) -> str:
    """Tell why a person has to look first; "" when the letter may be kept at once."""
    if person is None:
        return _("The address it came from is none of the office's officers.")
    if issue.responsible_id != pointer.data.get("organisation"):
        return _("Another organisation is asked by now.")
    if pointer.group.state != GroupState.ACTIVE:
        return _("The group has paused or ended its work; nothing is taken in now.")
    if pointer.expires_at is not None and pointer.expires_at < timezone.now():
        issue_link(issue)
        return _("The mail it answers is older than 30 days.")
    return ""


def _officer(issue: Issue, address: str) -> User | None:
    known = (user for user in officers(issue) if user.email.lower() == address)
    return next(known, None)


def _keep(issue: Issue, letter: Letter, *, actor: Any) -> None:
    organisation = Organisation.objects.get(pk=issue.responsible_id or 0)
    answer_issue(
        issue,
        actor=actor,
        organisation=organisation,
        kind=AnswerKind.MESSAGE,
        text=letter.text or _("Files came without words."),
        channel="mail",
        photos=_checked(letter)[0],
    )


def _checked(letter: Letter) -> tuple[list[CleanFile], list[str]]:
    """Check each file by its content; give those that are taken, and what is wrong with others."""
    clean, faults = [], []
    for file in letter.files:
        upload = SimpleUploadedFile(file.name, file.content, file.content_type)
        try:
            clean.append(clean_document(upload))
        except BadFile as error:
            faults.append(str(error))
    return clean, faults


def _refused_files(letter: Letter) -> str:
    return " ".join(_checked(letter)[1])


@transaction.atomic
def accept_mail(mail: InboundMail, *, actor: Any, note: str = "") -> Issue:
    """Keep a held mail as the message of the office that is asked now; its bytes are forgotten.

    Raises `CannotDecide` when somebody decided before, `CannotAnswer` by the rules of answers.
    """
    mail = _held(mail)
    issue = Issue.objects.select_related("group", "responsible").get(pk=mail.target_id)
    if issue.responsible is None:
        raise CannotDecide(_("No organisation has been asked yet. Please assign the issue first."))
    _keep(issue, read_letter(bytes(mail.content)), actor=actor)
    _note_decision(mail, MailState.TAKEN, actor, note)
    return issue


@transaction.atomic
def discard_mail(mail: InboundMail, *, actor: Any, note: str) -> InboundMail:
    """Throw a held mail away, with a reason; its bytes are forgotten."""
    mail = _held(mail)
    _note_decision(mail, MailState.DISCARDED, actor, note)
    return mail


def _held(mail: InboundMail) -> InboundMail:
    row = InboundMail.objects.select_for_update().get(pk=mail.pk)
    if row.state != MailState.HELD:
        raise CannotDecide(_("Somebody has decided about this mail already."))
    return row


def _note_decision(mail: InboundMail, state: str, actor: Any, note: str) -> None:
    mail.state, mail.content = state, b""
    mail.decided_at, mail.decided_by = timezone.now(), actor
    mail.save()
    record(f"mail.{state}", actor=actor, target=mail, note=note, data={"about": mail.about})
