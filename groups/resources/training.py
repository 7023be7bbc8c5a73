"""Trainings and trainers as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groups.models import Sex, Stakeholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groups.models import (
        Trainer,
        Training,
    )
    from groups.queries import TookPart


def training_head() -> list[str]:
    """Give the first line of the table of trainings, in the reader's language."""
    return [
        _("number"), _("kind"), _("title"), _("first day"), _("last day"), _("hours"), _("place"),
        _("organiser"), _("groups exchanged with"), _("participants"), _("members of the group"),
        _("guests"), _("participant hours"), _("women"), _("men"), _("sex not told"),
        _("vulnerable"), *(str(label) for label in Stakeholder.labels),
    ]  # fmt: skip


def training_lines(pairs: Iterable[tuple[Training, TookPart]]) -> Iterator[list[Any]]:
    """Give the line of each training: counts, no names of who took part.

    Where fewer than five took part, sex and vulnerability stay empty: the count would be a person.
    """
    for row, came in pairs:
        others = ", ".join(link.other.name for link in row.others.all())
        untold = came.total - came.by_sex.get(Sex.FEMALE, 0) - came.by_sex.get(Sex.MALE, 0)
        traits = [came.by_sex.get(Sex.FEMALE, 0), came.by_sex.get(Sex.MALE, 0), untold]
        yield [
            row.number, str(row.get_kind_display()), row.title, row.from_date, row.to_date,
            row.hours, row.place, row.organiser, others, came.total, came.members, came.guests,
            came.hours,
            *([*traits, came.vulnerable] if came.tells_traits else [None] * 4),
            *(came.by_stakeholder.get(who, 0) for who in Stakeholder.values),
        ]  # fmt: skip


def trainer_head() -> list[str]:
    """Give the first line of the register, in the reader's language."""
    return [
        _("name"), _("what they do"), _("side"), _("organisation"), _("topics"), _("languages"),
        _("trained by"), _("trained when"), _("trainings held"), _("works now"),
    ]  # fmt: skip


def trainer_lines(rows: Iterable[Trainer]) -> Iterator[list[Any]]:
    """Give the line of each trainer. Phone and mail never go into a file."""
    for row in rows:
        yield [
            row.name, str(row.get_work_display()), str(row.get_side_display()), row.organisation,
            row.topics, row.languages, row.trained_by, row.trained_date,
            row.held,  # type: ignore[attr-defined]
            _("yes") if row.is_active else _("no"),
        ]  # fmt: skip
