"""The categories a group starts with (domain.md 2.4); a group may change its own list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from issues.models import Category
from masam.organisations.models import Sector

if TYPE_CHECKING:
    from groups.models import Group

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

    Needs a scope that holds both. A model without any gives the starting list.
    """
    rows = Category.objects.filter(group=model, is_active=True).order_by("position", "id")
    names = ("key", "sector", "name_mn", "name_en", "position")
    made = Category.objects.bulk_create(
        Category(group=group, **{name: getattr(row, name) for name in names}) for row in rows
    )
    return len(made) or seed_categories(group)
