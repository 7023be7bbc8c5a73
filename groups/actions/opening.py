"""Opening a group: the draft kept step by step, then everything in one transaction (G1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.actions.group import BadGroup, touch
from groups.actions.member import invite_member
from groups.actions.paper import copy_posts
from groups.actions.phase import enter_phase
from groups.models import (
    Group,
    GroupDraft,
    GroupRules,
    MeetingSeries,
    Role,
)
from groups.models.group import RESERVED_SLUGS
from groups.signals import group_opened
from masam.audit.actions import record
from masam.organisations.actions import load_organisations
from masam.places.models import Unit
from masam.search.sortkey import sort_key
from masam.tenancy import in_group

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Phase
    from masam.organisations.actions import OrganisationRow
    from masam.organisations.models import Organisation

# What may be taken over from the model group; upper apps hear `group_opened` for theirs.
PARTS = {
    "rules": gettext_lazy("Rules: quorum, balance, days that minutes go round"),
    "categories": gettext_lazy("Categories of issues of both sectors"),
    "ladder": gettext_lazy("Ladder of escalation: reminders, agenda, letter, next level"),
    "letters": gettext_lazy("Formal letters: their text, and the posts of those who sign"),
    "series": gettext_lazy("Regular meetings: topic, rhythm, hour, length"),
    "disclosure": gettext_lazy("The kinds of offices whose open information is watched"),
}
RULES = (
    "quorum_percent", "community_percent", "sex_percent", "vulnerable_percent", "circulation_days",
)  # fmt: skip


@dataclass(frozen=True)
class Opening:
    """Everything a new group is opened with, checked by the forms."""

    unit: Unit
    names: dict[str, str]  # slug, code, name_mn, name_en, zone, language
    facilitator: dict[str, str]  # name, email, language, stakeholder
    phase: Phase | None = None
    lead_partner: str = ""
    model: Group | None = None
    parts: frozenset[str] = frozenset()
    organisations: tuple[Organisation, ...] = ()
    listed: tuple[OrganisationRow, ...] = ()  # of an uploaded list


@transaction.atomic
def save_draft(
    draft: GroupDraft | None, *, actor: Any, step: str, answers: dict[str, Any]
) -> GroupDraft:
    """Keep one step of a draft as it was typed; None begins a new one.

    Raises `BadGroup` for a draft whose group stands already.
    """
    if draft is None:
        draft = GroupDraft(author=actor)
    else:
        draft = GroupDraft.objects.select_for_update().get(pk=draft.pk)
        _refuse_opened(draft)
    draft.answers = {**draft.answers, step: answers}
    draft.changed_at = timezone.now()
    draft.save()
    record("draft.saved", actor=actor, target=draft, data={"step": step})
    return draft


@transaction.atomic
def drop_draft(draft: GroupDraft, *, actor: Any) -> None:
    """Throw a draft away. A draft whose group stands is kept as the trace of its opening."""
    draft = GroupDraft.objects.select_for_update().get(pk=draft.pk)
    _refuse_opened(draft)
    record("draft.dropped", actor=actor, target=draft)
    draft.delete()


def _refuse_opened(draft: GroupDraft) -> None:
    if draft.opened_id is not None:
        raise BadGroup(_("This group is open already."))


@transaction.atomic
def open_group(opening: Opening, *, actor: Any, draft: GroupDraft | None = None) -> Group:
    """Open a group with everything it begins with: all of it, or nothing.

    Raises `BadGroup` when the place has a group, or the address or the letters are taken.
    """
    _check(opening)
    if draft is not None:
        draft = GroupDraft.objects.select_for_update().get(pk=draft.pk)
        _refuse_opened(draft)
    group = Group(unit=opening.unit, sort_key=sort_key(opening.names["name_mn"]), **opening.names)
    group.full_clean(exclude=["unit"])
    group.save()
    if opening.listed:
        load_organisations(opening.listed, actor=actor, source=f"opening of {group.slug}")
    with in_group(group):
        record("group.opened", actor=actor, target=group, group=group, data=_told(opening))
        _take_over(group, opening, actor)
        invite_member(group, actor=actor, role=Role.FACILITATOR, **opening.facilitator)
        _enter(group, opening, actor)
    if draft is not None:
        draft.opened, draft.answers = group, {}
        draft.save(update_fields=["opened", "answers"])
    touch(group)
    return group


def _enter(group: Group, opening: Opening, actor: Any) -> None:
    if opening.phase is not None:
        enter_phase(
            group, actor=actor, phase=opening.phase, lead_partner=opening.lead_partner,
            from_date=group.today(),
        )  # fmt: skip


def _told(opening: Opening) -> dict[str, Any]:
    return {
        "unit": opening.unit.code,
        "model": opening.model.slug if opening.model else "",
        "parts": sorted(opening.parts),
        "listed": len(opening.listed),
    }


def _check(opening: Opening) -> None:
    """Two coordinators at once: the place is locked, so the second one finds the group."""
    Unit.objects.select_for_update().get(pk=opening.unit.pk)
    standing = Group.objects.filter(unit=opening.unit).first()
    if standing is not None:
        raise BadGroup(
            _("This place has a group already: %(group)s. A closed group can be opened again.")
            % {"group": standing.name}
        )
    refuse_slug(opening.names["slug"])
    refuse_code(opening.names["code"])


def refuse_slug(slug: str) -> None:
    """Raise `BadGroup` when an address cannot be a new group's."""
    if slug in RESERVED_SLUGS:
        sentence = _("“%(slug)s” is a word of the site itself. Please choose another address.")
        raise BadGroup(sentence % {"slug": slug}, field="slug")
    standing = Group.objects.filter(slug=slug).first()
    if standing is not None:
        sentence = _("“%(slug)s” is the address of the group %(group)s. Please choose another one.")
        raise BadGroup(sentence % {"slug": slug, "group": standing.name}, field="slug")


