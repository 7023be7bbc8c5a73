"""Loading lists of public facilities."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import override

from masam.organisations.models import Organisation
from masam.organisations.resources import load_facilities
from masam.places.queries import unit_by_code
from masam.places.resources import FileRefused, load_minimum, load_places

pytestmark = pytest.mark.django_db

HEADER = "register_no,name_mn,kind,aimag_code\n"
REFERENCE = Path(settings.REFERENCE_DATA)
FULL = REFERENCE / "mn_public_facilities_sample.csv"
needs_full = pytest.mark.skipif(not FULL.exists(), reason="the reference data is not here")


@pytest.fixture(autouse=True)
def _minimum():
    load_minimum()


@pytest.fixture
def table(tmp_path):
    def write(*rows):
        path = tmp_path / "facilities.csv"
        path.write_text(HEADER + "\n".join(rows), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("row", "kind", "sector", "type_", "place"),
    [
        ("Ховд аймгийн Булган сумын сургууль,school,84", "service_point", "education", "school", "8407"),
        ("Ховд аймгийн булган сумын эрүүл мэндийн төв,health_centre,84", "service_point", "health", "soum_health_centre", "8407"),
        ("Ховд аймгийн эрүүл мэндийн газар,health_centre,84", "agency", "health", "", "84"),
        ("Өрхийн эрүүл мэндийн төв,health_centre,11", "service_point", "health", "family_health_centre", "11"),
        ("Баянзүрх дүүргийн эрүүл мэндийн төв,health_centre,11", "service_point", "health", "health_centre", "1110"),
        ("Увс аймгийн Өмнөговь сумын сум дундын эмнэлэг,hospital,85", "service_point", "health", "hospital", "8531"),
        ("Улсын төв эмнэлэг,hospital,", "service_point", "health", "hospital", None),
        ("Буянт ба Булган сумын цэцэрлэг; Буянт сум,kindergarten,84", "service_point", "education", "kindergarten", "84"),
    ],
)  # fmt: skip
def test_the_name_tells_the_type_and_the_soum(table, row, kind, sector, type_, place):
    load_facilities(table("9000001," + row))
    one = Organisation.objects.get(register_no="9000001")
    assert (one.kind, one.sector, one.type) == (kind, sector, type_)
    assert (one.unit.code if one.unit else None) == place


def test_loading_again_changes_nothing_and_keeps_a_place_found_by_hand(table):
    path = table("9000001,Ховдын сургууль,school,84", "9000002,Эмнэлэг,hospital,")
    first = load_facilities(path)
    assert (first.added, first.without_place, first.with_soum) == (2, 1, 0)
    Organisation.objects.filter(register_no="9000001").update(unit=unit_by_code("8407"))
    Organisation.objects.filter(register_no="9000002").update(unit=unit_by_code("85"))
    assert load_facilities(path).same == 2
    places = Organisation.objects.order_by("register_no").values_list("unit__code", flat=True)
    assert list(places) == ["8407", "85"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["12,Сургууль,school,84"], "Row 2: the register number “12” must have 7 digits."),
        (
            ["9000001,А,school,84", "9000001,Б,school,84"],
            "Row 3: the register number 9000001 stands already in row 2.",
        ),
        (["9000001,,school,84"], "Row 2: the Mongolian name is missing."),
        (["9000001," + "С" * 201 + ",school,84"], "Row 2: the name is longer than 200 letters."),
        (["9000001,Банк,bank,84"], "Row 2: the kind “bank” is not one of: school, kindergarten"),
        (["9000001,Сургууль,school,99"], "Row 2: there is no aimag with the code “99”."),
        ([], "The file has no rows below the first."),
    ],
)
def test_a_bad_file_is_refused_whole_with_a_sentence(table, rows, sentence):
    with override("en"), pytest.raises(FileRefused) as refused:
        load_facilities(table(*rows))
    assert sentence in str(refused.value)
    assert not Organisation.objects.exists()


def test_the_command_tells_the_counts_and_fails_with_a_sentence(table):
    told = StringIO()
    path = table("9000001,Ховд аймгийн Буянт сумын сургууль,school,84", "9000002,Эмнэлэг,hospital,")
    call_command("loadorganisations", str(path), "--language", "en", stdout=told)
    assert told.getvalue() == (
        "Organisations: 2 new, 0 changed, 0 unchanged. Soum told by the name: 1. "
        "Place not known: 1.\n"
    )
    with pytest.raises(CommandError, match="not one of"):
        call_command("loadorganisations", str(table("9000001,А,x,84")), "--language", "en")


@needs_full
def test_the_full_sample_loads_twice():
    load_places(REFERENCE / "mn_admin_units.csv")
    first = load_facilities(FULL)
    assert (first.added, first.changed) == (962, 0)
    assert first.without_place < 80
    assert first.with_soum > 350
    assert load_facilities(FULL).same == 962
    assert Organisation.objects.filter(kind="agency", sector="health").count() >= 5
