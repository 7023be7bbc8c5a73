"""The categories of a group: the list it starts with (domain.md 2.4), and how it changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from groups.actions import touch
from issues.models import Category, CategoryVersion, Issue
from masam.audit.actions import record
from masam.organisations.models import Sector
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from groups.models import Group


class CannotCategorise(DomainError):
    """The list of categories cannot be changed so."""


BOTH = (Sector.HEALTH, Sector.EDUCATION)
HEALTH = (Sector.HEALTH,)
EDUCATION = (Sector.EDUCATION,)

# key, name in Mongolian, name in English, sectors; the order is the order of the list
STARTING = (
    ("access", "Хүртээмж, бүртгэл", "Access and registration", BOTH),
    ("waiting", "Хүлээлт, ажлын цаг", "Waiting and opening hours", BOTH),
    ("conduct", "Ажилтны харилцаа, ёс зүй", "Staff conduct and ethics", BOTH),
    ("quality", "Чанар, аюулгүй байдал", "Quality and safety", BOTH),
    ("staffing", "Хүний нөөц", "Missing staff", BOTH),
    ("medicine", "Эм, хэрэгсэл", "Medicine and supplies", HEALTH),
    ("equipment", "Тоног төхөөрөмж", "Equipment", HEALTH),
    ("payment", "Албан бус төлбөр, авлига", "Informal payment and corruption", BOTH),
    (
        "building",
        "Барилга, дулаан, ус, ариун цэврийн байгууламж",
        "Building, heating, water and toilets",
        BOTH,
    ),
    (
        "disability",
        "Хөгжлийн бэрхшээлтэй хүний хүртээмж",
        "Access for people with disabilities",
        BOTH,
    ),
    ("teaching", "Сургалт, анги дүүргэлт", "Teaching and class size", EDUCATION),
    (
        "places",
        "Дотуур байр, цэцэрлэгийн хүрэлцээ",
        "Dormitory and kindergarten places",
        EDUCATION,
    ),
    ("meals", "Хоол, хүнс", "School meals", EDUCATION),
    ("disclosure", "Мэдээлэл ил тод бус", "Information not disclosed", BOTH),
    ("budget", "Төсөв, худалдан авах ажиллагаа", "Budget and procurement", BOTH),
    ("discrimination", "Ялгаварлан гадуурхалт", "Discrimination", BOTH),
    ("other", "Бусад", "Other", BOTH),
)


def seed_categories(group: Group) -> int:
    """Give a group the starting categories it lacks; give how many are new. Needs its scope."""
    before = Category.objects.filter(group=group).count()
    rows = [
        Category(
            group=group, key=key, sector=sector, name_mn=name_mn, name_en=name_en, position=position
        )
        for position, (key, name_mn, name_en, sectors) in enumerate(STARTING, start=1)
        for sector in sectors
    ]
    Category.objects.bulk_create(rows, ignore_conflicts=True)
    return Category.objects.filter(group=group).count() - before


def copy_categories(group: Group, model: Group) -> int:
    """Give a new group the model's list as it stands, the retired ones left out; give how many.

    The questions come along as they stand now, as the first version of the new group. Needs a
    scope that holds both. A model without any gives the starting list.
    """
    rows = list(Category.objects.filter(group=model, is_active=True).order_by("position", "id"))
    names = ("key", "sector", "name_mn", "name_en", "position")
    made = Category.objects.bulk_create(
        Category(group=group, **{name: getattr(row, name) for name in names}) for row in rows
    )
    latest = {
        version.category_id: version.questions
        for version in CategoryVersion.objects.filter(category__in=rows).order_by("number")
    }
    CategoryVersion.objects.bulk_create(
        CategoryVersion(group=group, category=copy, number=1, questions=latest[row.pk])
        for row, copy in zip(rows, made, strict=True)
        if latest.get(row.pk)
    )
    return len(made) or seed_categories(group)


@transaction.atomic
def add_category(group: Group, *, actor: Any, sector: str, name_mn: str, name_en: str) -> Category:
    """Add a category at the end of a sector's list. Raises `CannotCategorise` for a double name."""
    row = Category(group=group, sector=sector, name_mn=name_mn.strip(), name_en=name_en.strip())
    _check_names(row)
    rows = Category.objects.select_for_update().filter(group=group, sector=sector)
    known = {each.key: each.position for each in rows}
    row.key, row.position = _free_key(row, set(known)), max(known.values(), default=0) + 1
    row.save()
    record("category.added", actor=actor, target=row)
    touch(group)
    return row


