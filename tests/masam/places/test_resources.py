"""Loading lists of places."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import override

from masam.places.models import Unit
from masam.places.queries import unit_by_code
from masam.places.resources import FileRefused, load_minimum, load_places

pytestmark = pytest.mark.django_db

HEADER = "code,level,parent_code,kind,name_mn,lat,lon\n"
KHOVD = "84,1,,aimag,Ховд,46.9,92.7\n"
FULL = Path(settings.REFERENCE_DATA) / "mn_admin_units.csv"
needs_full = pytest.mark.skipif(not FULL.exists(), reason="the reference data is not here")


@pytest.fixture(autouse=True)
def _no_places(db):
    """Take away the minimum that every test database has."""
    for level in (3, 2, 1):
        Unit.objects.filter(level=level).delete()


@pytest.fixture
def table(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "units.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def refusal(path):
    with override("en"), pytest.raises(FileRefused) as refused:
        load_places(path)
    assert not Unit.objects.exists()
    return str(refused.value)


def test_the_minimum_loads_once():
    first = load_minimum()
    assert first.added == Unit.objects.count() > 100
    again = load_minimum()
    assert (again.added, again.changed, again.same) == (0, 0, first.added)


def test_the_minimum_has_the_capital_21_aimags_and_9_districts():
    load_minimum()
    assert Unit.objects.filter(kind="capital").count() == 1
    assert Unit.objects.filter(kind="aimag").count() == 21
    assert Unit.objects.filter(kind="district").count() == 9
    assert unit_by_code("67").iso_3166_2 == "MN-041"


def test_an_aimag_centre_and_the_capital_are_classed():
    load_minimum()
    assert unit_by_code("8401").place_class == "aimag_centre"
    assert unit_by_code("111051").place_class == "capital"
    assert unit_by_code("8407").place_class == ""


def test_a_changed_name_is_taken_over_and_our_english_name_stays(table):
    load_places(table(HEADER + KHOVD))
    Unit.objects.update(name_en="Hovd, as we say")
    assert load_places(table(HEADER + KHOVD.replace("46.9", "47.1"))).changed == 1
    khovd = unit_by_code("84")
    assert (khovd.lat, khovd.name_en) == (47.1, "Hovd, as we say")
    load_places(table(HEADER + KHOVD.replace("Ховд", "Шинэ Ховд")))
    assert unit_by_code("84").name_en == "Shine Khovd"


def test_an_empty_cell_does_not_erase_a_point(table):
    load_places(table(HEADER + KHOVD))
    load_places(table(HEADER + "84,1,,aimag,Ховд,,\n"))
    assert unit_by_code("84").lat == 46.9


def test_children_may_stand_before_their_parents_and_a_mark_is_no_matter(table):
    path = table(HEADER + "8407,2,84,soum,Булган,,\n" + KHOVD, encoding="utf-8-sig")
    assert load_places(path).added == 2
    assert unit_by_code("8407").parent.code == "84"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("code,kind\n84,aimag\n", "Missing: level, parent_code, name_mn."),
        ("", "Missing: code, level"),
        (HEADER, "The file has no rows below the first."),
        (HEADER + KHOVD + KHOVD, "Row 3: the code 84 stands already in row 2."),
        (HEADER + "8407,2,99,soum,Булган,,\n", "Row 2: the parent “99” is not known at level 1."),
        (HEADER + "84,4,,aimag,Ховд,,\n", "Row 2: the level “4” must be 1, 2 or 3."),
        (HEADER + "8x,1,,aimag,Ховд,,\n", "Row 2: the code “8x” must have 2 digits at level 1."),
        (HEADER + "84,1,,soum,Ховд,,\n", "Row 2: the kind “soum” does not exist at level 1."),
        (HEADER + "84,1,11,aimag,Ховд,,\n", "Row 2: a unit of level 1 has no parent"),
        (HEADER + "84,1,,aimag,,,\n", "Row 2: the Mongolian name is missing."),
        (HEADER + "84,1,,aimag,Ховд,north,\n", "Row 2: latitude and longitude must be numbers"),
        (HEADER + "84,1,,aimag,Ховд,nan,\n", "Row 2: latitude and longitude must be numbers"),
        (HEADER + "84,1,,aimag,Ховд,1,2,3\n", "Row 2: it has more cells than the first row names."),
        (HEADER + "84,1,,aimag," + "Х" * 81 + ",,\n", "Row 2: the name is longer than 80 letters."),
        (HEADER + '84,1,,aimag,"Ховд\n', "The file is not a CSV table."),
    ],
)
def test_a_bad_file_is_refused_whole_with_a_sentence(table, text, sentence):
    assert sentence in refusal(table(text))


def test_every_bad_row_is_told_at_once(table):
    told = refusal(table(HEADER + KHOVD + "85,9,,aimag,Увс,,\n" + "86,1,,aimag,,,\n"))
    assert told.splitlines() == [
        "Row 3: the level “9” must be 1, 2 or 3.",
        "Row 4: the Mongolian name is missing.",
    ]


def test_a_hundred_bad_rows_are_summed_up(table):
    told = refusal(table(HEADER + "85,9,,aimag,Увс,,\n" * 100))
    assert told.splitlines()[-1] == "… and 70 more."


def test_another_encoding_is_refused(table):
    assert "not in UTF-8" in refusal(table(HEADER + KHOVD, encoding="utf-16"))
    assert "not in UTF-8" in refusal(table(HEADER + KHOVD, encoding="cp1251"))


def test_a_missing_file_is_told(tmp_path):
    assert "cannot be opened" in refusal(tmp_path / "absent.csv")


def test_the_command_speaks_the_readers_language_and_fails(table):
    path = table(HEADER + "84,4,,aimag,Ховд,,\n")
    with pytest.raises(CommandError) as english:
        call_command("loadplaces", str(path), "--language", "en")
    assert str(english.value) == "Row 2: the level “4” must be 1, 2 or 3."
    assert english.value.returncode == 1
    with pytest.raises(CommandError):
        call_command("loadplaces", str(path))


def test_the_command_wants_a_file_or_the_minimum():
    with pytest.raises(CommandError):
        call_command("loadplaces")
    told = StringIO()
    call_command("loadplaces", "--minimum", "--language", "en", stdout=told)
    assert told.getvalue() == f"Places: {Unit.objects.count()} new, 0 changed, 0 unchanged.\n"


@needs_full
def test_the_full_list_loads_twice_over_the_minimum():
    load_minimum()
    load_places(FULL)
    assert [Unit.objects.filter(level=level).count() for level in (1, 2, 3)] == [22, 339, 1809]
    assert load_places(FULL).same == 2170
    assert unit_by_code("1110").name_en == "Bayanzurkh"
    assert unit_by_code("1110").lat == pytest.approx(47.96, abs=0.01)
    assert not Unit.objects.filter(name_en="").exists()
