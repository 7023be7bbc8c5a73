"""The shelf: what a group keeps for itself, and what all groups may read."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from groups.actions import BadMaterial, edit_material
from groups.models import Material, MaterialFile
from masam.tenancy import in_group, national_read
from masam.wire.errors import StaleVersion
from tests.factories.trainings import make_material

LIST = "/khovd/desk/trainings/materials/"


def titles(answer):
    return [row.title_mn for row in answer.context["page"]]


def form(**change):
    return {"title_mn": "Гарын авлага", "kind": "guide", "language": "mn", "is_current": "on",
            **change}  # fmt: skip


@pytest.fixture
def theirs(bayanzurkh):
    """Of another group: one shared, one of its own, one shared and taken off the shelf."""
    with in_group(bayanzurkh):
        return {
            "shared": make_material(bayanzurkh, "Баянзүрхийн авлага"),
            "own": make_material(bayanzurkh, "Дотоод", is_shared=False),
            "old": make_material(bayanzurkh, "Хуучин", is_current=False),
        }


def test_members_read_what_other_groups_share_and_nothing_else(khovd, as_, theirs):
    client = as_("observer")
    assert titles(client.get(LIST)) == ["Баянзүрхийн авлага"]
    assert titles(client.get(f"{LIST}?shelf=own")) == []
    assert client.get(f"{LIST}{theirs['shared'].pk}/").status_code == 200
    for hidden in ("own", "old"):
        assert client.get(f"{LIST}{theirs[hidden].pk}/").status_code == 404


def test_nobody_changes_what_another_group_put_there(as_, theirs):
    page = f"{LIST}{theirs['shared'].pk}/edit/"
    assert as_("facilitator").get(page).status_code == 404
    assert as_("facilitator").post(page, form()).status_code == 404


def test_the_database_itself_hides_what_is_not_shared(theirs):
    with national_read():
        assert [row.title_mn for row in Material.objects.all()] == ["Баянзүрхийн авлага"]
        assert MaterialFile.objects.count() == 0


def test_a_shared_file_is_served_to_members_of_other_groups(
    bayanzurkh, as_, theirs, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("Авлага.pdf", b"%PDF-1.4\n%%EOF")
    page = f"/bayanzurkh/desk/trainings/materials/{theirs['shared'].pk}/"
    data = form(version=1, file=upload, is_shared="on", title_mn="Баянзүрхийн авлага")
    assert as_("stranger").post(f"{page}edit/", data).status_code == 303
    answer = as_("member").get(f"{LIST}{theirs['shared'].pk}/file/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]
    with in_group(bayanzurkh):
        Material.objects.filter(pk=theirs["shared"].pk).update(is_shared=False)
    assert as_("member").get(f"{LIST}{theirs['shared'].pk}/file/").status_code == 404
    assert as_("member").get(f"{LIST}{theirs['own'].pk}/file/").status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title_mn": ""}, "title_mn"),
        ({"address": ""}, "file"),
        ({"address": "http://masam.example/a"}, "address"),
        ({"address": "javascript:alert(1)"}, "address"),
    ],
)
def test_bad_input_is_told_at_its_field(as_, change, field):
    data = form(address="https://masam.example/a") | change
    answer = as_("secretary").post(f"{LIST}new/", data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_a_secretary_shelves_and_a_member_does_not(khovd, as_):
    data = form(address="https://masam.example/a")
    assert as_("member").post(f"{LIST}new/", data).status_code == 403
    assert as_("secretary").post(f"{LIST}new/", data).status_code == 303
    with in_group(khovd):
        assert Material.objects.get().is_shared is False
    assert titles(as_("member").get(f"{LIST}?shelf=own")) == ["Гарын авлага"]


def test_the_database_takes_no_address_without_https(khovd):
    with in_group(khovd):
        row = make_material(khovd)
        with pytest.raises(IntegrityError), transaction.atomic():
            Material.objects.filter(pk=row.pk).update(address="http://masam.example")


def test_a_stale_correction_is_refused(khovd):
    with in_group(khovd):
        row = make_material(khovd)
        edit_material(row, actor=None, version=1, title_mn="Шинэ")
        with pytest.raises(StaleVersion) as stale:
            edit_material(row, actor=None, version=1, title_mn="Өөр")
        assert stale.value.theirs["title_mn"] == "Шинэ"
        with pytest.raises(BadMaterial):
            edit_material(row, actor=None, version=2, address="")


def test_the_shelf_is_filtered_sorted_and_searched(khovd, as_, theirs):
    with in_group(khovd):
        make_material(khovd, "Ярианы хуудас", kind="slides", tool="hearing", language="kk")
    client = as_("observer")
    assert titles(client.get(LIST)) == ["Баянзүрхийн авлага", "Ярианы хуудас"]
    assert titles(client.get(f"{LIST}?sort=newest")) == ["Ярианы хуудас", "Баянзүрхийн авлага"]
    assert titles(client.get(f"{LIST}?tool=hearing&kind=slides&language=kk")) == ["Ярианы хуудас"]
    assert titles(client.get(f"{LIST}?q=ЯРИАНЫ")) == ["Ярианы хуудас"]
    assert titles(client.get(f"{LIST}?q=ярианы")) == ["Ярианы хуудас"]


def test_a_shelf_of_three_costs_as_many_queries_as_one(khovd, as_, theirs):
    client = as_("observer")
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    with in_group(khovd):
        for name in ("А", "Б"):
            make_material(khovd, name)
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)
    assert len(one) == len(three) <= 10  # two of them enter and leave the national role
