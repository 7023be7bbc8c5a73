"""Minutes: drafted, sent round, amended by those who came, frozen, signed, corrected."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups import notices
from groups.actions.group import touch
from groups.actions.words import remember_words
from groups.lifecycle import MINUTES, MeetingState, MinutesState
from groups.models import (
    Amendment,
    AmendmentState,
    Correction,
    Decision,
    Meeting,
    Minutes,
    Side,
    Signature,
)
from groups.permissions import may_amend, may_sign
from groups.queries.group import rules_of
from groups.queries.minutes import (
    drafted_text,
    hash_of,
    open_amendments,
    plain,
    sealed_form,
    those_who_came,
)
from masam.audit.actions import record
from masam.lifecycle import CannotTransition
from masam.ui import wording
from masam.wire.errors import DomainError, StaleVersion

if TYPE_CHECKING:
    from groups.models import Membership

MOST_DAYS = 60
LONGEST_DECISION = 500  # letters, as the column has them


class BadMinutes(DomainError):
    """A rule about minutes says no; `field` names the field of the form."""


# --- the text --------------------------------------------------------------------------------


@transaction.atomic
def draft_minutes(meeting: Meeting, *, actor: Any) -> Minutes:
    """Begin the minutes with a text made from the agenda, else from topic and notes.

    Twice is once. Raises `BadMinutes` for a meeting that was not held.
    """
    if meeting.state != MeetingState.HELD:
        raise BadMinutes(_("Minutes begin when the meeting was held."))
    language = meeting.group.language
    minutes, is_new = Minutes.objects.get_or_create(
        group=meeting.group,
        meeting=meeting,
        defaults={"language": language, "text_mn": drafted_text(meeting, "mn")},
    )
    minutes.group, minutes.meeting = meeting.group, meeting
    if is_new:
        remember_words(meeting)
        record("minutes.drafted", actor=actor, target=minutes, group=meeting.group)
    return minutes


@transaction.atomic
def edit_minutes(
    minutes: Minutes, *, actor: Any, version: int, text_mn: str, text_en: str = ""
) -> Minutes:
    """Write the draft on. `version` is the one the form was filled in from.

    Raises `StaleVersion` with what now stands, and `BadMinutes` for minutes that go round
    already or are frozen.
    """
    minutes = _locked(minutes)
    _refuse_edit(minutes)
    if minutes.version != version:
        raise StaleVersion(
            _("Somebody else changed these minutes meanwhile. Both texts stand below."),
            theirs={"text_mn": minutes.text_mn, "text_en": minutes.text_en},
        )
    minutes.text_mn, minutes.text_en = plain(text_mn), plain(text_en)
    return _keep_minutes(minutes, "minutes.edited", actor)


def _refuse_edit(minutes: Minutes) -> None:
    if minutes.is_frozen:
        raise BadMinutes(
            _("These minutes are frozen: their text cannot change. Please write a correction.")
        )
    if minutes.state == MinutesState.CIRCULATED:
        raise BadMinutes(
            _(
                "These minutes are going round. Please propose an amendment, or take them back "
                "to the draft first."
            )
        )


# --- going round -----------------------------------------------------------------------------


@transaction.atomic
def circulate_minutes(minutes: Minutes, *, actor: Any, days: int | None = None) -> Minutes:
    """Send the minutes to those who came, for `days` calendar days of the group's zone.

    Without `days` the group's own rule holds (`GroupRules.circulation_days`).
    """
    minutes = _locked(minutes)
    days = days or rules_of(minutes.group).circulation_days
    if not 1 <= days <= MOST_DAYS:
        raise BadMinutes(
            _("Please choose from 1 to %(most)d days.") % {"most": MOST_DAYS}, field="days"
        )
    if not minutes.text_mn:
        raise BadMinutes(_("There is no text yet. Please write the minutes first."))
    _apply(minutes, "circulate")
    minutes.circulated_at = timezone.now()
    minutes.last_day = minutes.group.today() + timedelta(days=days)
    data = {"last_day": minutes.last_day.isoformat()}
    minutes = _keep_minutes(minutes, "minutes.circulated", actor, data=data)
    came = [member.user for member in those_who_came(minutes.meeting) if member.user]
    notices.minutes_circulated(minutes, [user for user in came if user != actor])
    return minutes


@transaction.atomic
def recall_minutes(minutes: Minutes, *, actor: Any, note: str) -> Minutes:
    """Take circulated minutes back to the draft. What was proposed stays and waits."""
    minutes = _locked(minutes)
    if not note.strip():
        raise BadMinutes(_("Please write why."), field="note")
    _apply(minutes, "recall")
    minutes.circulated_at = minutes.last_day = None
    return _keep_minutes(minutes, "minutes.recalled", actor, note=note.strip())


@transaction.atomic
def amend_minutes(
    minutes: Minutes, *, actor: Any, membership: Membership | None, quoted: str, proposed: str
) -> Amendment:
    """Propose another wording for a place of the text, or with `quoted` empty an addition.

    Only for members who came, while the minutes go round. The place must stand in the text,
    or in a decision, exactly once.
    """
    minutes = _locked(minutes)
    verdict = may_amend(membership, minutes)
    if not verdict:
        raise BadMinutes(str(verdict.reason))
    quoted, proposed = plain(quoted), plain(proposed)
    if not proposed:
        raise BadMinutes(_("Please write the wording you propose."), field="proposed")
    if quoted:
        _place(minutes, quoted)
    amendment = Amendment.objects.create(
        group=minutes.group,
        minutes=minutes,
        membership=membership,
        quoted=quoted,
        proposed=proposed,
    )
    record("minutes.amended", actor=actor, target=minutes, data={"amendment": amendment.pk})
    notices.amendment_proposed(amendment)
    return amendment


@transaction.atomic
def settle_amendment(
    amendment: Amendment, *, actor: Any, is_accepted: bool, reason: str = ""
) -> Amendment:
    """Accept a proposal, which changes the text, or decline it with a reason. Once."""
    minutes = _locked(amendment.minutes)
    row = Amendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
    row.minutes, row.group = minutes, minutes.group
    if row.state != AmendmentState.OPEN:
        raise BadMinutes(_("This proposal has been answered already."))
    if minutes.is_frozen:
        raise BadMinutes(_("These minutes are frozen: their text cannot change."))
    if not is_accepted and not reason.strip():
        raise BadMinutes(_("Please tell the proposer why."), field="reason")
    if is_accepted:
        _replace(minutes, row)
    row.state = AmendmentState.ACCEPTED if is_accepted else AmendmentState.DECLINED
    row.reason, row.settled_at, row.settled_by = reason.strip(), timezone.now(), str(actor or "")
    row.save()
    verb = "minutes.amendment_accepted" if is_accepted else "minutes.amendment_declined"
    data = {"amendment": row.pk, "was": row.quoted, "now": row.proposed if is_accepted else ""}
    _keep_minutes(minutes, verb, actor, note=row.reason, data=data)
    notices.amendment_settled(row)
    return row


def _place(minutes: Minutes, quoted: str) -> str | Decision:
    """Give where a quotation stands: the name of a text, or a decision."""
    found: list[str | Decision] = []
    for name in ("text_mn", "text_en"):
        found += [name] * plain(getattr(minutes, name)).count(quoted)
    for row in minutes.meeting.decisions.all():
        found += [row] * row.text.count(quoted)
    if not found:
        raise BadMinutes(
            _("This place does not stand in the minutes. Please copy it as it is written there."),
            field="quoted",
        )
    if len(found) > 1:
        raise BadMinutes(
            _("This place stands in the minutes more than once. Please copy a few more words."),
            field="quoted",
        )
    return found[0]


def _replace(minutes: Minutes, amendment: Amendment) -> None:
    if not amendment.quoted:
        minutes.text_mn = plain(f"{minutes.text_mn}\n\n{amendment.proposed}")
        return
    place = _place(minutes, amendment.quoted)
    if isinstance(place, Decision):
        place.text = " ".join(place.text.replace(amendment.quoted, amendment.proposed).split())
        if len(place.text) > LONGEST_DECISION:
            raise BadMinutes(_("The decision would become too long."))
        place.save(update_fields=["text"])
        touch(minutes.group)
        return
    text = plain(getattr(minutes, place))
    setattr(minutes, place, text.replace(amendment.quoted, amendment.proposed))


# --- for good --------------------------------------------------------------------------------


@transaction.atomic
def freeze_minutes(minutes: Minutes, *, actor: Any) -> Minutes:
    """Freeze the text and compute its hash: after the last day, or when all proposals are settled.

    Before the last day it takes at least one proposal, and all of them answered: silence is not
    agreement as long as there is time to speak.
    """
    minutes = _locked(minutes)
    verdict = MINUTES.verdict("freeze", minutes.state)
    if not verdict:
        raise BadMinutes(str(verdict.reason))
    waiting = open_amendments(minutes).count()
    if waiting:
        raise BadMinutes(
            ngettext(
                "%(n)d proposal waits for an answer. Please accept or decline it first.",
                "%(n)d proposals wait for an answer. Please accept or decline them first.",
                waiting,
            )
            % {"n": waiting}
        )
    is_over = minutes.last_day is not None and minutes.group.today() > minutes.last_day
    if not is_over and not minutes.amendments.exists():
        raise BadMinutes(
            _(
                "The minutes go round until %(day)s. They can be frozen after that day, or "
                "earlier when proposals came and all of them are answered."
            )
            % {"day": wording.day(minutes.last_day)}
        )
    _apply(minutes, "freeze")
    minutes.text_mn, minutes.text_en = plain(minutes.text_mn), plain(minutes.text_en)
    minutes.sealed = sealed_form(minutes)
    minutes.sha256 = hash_of(minutes.sealed)
    minutes.frozen_at = timezone.now()
    minutes = _keep_minutes(minutes, "minutes.frozen", actor, data={"sha256": minutes.sha256})
    notices.minutes_frozen(minutes)
    return minutes


@transaction.atomic
def choose_chairs(
    minutes: Minutes, *, actor: Any, government: Membership, civil: Membership
) -> Minutes:
    """Choose who signs: one of government, khural or providers, one of civil society or citizens.

    Refused once somebody has signed, for the same person twice, and for members who cannot
    sign in.
    """
    minutes = _locked(minutes)
    if minutes.signatures.exists():
        raise BadMinutes(_("Somebody has signed already; the chairs stay as they are."))
    if government.pk == civil.pk or government.user_id == civil.user_id is not None:
        raise BadMinutes(_("The two chairs must be two different persons."), field="civil_chair")
    for side, member in ((Side.GOVERNMENT, government), (Side.CIVIL, civil)):
        _check_chair(minutes, side, member)
    minutes.government_chair, minutes.civil_chair = government, civil
    chosen = {"government": government.pk, "civil": civil.pk}
    minutes = _keep_minutes(minutes, "minutes.chairs_chosen", actor, data=chosen)
    if minutes.state == MinutesState.FROZEN:
        notices.minutes_frozen(minutes)
    return minutes


def _check_chair(minutes: Minutes, side: Side, member: Membership) -> None:
    field = f"{side}_chair"
    if member.stakeholder not in side.stakeholders:
        raise BadMinutes(
            _("%(name)s does not stand for this side.") % {"name": member.name}, field=field
        )
    if member.user_id is None:
        raise BadMinutes(
            _("%(name)s has no account yet and cannot sign. Please invite them first.")
            % {"name": member.name},
            field=field,
        )
    if not member.is_current(minutes.group.today()):
        raise BadMinutes(_("The term of %(name)s is over.") % {"name": member.name}, field=field)


@transaction.atomic
def sign_minutes(
    minutes: Minutes, *, actor: Any, membership: Membership | None, sha256: str, method: str
) -> Signature:
    """Sign as one of the two chairs. `sha256` is the hash the person had before their eyes.

    `method` says how they proved who they are (`masam.accounts.forms.ProofForm`). With the
    second signature the minutes are signed.
    """
    minutes = _locked(minutes)
    verdict = may_sign(membership, minutes)
    if not verdict:
        raise BadMinutes(str(verdict.reason))
    if sha256 != minutes.sha256:
        raise BadMinutes(_("The page showed another text. Please read it once more."))
    assert membership is not None  # noqa: S101 - reason: may_sign met None
    side = Side.GOVERNMENT if membership.pk == minutes.government_chair_id else Side.CIVIL
    signature = Signature.objects.create(
        group=minutes.group,
        minutes=minutes,
        side=side,
        membership=membership,
        name=membership.name,
        user=actor,
        sha256=minutes.sha256,
        method=method,
    )
    data = {"side": str(side), "sha256": minutes.sha256, "method": method}
    record("minutes.signed", actor=actor, target=minutes, group=minutes.group, data=data)
    if minutes.signatures.count() == len(Side):
        _apply(minutes, "sign")
        minutes.signed_at = signature.signed_at
        minutes.save(update_fields=["state", "signed_at"])
        touch(minutes.group)
    return signature


@transaction.atomic
def correct_minutes(
    minutes: Minutes, *, actor: Any, text: str, is_public: bool = False
) -> Correction:
    """Write down what was found wrong after freezing. The frozen text stays as it is."""
    minutes = _locked(minutes)
    if not minutes.is_frozen:
        raise BadMinutes(_("The text can still be changed; a correction comes after freezing."))
    text = plain(text)
    if not text:
        raise BadMinutes(_("Please write what is wrong and what is right."), field="text")
    correction = Correction.objects.create(
        group=minutes.group,
        minutes=minutes,
        position=minutes.corrections.count() + 1,
        text=text,
        is_public=is_public,
        made_by=str(actor or ""),
    )
    data = {"correction": correction.position}
    record("minutes.corrected", actor=actor, target=minutes, group=minutes.group, data=data)
    touch(minutes.group)
    return correction


# --- what they have in common ----------------------------------------------------------------


def _locked(minutes: Minutes) -> Minutes:
    rows = Minutes.objects.select_for_update(of=("self",))
    row = rows.select_related("meeting", "government_chair", "civil_chair").get(pk=minutes.pk)
    row.group = row.meeting.group = minutes.group
    return row


def _apply(minutes: Minutes, verb: str) -> None:
    try:
        MINUTES.apply(minutes, verb)
    except CannotTransition as error:
        raise BadMinutes(str(error)) from error


def _keep_minutes(
    minutes: Minutes, verb: str, actor: Any, *, note: str = "", data: dict[str, Any] | None = None
) -> Minutes:
    """Save the minutes as their next version, findable by their words, and leave an entry."""
    minutes.version += 1
    minutes.save()
    remember_words(minutes.meeting)
    record(verb, actor=actor, target=minutes, group=minutes.group, note=note, data=data)
    return minutes
