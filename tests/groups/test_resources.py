"""Meetings and materials as files."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from masam.tenancy import in_group
from tests.factories.groups import make_meeting


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_meetings_and_materials_go_out_as_tables(as_, khovd, ending):
    with in_group(khovd):
        make_meeting(khovd, topic="=Халаалт")
        make_meeting(khovd, topic="Ус", held_date=khovd.today())
    client = as_("observer")
    answer = client.get(f"/khovd/desk/meetings.{ending}?q=халаалт")
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    rows = (
        list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
        if ending == "csv"
        else [list(row) for row in load_workbook(io.BytesIO(raw)).active.values]
    )
    assert [row[4] for row in rows[1:]] == ["'=Халаалт"]
    assert client.get(f"/khovd/desk/trainings/materials.{ending}").status_code == 200