def refuse_code(code: str) -> None:
    """Raise `BadGroup` when the letters before issue numbers cannot be a new group's."""
    standing = Group.objects.filter(code=code).first()
    if standing is not None:
        sentence = _("The letters %(code)s belong to the group %(group)s. Please choose others.")
        raise BadGroup(sentence % {"code": code, "group": standing.name}, field="code")


def _take_over(group: Group, opening: Opening, actor: Any) -> None:
    """Copy what is groups' own; the rest is copied by those who hear `group_opened`."""
    model = opening.model
    with in_group(group, *([model] if model else [])):
        if model is not None:
            _copy_rules(group, model, opening.parts)
            _copy_series(group, model, opening.parts)
            if "letters" in opening.parts:
                copy_posts(group, model)
        group_opened.send(
            sender=Group, group=group, model=model, parts=opening.parts,
            organisations=opening.organisations, actor=actor,
        )  # fmt: skip


def _copy_rules(group: Group, model: Group, parts: frozenset[str]) -> None:
    if "rules" in parts:
        rules = GroupRules.objects.filter(group=model).first() or GroupRules()
        GroupRules.objects.create(group=group, **{name: getattr(rules, name) for name in RULES})


def _copy_series(group: Group, model: Group, parts: frozenset[str]) -> None:
    if "series" in parts:
        rows = MeetingSeries.objects.filter(group=model, ended_at=None)
        MeetingSeries.objects.bulk_create(_series(group, row) for row in rows)


def _series(group: Group, row: MeetingSeries) -> MeetingSeries:
    """Copy a rhythm: the same weekday of the same week, from next month on; the place is open."""
    return MeetingSeries(
        group=group, topic=row.topic, rhythm=row.rhythm, starts_at=row.starts_at,
        lasts_minutes=row.lasts_minutes, is_closed=row.is_closed,
        first_date=same_weekday_next_month(row.first_date, group.today()),
    )  # fmt: skip


def same_weekday_next_month(pattern: date, today: date) -> date:
    """Give the day of next month that `pattern` is of its own: the second Friday, say.

    A fifth Friday becomes the last one.
    """
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    to_weekday = timedelta(days=(pattern.weekday() - first.weekday()) % 7)
    found = first + to_weekday + timedelta(weeks=(pattern.day - 1) // 7)
    return found if found.month == first.month else found - timedelta(weeks=1)


@transaction.atomic
def list_organisations(group: Group, *, actor: Any, rows: Iterable[OrganisationRow]) -> Any:
    """Add organisations of an uploaded list to the group's place; gives what was loaded."""
    loaded = load_organisations(rows, actor=actor, source=f"list of {group.slug}")
    data = {"added": loaded.added, "changed": loaded.changed}
    record("group.points_listed", actor=actor, target=group, group=group, data=data)
    touch(group)
    return loaded


@transaction.atomic
def invite_facilitator(group: Group, *, actor: Any, **person: Any) -> Any:
    """Invite somebody to lead a group that has nobody yet, or lost its facilitator."""
    with in_group(group):
        membership = invite_member(group, actor=actor, role=Role.FACILITATOR, **person)
        record("group.facilitator_invited", actor=actor, target=membership, group=group)
    return membership
