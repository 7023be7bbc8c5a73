"""Formal letters: drafted (by the ladder or by hand), corrected, signed off and sent by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions import touch
from groups.models import Counter
from issues.actions.refusals import CannotWrite
from issues.lifecycle import LETTER, LetterState
from issues.models import Letter, LetterWords
from issues.notices import letter_sent
from issues.queries.letter import HOLES, facts_of, fill, letter_words, wrong_holes
from issues.queries.sheet import sheet_of
from masam.audit.actions import record
from masam.lifecycle import CannotTransition
from masam.wire.errors import StaleVersion

if TYPE_CHECKING:
    from datetime import date

    from groups.models import Group
    from issues.models import Issue, Rung
    from masam.organisations.models import Organisation

TEXTS = ("subject_mn", "body_mn", "subject_en", "body_en")
NEEDED = ("subject_mn", "body_mn")


@transaction.atomic
def draft_letter(
    issue: Issue,
    *,
    actor: Any,
    rung: Rung | None = None,
    addressee: Organisation | None = None,
) -> Letter:
    """Draft a letter from the group's words; an open draft to the same office is given instead.

    Without an addressee the responsible organisation is written to. Raises `CannotWrite` when
    nobody is responsible.
    """
    addressee = addressee or issue.responsible
    if addressee is None:
        raise CannotWrite(_("No organisation has been asked yet. Please assign the issue first."))
    drafts = Letter.objects.select_for_update(of=("self",)).select_related("group")
    known = drafts.filter(issue=issue, addressee=addressee, state=LetterState.DRAFT).first()
    if known is not None:
        return known
    letter = Letter(
        group=issue.group, issue=issue, rung=rung, addressee=addressee, made_by=actor,
        **letter_texts(issue, addressee),
    )  # fmt: skip
    letter.save()
    record("letter.drafted", actor=actor, target=letter)
    return letter


def letter_texts(
    issue: Issue, addressee: Organisation, *, today: date | None = None
) -> dict[str, str]:
    """Give the words of a letter from the text of the group, filled in from the issue."""
    words = letter_words(issue.group)
    texts = {}
    for tongue in ("mn", "en"):
        facts = facts_of(issue, addressee, tongue, today or issue.group.today())
        for part in ("subject", "body"):
            name = f"{part}_{tongue}"
            texts[name] = fill(getattr(words, name), facts)
    return {
        name: text[:200] if name.startswith("subject") else text for name, text in texts.items()
    }


@transaction.atomic
def edit_letter(letter: Letter, *, actor: Any, version: int, **words: str) -> Letter:
    """Correct a draft. Raises `StaleVersion` with what now stands, `CannotWrite` once it is sent."""
    row = _locked(letter)
    if not row.is_draft:
        raise CannotWrite(_("This letter was sent or thrown away already; its text stays."))
    if version != row.version:
        sentence = _("Somebody else changed this letter meanwhile. Both texts stand below.")
        theirs = {name: getattr(row, name) for name in ("person", *TEXTS)}
        raise StaleVersion(sentence, theirs=theirs)
    for name, value in words.items():
        setattr(row, name, value.strip())
    _check_whole(row)
    return _keep(row, "letter.edited", actor)


@transaction.atomic
def send_letter(letter: Letter, *, actor: Any, version: int) -> Letter:
    """Sign a letter off: it gets its number and day, its words are fixed, the office gets it.

    Only ever called for a person. Raises `CannotWrite`, and `StaleVersion` when the text is not
    the one that was read.
    """
    row = _locked(letter)
    if row.is_draft and version != row.version:
        sentence = _("Somebody changed the letter after you opened it. Please read it again.")
        raise StaleVersion(sentence, theirs={})
    _apply(row, "send")
    _check_whole(row)
    row.number = Counter.next_number(row.group_id, "letter")
    row.sent_at, row.sent_by, row.sent_date = timezone.now(), actor, row.group.today()
    row.sheet = sheet_of(row, number=row.code, day=row.sent_date)
    _keep(row, "letter.sent", actor)
    data = {"letter": row.number, "organisation_mn": row.addressee.name_mn,
            "organisation_en": row.addressee.name_en}  # fmt: skip
    record("issue.letter_sent", actor=actor, target=row.issue, data=data)
    letter_sent(row)
    if row.issue.is_public:
        touch(row.group)
    return row


@transaction.atomic
def drop_letter(letter: Letter, *, actor: Any, note: str) -> Letter:
    """Throw a draft away, with the reason. Raises `CannotWrite`."""
    row = _locked(letter)
    _apply(row, "drop")
    if not note.strip():
        raise CannotWrite(_("Please write the reason in a few words."), field="note")
    record("issue.letter_dropped", actor=actor, target=row.issue, note=note.strip())
    return _keep(row, "letter.dropped", actor, note=note.strip())


def _locked(letter: Letter) -> Letter:
    rows = Letter.objects.select_for_update(of=("self",))
    related = ("group__unit", "addressee", "issue__group", "issue__responsible",
               "issue__service_point")  # fmt: skip
    row: Letter = rows.select_related(*related).get(pk=letter.pk)
    return row


def _apply(letter: Letter, verb: str) -> None:
    try:
        LETTER.apply(letter, verb)
    except CannotTransition as error:
        raise CannotWrite(str(error)) from error


def _check_whole(letter: Letter) -> None:
    for name in NEEDED:
        if not getattr(letter, name).strip():
            raise CannotWrite(_("A letter needs a subject and a text."), field=name)
    if bool(letter.subject_en.strip()) != bool(letter.body_en.strip()):
        sentence = _("The English page needs a subject and a text, or neither.")
        raise CannotWrite(sentence, field="subject_en" if letter.body_en else "body_en")


def _keep(letter: Letter, verb: str, actor: Any, note: str = "") -> Letter:
    letter.version += 1
    letter.save()
    record(verb, actor=actor, target=letter, note=note)
    return letter


@transaction.atomic
def settle_words(group: Group, *, actor: Any, version: int, **texts: str) -> LetterWords:
    """Set the text the group's letters start from.

    Raises `CannotWrite` at the field for words in braces that mean nothing, `StaleVersion`.
    """
    for name, text in texts.items():
        _check_holes(name, text)
    LetterWords.objects.bulk_create([_as_new(letter_words(group))], ignore_conflicts=True)
    row = LetterWords.objects.select_for_update().get(group=group)
    if max(version, 1) != row.version:
        sentence = _("Somebody else changed this text meanwhile. Both texts stand below.")
        raise StaleVersion(sentence, theirs={name: getattr(row, name) for name in TEXTS})
    for name, text in texts.items():
        setattr(row, name, text.strip())
    row.version += 1
    row.save()
    record("letter.settled", actor=actor, target=row)
    return row


def _as_new(words: LetterWords) -> LetterWords:
    return LetterWords(
        group=words.group, version=1, **{name: getattr(words, name) for name in TEXTS}
    )


def _check_holes(name: str, text: str) -> None:
    wrong = wrong_holes(text)
    if wrong:
        known = ", ".join(f"{{{hole}}}" for hole in HOLES)
        sentence = _("%(wrong)s means nothing here. What may stand in braces: %(known)s.")
        raise CannotWrite(sentence % {"wrong": ", ".join(wrong), "known": known}, field=name)


def copy_words(group: Group, model: Group) -> None:
    """Give a new group the letters' text of its model. Needs a scope that holds both."""
    found = LetterWords.objects.filter(group=model).first()
    if found is not None:
        texts = {name: getattr(found, name) for name in TEXTS}
        LetterWords.objects.create(group=group, **texts)
