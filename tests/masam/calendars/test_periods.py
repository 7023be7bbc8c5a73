"""Periods."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.utils.translation import override

from masam.calendars.periods import (
    Kind,
    NoPeriod,
    containing,
    current,
    last_closed,
    last_closed_quarter,
    parse,
)


@pytest.mark.parametrize(
    ("text", "start", "end", "previous", "english", "mongolian"),
    [
        ("2026", date(2026, 1, 1), date(2027, 1, 1), "2025", "Year 2026", "2026 он"),
        (
            "2026-H1",
            date(2026, 1, 1),
            date(2026, 7, 1),
            "2025-H2",
            "First half of 2026",
            "2026 оны эхний хагас жил",
        ),
        (
            "2026-H2",
            date(2026, 7, 1),
            date(2027, 1, 1),
            "2026-H1",
            "Second half of 2026",
            "2026 оны сүүлийн хагас жил",
        ),
        (
            "2026-Q1",
            date(2026, 1, 1),
            date(2026, 4, 1),
            "2025-Q4",
            "Quarter 1 of 2026",
            "2026 оны 1-р улирал",
        ),
        (
            "2026-12",
            date(2026, 12, 1),
            date(2027, 1, 1),
            "2026-11",
            "December 2026",
            "2026 оны 12-р сар",
        ),
        (
            "FY2026",
            date(2025, 7, 1),
            date(2026, 7, 1),
            "FY2025",
            "Fiscal year 2026 (July 2025 – June 2026)",
            "2026 санхүүгийн жил (2025 оны 7-р сараас 2026 оны 6-р сар)",
        ),
    ],
)
def test_a_period_knows_its_days_and_names(text, start, end, previous, english, mongolian):
    period = parse(text)
    assert (period.start, period.end) == (start, end)
    assert str(period) == text
    assert str(period.previous) == previous
    assert period.previous.next == period
    assert period.last_day in period
    assert end not in period
    with override("en"):
        assert period.label == english
    with override("mn"):
        assert period.label == mongolian


def test_small_letters_are_read_too():
    assert str(parse(" fy2026 ")) == "FY2026"
    assert str(parse("2026-q3")) == "2026-Q3"


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-Q5", "2026-Q0", "2026-H3", "2026-13", "2026-9", "2026-Q03", "FY2026-Q1",
     "1999", "2100", "2026-", "last year", "2026-Q3; drop", "٢٠٢٦", "2026-Q٣"],
)  # fmt: skip
def test_a_bad_period_is_refused_with_a_sentence(text):
    with override("en"), pytest.raises(NoPeriod) as refused:
        parse(text)
    assert "is not a period. Write it as 2026, 2026-H1" in str(refused.value)
    assert refused.value.field == "period"


@pytest.mark.parametrize(
    ("today", "closed"),
    [
        (date(2026, 9, 30), "2026-Q2"),
        (date(2026, 10, 1), "2026-Q3"),
        (date(2027, 1, 1), "2026-Q4"),
    ],
)
def test_a_quarter_closes_with_its_last_day(today, closed):
    assert str(last_closed_quarter(today)) == closed


@time_machine.travel("2026-06-30 16:30 +0000", tick=False)
def test_today_is_the_day_in_ulaanbaatar():
    assert str(current("quarter")) == "2026-Q3"
    assert str(last_closed("month")) == "2026-06"
    assert str(current(Kind.FISCAL)) == "FY2027"


@pytest.mark.parametrize(
    ("day", "fiscal"), [(date(2026, 6, 30), "FY2026"), (date(2026, 7, 1), "FY2027")]
)
def test_the_fiscal_year_begins_in_july(day, fiscal):
    assert str(containing("fiscal", day)) == fiscal