@transaction.atomic
def rename_category(category: Category, *, actor: Any, name_mn: str, name_en: str) -> Category:
    """Give a category other names; issues that have it show the new ones."""
    row = _locked(category)
    was = {"name_mn": row.name_mn, "name_en": row.name_en}
    row.name_mn, row.name_en = name_mn.strip(), name_en.strip()
    _check_names(row)
    row.save(update_fields=["name_mn", "name_en"])
    record("category.renamed", actor=actor, target=row, data={"was": was})
    touch(row.group)
    return row


@transaction.atomic
def sort_category(category: Category, *, actor: Any, up: bool) -> Category:
    """Move a category one place up or down in its sector's list."""
    row = _locked(category)
    same = Category.objects.filter(group=row.group_id, sector=row.sector, is_active=row.is_active)
    rows = list(same.order_by("position", "id"))
    place = rows.index(row)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        raise CannotCategorise(_("It stands at the end already."))
    rows[place], rows[other] = rows[other], rows[place]
    for position, each in enumerate(rows, start=1):
        each.position = position
    Category.objects.bulk_update(rows, ["position"])
    record("category.sorted", actor=actor, target=row)
    return row


@transaction.atomic
def retire_category(category: Category, *, actor: Any, note: str = "") -> Category:
    """Take a category out of the choice for new issues; those that have it keep it."""
    return _switch(category, "category.retired", actor=actor, note=note, is_active=False)


@transaction.atomic
def restore_category(category: Category, *, actor: Any, note: str = "") -> Category:
    """Offer a retired category again."""
    return _switch(category, "category.restored", actor=actor, note=note, is_active=True)


def _switch(
    category: Category, verb: str, *, actor: Any, note: str, is_active: bool
) -> Category:  # fmt: skip
    row = _locked(category)
    if row.is_active != is_active:
        row.is_active = is_active
        row.save(update_fields=["is_active"])
        record(verb, actor=actor, target=row, note=note)
    return row


@transaction.atomic
def remove_category(category: Category, *, actor: Any) -> None:
    """Delete a category that was never used. Raises `CannotCategorise` for one that was."""
    row = _locked(category)
    used = Issue.objects.filter(category=row).count()
    if used or CategoryVersion.objects.filter(category=row).exists():
        raise CannotCategorise(
            _("It was used already (issues: %(count)d) or has questions: please retire it instead.")
            % {"count": used}
        )
    record("category.removed", actor=actor, target=row)
    row.delete()


@transaction.atomic
def set_questions(
    category: Category, *, actor: Any, questions: list[dict[str, Any]], number: int
) -> CategoryVersion:
    """Give a category other questions, as its next version; older issues keep theirs.

    `number` is the version the editor saw (0 for none): raises `CannotCategorise` when somebody
    else made another meanwhile. A question without a key is a new one. The same questions again
    make no version.
    """
    row = _locked(category)
    versions = list(CategoryVersion.objects.filter(category=row).order_by("number"))
    latest = versions[-1] if versions else None
    if latest is not None and latest.questions == questions:
        return latest
    if number != (latest.number if latest else 0):
        raise CannotCategorise(
            _("Somebody else changed these questions meanwhile. Please look at them once more.")
        )
    known = {each["key"] for version in versions for each in version.questions}
    version: CategoryVersion = CategoryVersion.objects.create(
        group=row.group, category=row, number=number + 1, made_by=actor,
        questions=_keyed(questions, known),
    )  # fmt: skip
    data = {"version": version.number, "questions": len(questions)}
    record("category.asked", actor=actor, target=row, data=data)
    return version


def _keyed(questions: list[dict[str, Any]], known: set[str]) -> list[dict[str, Any]]:
    """Give new questions a key that no version of the category has had."""
    last = max((int(key[1:]) for key in known if key[1:].isdigit()), default=0)
    rows = []
    for question in questions:
        if question.get("key") not in known:
            last += 1
            rows.append({**question, "key": f"q{last}"})
        else:
            rows.append(question)
    return rows


def _locked(category: Category) -> Category:
    rows = Category.objects.select_for_update(of=("self",)).select_related("group")
    row: Category = rows.get(pk=category.pk)
    return row


def _check_names(row: Category) -> None:
    same = Category.objects.filter(group=row.group_id, sector=row.sector).exclude(pk=row.pk)
    for field, words in (("name_mn", row.name_mn), ("name_en", row.name_en)):
        if not words:
            raise CannotCategorise(_("Please write the name in both languages."), field=field)
        if same.filter(**{f"{field}__iexact": words}).exists():
            raise CannotCategorise(
                _("There is a category “%(name)s” in this sector already.") % {"name": words},
                field=field,
            )


def _free_key(row: Category, known: set[str]) -> str:
    stem = slugify(row.name_en)[:30].strip("-") or "own"
    tries = (stem, *(f"{stem}-{number}" for number in range(2, len(known) + 3)))
    return next(key for key in tries if key not in known)
