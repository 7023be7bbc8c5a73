"""Issues from a spreadsheet, through HTTP."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from issues.models import Issue
from masam.spreadsheets.models import Import
from masam.tenancy import in_group

GOOD = (
    "Асуудал;Салбар;Үйлчилгээний цэг;Хачин багана\r\n"
    "Ус алга;Эрүүл мэнд;Жаргалант ӨЭМТ;x\r\n"
    "Цонх хагарсан;education;Khovd School No. 1;\r\n"
    "Халаалт муу;;ховд 1-р сургууль;\r\n"
)
BAD = "problem in one line;sector\r\n;health\r\nGood one;health\r\n" + "x" * 161 + ";nonsense\r\n"
ADDRESS = "/khovd/desk/issues/import/"


def send(client, text, key="k", prefix=""):
    file = SimpleUploadedFile("issues.csv", b"\xef\xbb\xbf" + text.encode())
    return client.post(f"{prefix}{ADDRESS}", {"file": file, "idempotency_key": key})


def count(group):
    with in_group(group):
        return Issue.objects.count()


def test_rows_are_shown_first_and_logged_only_when_confirmed(as_, khovd, clinic, school):
    client = as_("secretary")
    response = send(client, GOOD)
    assert response.status_code == 303
    assert count(khovd) == 0
    page = client.get(response["Location"])
    assert "Хачин багана" in page.content.decode()
    assert client.post(response["Location"], {"idempotency_key": "c"}).status_code == 303
    with in_group(khovd):
        rows = list(
            Issue.objects.order_by("number").values_list("title", "sector", "service_point")
        )
    assert rows == [
        ("Ус алга", "health", clinic.pk),
        ("Цонх хагарсан", "education", school.pk),
        ("Халаалт муу", "education", school.pk),
    ]


def test_the_same_file_twice_logs_nothing_twice(as_, khovd, clinic, school):
    client = as_("secretary")
    for key in ("one", "two"):
        response = send(client, GOOD, key)
        client.post(response["Location"], {"idempotency_key": key})
        client.post(response["Location"], {"idempotency_key": f"{key} again"})
    assert count(khovd) == 3


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_bad_row_is_named_and_nothing_is_taken_in(as_, khovd, prefix):
    client = as_("secretary")
    response = send(client, BAD, prefix=prefix)
    with in_group(khovd):
        row = Import.objects.get()
    assert (row.total_rows, row.good_rows) == (3, 1)
    assert sorted({fault[0] for fault in row.faults}) == [2, 4]
    assert len(row.faults) == 3
    refused = client.post(response["Location"], {"idempotency_key": "c"})
    assert refused.status_code == 422
    assert count(khovd) == 0


@pytest.mark.parametrize("text", ["????;????\r\n????? ???;x\r\n", "title\r\n"])
def test_a_file_that_cannot_be_read_is_a_sentence_at_the_field(as_, khovd, text):
    response = send(as_("secretary"), text)
    assert response.status_code == 422
    assert response.context["form"].errors["file"]


def test_a_row_that_the_rules_refuse_is_named(as_, khovd):
    send(as_("secretary"), "title;sector\r\nНэг;health\r\nСалбаргүй;\r\n")
    with in_group(khovd):
        assert [fault[0] for fault in Import.objects.get().faults] == [3]


@pytest.mark.parametrize(
    ("role", "status"), [("member", 403), ("stranger", 404), ("facilitator", 200)]
)
def test_import_is_a_duty_of_its_own(as_, role, status):
    assert as_(role).get(ADDRESS).status_code == status


def test_import_of_another_group_is_not_found(as_, khovd, clinic, school):
    response = send(as_("secretary"), GOOD)
    assert as_("stranger").get(response["Location"]).status_code == 404
