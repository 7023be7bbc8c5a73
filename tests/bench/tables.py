"""A table of 10,000 rows taken in: ours beside the least it can cost.

The least: the rows are read and checked in Python, copied to a temporary table, and inserted by one
statement into a table like that of the issues, with its indexes. No history, audit, figures, words.
"""

from __future__ import annotations

import csv
import io
import time
import uuid
from typing import TYPE_CHECKING, Any

import psycopg2
from django.core.files.uploadedfile import SimpleUploadedFile

from groups.models import Group, Membership, Role
from issues.resources import IssueTable, take_back, upload_issues
from issues.tasks import work_on_import
from masam.organisations.models import Sector
from masam.spreadsheets.actions import order_import
from masam.spreadsheets.models import Mode
from masam.tenancy import in_group
from tests.bench.house import used_by

if TYPE_CHECKING:
    import psutil

ROWS, GROUP = 10_000, "scale-2"
HEAD = ("title", "sector", "detail")
LONGEST = 160


def table() -> bytes:
    """Give a file whose rows nobody has logged yet."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEAD)
    run = uuid.uuid4().hex[:8]
    for number in range(ROWS):
        detail = "Эмнэлгийн халаалт хангалтгүй, иргэд удаа дараа хандсан. " * 8
        writer.writerow([f"Хүснэгтийн асуудал {run} {number}", "health", detail])
    return stream.getvalue().encode()


def ours(database: psutil.Process) -> float:
    """Take a table in as a worker does; give the seconds of processor. It is taken back after."""
    group = Group.objects.select_related("unit").get(slug=GROUP)
    with in_group(group):
        actor = Membership.objects.get(group=group, role=Role.SECRETARY).user
        used = _used(database)
        rows = IssueTable(group=group, actor=actor)
        row = upload_issues(SimpleUploadedFile("rows.csv", table()), rows)
        order_import(row, actor=actor, mode=Mode.ALL)
        assert work_on_import(group.pk, row.pk)
        spent = _used(database) - used
        row.refresh_from_db()
        take_back(row, actor=actor)
    return spent


def limit(url: str, database: psutil.Process) -> float:
    """Read, check, copy and insert the same rows; give the seconds of processor."""
    used = _used(database)
    seen = io.StringIO()
    for number, words in enumerate(csv.DictReader(io.StringIO(table().decode()))):
        assert 0 < len(words["title"]) <= LONGEST
        assert words["sector"] in Sector.values
        seen.write(
            "\t".join([str(number), words["title"], words["sector"], words["detail"]]) + "\n"
        )
    seen.seek(0)
    connection: Any = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE came (number int, title text, sector text, detail text)")
        cursor.execute("CREATE TEMP TABLE stands (LIKE issues_issue INCLUDING INDEXES)")
        cursor.copy_expert("COPY came FROM STDIN", seen)
        cursor.execute(
            "INSERT INTO stands (id, group_id, number, title, sector, detail, reporter_class,"
            " state, referred_to, logged_at, state_at, version)"
            " SELECT number, 1, number, title, sector, detail, 'citizen', 'reported', '',"
            " now(), now(), 1 FROM came"
        )
    spent = _used(database) - used
    connection.close()
    return spent


def _used(database: psutil.Process) -> float:
    return time.process_time() + used_by(database)
