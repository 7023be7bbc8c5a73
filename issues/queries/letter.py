"""Formal letters: the register, one letter, and the words it starts from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from issues.lifecycle import LetterState
from issues.models import Answer, Issue, Letter, LetterWords, Rung, RungOutcome
from issues.models.clock import ANSWER_RULE
from masam.calendars.queries import rule_on
from masam.search.folding import saying
from masam.ui import wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from groups.gate import Gate
    from groups.models import Group

LETTER_ORDER = ("-made_at", "-id")
MOST_LETTERS = 5000  # lines of a file
HOLE = re.compile(r"\{([^{}]*)\}")
# What stands in braces in the text of a group, and what it becomes.
HOLES: dict[str, Any] = {
    "code": gettext_lazy("number of the issue"),
    "title": gettext_lazy("the problem in one line"),
    "detail": gettext_lazy("details of the problem"),
    "place": gettext_lazy("service point"),
    "organisation": gettext_lazy("the organisation written to"),
    "asked": gettext_lazy("day on which it was asked"),
    "due": gettext_lazy("day by which it was to answer"),
    "days": gettext_lazy("days since then"),
    "law": gettext_lazy("law and article of the term"),
    "reminders": gettext_lazy("days of the reminders, one a line"),
    "group": gettext_lazy("name of the group"),
}
SUBJECT_MN = "{code}: хариу өгөхийг хүсэх нь"
BODY_MN = """\
Танай байгууллагад дараах асуудлыг хүргүүлж, хариу хүссэн боловч өнөөдрийг хүртэл хариу ирээгүй байна.

Асуудал: {title} ({code})
Үйлчилгээний газар: {place}
Хүргүүлсэн өдөр: {asked}
Хариу өгөх эцсийн өдөр: {due} ({days})
Үндэслэл: {law}

Бид дараах өдрүүдэд сануулсан:
{reminders}

Иймд уг асуудлыг хэзээ, хэрхэн шийдвэрлэхээ энэ албан бичгийг хүлээн авсан даруйдаа бичгээр мэдэгдэнэ үү. \
Бүлгийн зүгээс хамтран ажиллаж, боломжит шийдлийг хэлэлцэхэд бэлэн байна."""
SUBJECT_EN = "{code}: request for an answer"
BODY_EN = """\
We put the following problem to your organisation and asked for an answer. None has come until today.

Problem: {title} ({code})
Service point: {place}
Asked on: {asked}
Answer was due on: {due} ({days})
Basis: {law}

We reminded you on these days:
{reminders}

