"""The public holidays of Mongolia, by the PyPI package `holidays`.

The package costs 0.7 s to import, so it is imported when first asked. It computes the moving days
(Tsagaan Sar, Buddha's birthday, Chinggis Khaan's day); what it cannot know is a `CalendarException`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

# What people call them in a sentence; a name that is not here is shown as the law has it.
SHORT = {
    "Шинэ жил": _("New Year"),
    "Цагаан сар": _("Tsagaan Sar"),
    "Олон улсын эмэгтэйчүүдийн өдөр": _("Women's Day"),
    "Бурхан багшийн Их дүйчин өдөр": _("Buddha's Birthday"),
    "Хүүхдийн баяр": _("Children's Day"),
    "Үндэсний их баяр наадам, Ардын хувьсгалын ойн баяр": _("Naadam"),
    "Их Эзэн Чингис хааны өдөр": _("Chinggis Khaan Day"),
    "Бүгд Найрамдах Улс тунхагласан өдөр": _("Republic Day"),
    "Үндэсний эрх чөлөө, тусгаар тогтнолоо сэргээсний баярын өдөр": _("Independence Day"),
}


@cache
def holidays_of(year: int) -> dict[date, str]:
    """Give the holidays of a year with their Mongolian names, weekends included."""
    import holidays  # noqa: PLC0415 - reason: 0.7 s

    return dict(holidays.country_holidays("MN", years=year, language="mn"))


def holiday_on(day: date) -> str:
    """Give the Mongolian name of the holiday on a day, or nothing."""
    return holidays_of(day.year).get(day, "")
