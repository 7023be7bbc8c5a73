"""Charts: sums, escaping, no NaN, one renderer for page and picture."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from masam import charts
from masam.charts import Bar, Frame, Mark, Pair, Segment, Series, Spot, Unit

EVIL = '<b onclick="x">&\''
NAN = float("nan")
ROWS = [
    Bar("Ховд", [Segment("fixed", 26, charts.FIXED), Segment("open", 9, charts.OPEN)]),
    Bar(EVIL, [Segment(EVIL, 0, charts.FIXED), Segment("open", NAN, charts.OPEN)]),
]
PICTURES = {
    "bar": charts.bar(ROWS[0].segments, 40),
    "bar of nothing": charts.bar([Segment(EVIL, NAN, charts.OPEN)], 0),
    "bars": charts.bars(ROWS),
    "bars framed": charts.bars(ROWS, frame=Frame(EVIL, EVIL, EVIL)),
    "no bars": charts.bars([]),
    "line": charts.line(["1", "2", "3"], [Series(EVIL, [1, None, 3]), Series("b", [NAN, 2, 2])]),
    "no line": charts.line([], []),
    "one point": charts.line(["1"], [Series("a", [5])]),
    "sparkline": charts.sparkline([1, None, 3, NAN], label=EVIL),
    "tiles": charts.tiles(
        [Unit("84", EVIL, 74, EVIL), Unit("1110", "b", None), Unit("11", "c", has_group=False)]
    ),
    "points": charts.points([Spot(EVIL, 91.6, 48.0, 3, 4, EVIL), Spot("b", 91.6, 48.0, 0, 0)]),
    "one spot": charts.points(
        [Spot("b", 91.6, 48.0, 1, 0)], outline=[[(91, 47), (92, 49), (93, 48)]]
    ),
    "no spots": charts.points([]),
    "dots": charts.dots(
        [Pair(EVIL, 1, 5), Pair("b", None, 3), Pair("c", NAN, None), Pair("d", 4, 2)]
    ),
    "milestones": charts.milestones(
        [
            Mark(EVIL, date(2026, 3, 1), date(2026, 2, 1), EVIL),
            Mark("b", date(2026, 5, 1)),
            Mark("c", date(2027, 5, 1)),
        ],
        start=date(2026, 3, 1),
        end=date(2026, 12, 31),
        today=date(2026, 6, 1),
        word=EVIL,
    ),
    "no milestones": charts.milestones(
        [], start=date(2026, 3, 1), end=date(2026, 3, 1), today=date(2025, 1, 1)
    ),
    "dots of one step": charts.dots([Pair("a", 1, 1)], scale=(1, 1)),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_sound_xml_with_a_name_and_no_nan(name):
    svg = PICTURES[name]
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert "nan" not in re.sub(r"[\w-]*nan\w+|\w+nan\b", "", svg).lower()
    assert "inf" not in svg
    assert "<b" not in svg
    assert "style=" not in svg
    assert "<use" not in svg


def test_a_bar_fills_the_cell_to_its_share_of_the_scale():
    widths = re.findall(r'<rect x="[\d.]+%" width="([\d.]+)%"', charts.bar(ROWS[0].segments, 70))
    assert sum(map(float, widths)) == pytest.approx(50, abs=0.05)


def test_a_bar_never_leaves_its_cell():
    widths = re.findall(r'width="([\d.]+)%"', charts.bar(ROWS[0].segments, 10))[:-1]
    assert sum(map(float, widths)) <= 100


def test_a_bar_stretches_but_its_text_does_not():
    assert "viewBox" not in charts.bar(ROWS[0].segments, 40)
    assert 'aria-label="fixed 26, open 9"' in charts.bar(ROWS[0].segments, 40)


def test_a_small_segment_has_no_number():
    svg = charts.bar([Segment("a", 1, charts.OPEN), Segment("b", 99, charts.FIXED)], 100)
    assert re.findall(r">(\d+)</text>", svg) == ["99"]


def test_the_total_of_a_row_is_the_sum_of_its_parts():
    assert ROWS[0].total == 35
    assert ROWS[1].total == 0
    assert ">35</text>" in PICTURES["bars"]


def test_a_framed_picture_stands_alone():
    svg = charts.bars(ROWS[:1], frame=Frame("Title", "What it shows", "Source: us"))
    assert "<title>Title</title>" in svg
    assert "<desc>What it shows</desc>" in svg
    assert "Source: us" in svg
    assert 'fill="#ffffff"' in svg
    assert re.search(r'width="\d+" height="[\d.]+" role="img"', svg)


def test_a_gap_in_a_line_is_not_a_zero():
    svg = charts.line(["1", "2", "3", "4", "5"], [Series("a", [1, 2, None, 4, 5])])
    assert svg.count("<polyline") == 2


def test_the_grid_holds_every_aimag_and_district_once():
    assert len(charts.TILE_POSITIONS) == 31  # 21 aimags, 9 districts, the capital's total
    places = [place[:2] for place in charts.TILE_POSITIONS.values()]
    assert len(set(places)) == 31
    for language in (2, 3):
        assert len({place[language] for place in charts.TILE_POSITIONS.values()}) == 31


@pytest.mark.parametrize(
    ("value", "step"), [(0, 1), (34.9, 1), (35, 2), (60, 4), (70, 5), (100, 5)]
)
def test_map_steps_begin_at_their_lower_bound(value, step):
    assert charts.tile_step(value, (35, 50, 60, 70)) == step


def test_a_unit_without_group_does_not_look_like_zero():
    drawn = charts.tile_list(
        [
            Unit("84", "Ховд", 0, "0 / 4", "/khovd/"),
            Unit("85", "Увс", has_group=False),
            Unit("21", "Дорнод"),
        ]
    )
    assert 'class="tile m1"' in drawn
    assert 'class="tile none"' in drawn
    assert 'class="tile blank"' in drawn
    assert 'aria-label="Ховд: 0 / 4"' in drawn


def test_the_tile_list_escapes_names():
    assert "<b onclick" not in charts.tile_list([Unit("84", EVIL, 1, EVIL, EVIL)])


def test_units_off_the_grid_are_left_out():
    assert charts.tile_list([Unit("9999", "?")]) == ""


def test_a_late_milestone_is_red_a_done_one_full_and_one_outside_the_period_still_shown() -> None:
    late, done, far = (
        charts.milestones(
            [mark], start=date(2026, 1, 1), end=date(2026, 12, 31), today=date(2026, 6, 1)
        )
        for mark in (
            Mark("a", date(2026, 5, 1)),
            Mark("a", date(2026, 5, 1), date(2026, 5, 20)),
            Mark("a", date(2028, 5, 1)),
        )
    )
    assert charts.OVERDUE in late
    assert charts.OVERDUE not in done
    assert f'fill="{charts.FIXED}"' in done
    assert "2028.05" in far