Please tell us in writing, as soon as you have this letter, when and how the problem will be solved. \
The group is ready to work on it together with you."""


def letter_words(group: Group) -> LetterWords:
    """Give the text the letters of a group start from; our own where it has none (not saved)."""
    found = LetterWords.objects.filter(group=group).first()
    return found or LetterWords(
        group=group, subject_mn=SUBJECT_MN, body_mn=BODY_MN, subject_en=SUBJECT_EN,
        body_en=BODY_EN, version=0,
    )  # fmt: skip


def wrong_holes(text: str) -> list[str]:
    """Give what stands in braces and means nothing; a brace alone counts too."""
    unknown = [hole for hole in HOLE.findall(text) if hole not in HOLES]
    rest = HOLE.sub("", text)
    return [f"{{{hole}}}" for hole in unknown] + [sign for sign in "{}" if sign in rest]


def fill(text: str, facts: Mapping[str, str]) -> str:
    """Give a text with what stands in braces filled in; lines that became empty are one."""
    filled = HOLE.sub(lambda hole: facts.get(hole[1], hole[0]), text)
    return re.sub(r"\n{3,}", "\n\n", filled).strip()


def facts_of(issue: Issue, organisation: Any, language: str, today: date) -> dict[str, str]:
    """Give what the words in braces stand for, in one language."""
    with translation.override(language):
        late = (today - issue.due_date).days if issue.due_date else 0
        asked = issue.assigned_at
        return {
            "code": issue.code,
            "title": issue.title,
            "detail": issue.detail[:1500],
            "place": str(issue.service_point.name if issue.service_point else wording.NOTHING),
            "organisation": organisation.name,
            "asked": wording.day(
                timezone.localtime(asked, issue.group.tz).date() if asked else None
            ),
            "due": wording.day(issue.due_date),
            "days": _late_words(late),
            "law": law_words(today),
            "reminders": _reminders(issue),
            "group": issue.group.name,
        }


def _late_words(days: int) -> str:
    if days <= 0:
        return _("not late yet")
    return ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}


def law_words(day: date) -> str:
    """Give the law and the article of the term for answers, in the active language."""
    rule = rule_on(ANSWER_RULE, day)
    law = rule.law_en if translation.get_language() == "en" else rule.law_mn
    return _("%(law)s, article %(article)s") % {"law": law, "article": rule.article}


def _reminders(issue: Issue) -> str:
    rows = Rung.objects.filter(issue=issue, due_date=issue.due_date, outcome=RungOutcome.TOLD)
    days = rows.order_by("taken_date").values_list("taken_date", flat=True)
    return "\n".join(f"– {wording.day(day)}" for day in days) or _("none by mail")


def desk_letters(group: Group, wanted: Mapping[str, Any]) -> QuerySet[Letter]:
    """Give the group's letters by the filters, to be sorted by `LETTER_ORDER`.

    `is_answered` tells whether the office has answered since the letter went out.
    """
    since = Answer.objects.filter(issue=OuterRef("issue"), organisation=OuterRef("addressee"),
                                  answered_at__gt=OuterRef("sent_at"))  # fmt: skip
    rows = Letter.objects.filter(group=group).select_related("group", "issue__group", "addressee")
    rows = rows.annotate(is_answered=Exists(since))
    for name in ("state", "addressee"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("period"):
        period = wanted["period"]
        rows = rows.filter(sent_date__gte=period.start, sent_date__lt=period.end)
    words: QuerySet[Letter] = rows.filter(_speaking(wanted["q"])) if wanted.get("q") else rows
    return words


def _speaking(text: str) -> Q:
    """Give the condition "speaks of this": a number of a letter or issue, or a part of the subject."""
    found = saying(text, "subject_mn", "issue__title")
    number = re.search(r"([0-9]{1,9})$", text.strip())
    if number and int(number[1]) < 2**31:
        found |= Q(number=int(number[1])) | Q(issue__number=int(number[1]))
    return found


def addressees_of(group: Group) -> list[tuple[int, str]]:
    """Give (id, name) of the organisations that were written to, for the filter."""
    rows = Letter.objects.filter(group=group).order_by().values("addressee").distinct()
    names = rows.values_list("addressee", "addressee__name_mn", "addressee__name_en")
    is_english = translation.get_language() == "en"
    return [(pk, (en or mn) if is_english else mn) for pk, mn, en in names]


def letter_or_404(gate: Gate, pk: int) -> Letter:
    """Give a letter of the gate's group; the only door from an address to one."""
    rows = Letter.objects.filter(group=gate.group, pk=pk)
    related = ("group__unit", "issue__group", "issue__responsible", "addressee", "sent_by")
    found = rows.select_related(*related).first()
    if found is None:
        raise Http404
    return found


def letters_to_sign(group: Group) -> int:
    """Count the drafts that wait for a person."""
    return Letter.objects.filter(group=group, state=LetterState.DRAFT).count()


def answered_since(letter: Letter) -> Answer | None:
    """Give the first answer of the office after the letter went out."""
    if letter.sent_at is None:
        return None
    rows = Answer.objects.filter(
        issue=letter.issue_id, organisation=letter.addressee_id, answered_at__gt=letter.sent_at
    )
    return rows.order_by("id").first()


def next_number(group: Group) -> int:
    """Give the number the next letter will have, if nobody sends one before."""
    last = Letter.objects.filter(group=group, number__isnull=False).order_by(F("number").desc())
    return (last.values_list("number", flat=True).first() or 0) + 1
