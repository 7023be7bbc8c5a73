"""What is true of organisations."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from masam.audit.models import Entry
from masam.organisations.actions import save_organisation
from masam.organisations.models import Organisation
from masam.organisations.queries import (
    agencies_in,
    answerable_for,
    search_organisations,
    service_points_in,
)
from masam.places.queries import unit_by_code
from masam.places.resources import load_minimum

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _minimum():
    load_minimum()


def make(name, code="84", **values):
    values = {"kind": "agency", "sector": "health", **values}
    organisation = Organisation(name_mn=name, unit=unit_by_code(code), **values)
    return save_organisation(organisation, actor=None)


def school(name="Булган сумын сургууль", code="8407", **values):
    return make(
        name, code, **{"kind": "service_point", "type": "school", "sector": "education", **values}
    )


def test_service_points_of_an_aimag_are_those_of_its_soums_too():
    point = school()
    school("Улаангомын сургууль", "8501")
    make("Эрүүл мэндийн газар")
    assert list(service_points_in(unit_by_code("84"))) == [point]
    assert list(service_points_in(unit_by_code("84"), sector="health")) == []


def test_agencies_can_be_asked_by_sector_and_closed_ones_are_left_out():
    health = make("Эрүүл мэндийн газар")
    make("Боловсролын газар", sector="education")
    make("Хуучин газар", is_active=False)
    assert list(agencies_in(unit_by_code("84"), sector="health")) == [health]
    assert agencies_in(unit_by_code("84")).count() == 2


def test_the_agency_written_above_a_point_answers_for_it():
    education = make("Боловсролын газар", sector="education")
    make("Сумын боловсрол", "8407", sector="education")
    assert answerable_for(school(parent=education)) == education


def test_else_the_nearest_agency_of_its_sector_answers():
    education = make("Боловсролын газар", sector="education")
    make("Эрүүл мэндийн газар")
    make("Увсын боловсрол", "85", sector="education")
    assert answerable_for(school()) == education
    nearer = make("Сумын боловсрол", "8407", sector="education")
    assert answerable_for(school("Хоёрдугаар сургууль")) == nearer


def test_nobody_answers_where_nobody_is_known():
    assert answerable_for(school()) is None
    assert answerable_for(Organisation(kind="service_point", sector="health")) is None


def test_search_finds_every_word_in_any_order_and_with_an_old_keyboard():
    point = school("Мөнххайрхан сумын сургууль", name_en="School of Munkhkhairkhan")
    school()
    assert search_organisations("сургууль монххайрхан") == [point]
    assert search_organisations("munkh") == [point]
    assert search_organisations("сургууль", unit=unit_by_code("8407")) != [point]
    assert len(search_organisations("сургууль", limit=1)) == 1
    assert search_organisations("") == []


def test_the_name_follows_the_language_and_falls_back():
    point = school(name_en="Bulgan school")
    with override("en"):
        assert (point.name, make("Газар").name) == ("Bulgan school", "Газар")
    with override("mn"):
        assert point.name == "Булган сумын сургууль"


def test_saving_leaves_an_entry():
    point = school()
    save_organisation(point, actor=None)
    verbs = Entry.objects.filter(target_id=point.pk, target_kind="organisations.organisation")
    assert [entry.verb for entry in verbs.order_by("id")] == [
        "organisation.added",
        "organisation.changed",
    ]


def test_two_organisations_without_a_register_number_are_no_conflict():
    school(register_no="")
    school("Хоёр", register_no="")
    assert Organisation.objects.filter(register_no=None).count() == 2


def test_a_service_point_has_a_type_and_others_have_none():
    with pytest.raises(IntegrityError), transaction.atomic():
        make("Сургууль", type="school")


def test_lists_cost_one_query(django_assert_num_queries):
    khovd = unit_by_code("84")
    school(parent=make("Боловсролын газар", sector="education"))
    school("Хоёр")
    with django_assert_num_queries(1):
        assert [
            (point.unit.full_name, point.parent and point.parent.name)
            for point in service_points_in(khovd)
        ]
