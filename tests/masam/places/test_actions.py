"""What changes places."""

from __future__ import annotations

import pytest

from masam.audit.models import Entry
from masam.places.actions import correct_unit
from masam.places.models import Unit
from masam.places.queries import search_units, unit_by_code
from masam.places.resources import load_minimum

pytestmark = pytest.mark.django_db


def test_loading_leaves_one_entry_and_loading_again_none():
    before = Entry.objects.count()
    Unit.objects.filter(code="8407").update(name_mn="Хуучин нэр")
    load_minimum()
    load_minimum()
    entry = Entry.objects.filter(verb="place.loaded").latest("id")
    assert entry.note == "minimum.csv"
    assert entry.data["changed"] == 1
    assert Entry.objects.count() == before + 1


def test_a_corrected_name_is_found_and_audited():
    load_minimum()
    khovd = unit_by_code("84")
    khovd.name_en = "Hovd"
    correct_unit(khovd, actor=None)
    assert search_units("hovd")[0] == khovd
    assert Entry.objects.get(verb="place.corrected").target_id == khovd.pk
