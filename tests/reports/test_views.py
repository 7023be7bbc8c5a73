"""Pages of figures, as visitors and national staff meet them."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.actions import touch
from masam.tenancy import in_group
from tests.factories.reports import make_issue, make_meeting

TODAY = datetime.datetime(2026, 11, 23, 4, 0, tzinfo=datetime.UTC)
PUBLIC = ("/", "/en/", "/khovd/", "/en/khovd/", "/data/", "/en/data/", "/data/issues.csv",
          "/data/groups.csv", "/data/datapackage.json", "/chart.svg", "/data/tiles/chart.svg",
          "/khovd/chart.svg", "/khovd/months.csv", "/sitemap.xml")  # fmt: skip
NATIONAL = (
    "",
    "groups/",
    "compare/",
    "results/",
    "reports/",
    "crosstab/",
    "systemic/",
    "settings/",
)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def world(khovd, bayanzurkh):
    with in_group(khovd):
        for day in ("2026-07-03", "2026-08-03"):
            make_issue(khovd, "verified_fixed", logged_at=day, title="Халаалт засагдсан")
        make_issue(
            khovd,
            "accepted",
            logged_at="2026-09-03",
            title="Ус тасалддаг",
            due_date=datetime.date(2026, 10, 1),
        )
        make_issue(
            khovd,
            "accepted",
            logged_at="2026-09-03",
            title="Нууц асуудал",
            due_date=datetime.date(2026, 10, 1),
            published_at=None,
        )
        make_meeting(khovd, "2026-09-10", ("community",) * 6)
        touch(khovd)
    return khovd


def text(response) -> str:
    return b"".join(response).decode()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_alike_for_everybody(world, visitor, path):
    response = visitor.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "public" in response["Cache-Control"]
    assert "csrfmiddlewaretoken" not in text(response)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_answers_304_until_something_changes(world, visitor, path):
    tag = visitor.get(path).get("ETag")
    assert tag
    assert visitor.get(path, headers={"If-None-Match": tag}).status_code == 304
    with in_group(world):
        touch(world)
    assert visitor.get(path, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/khovd/", "/data/", "/chart.svg"])
def test_an_unchanged_page_costs_one_query(world, visitor, path):
    tag = visitor.get(path)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        response = visitor.get(path, headers={"If-None-Match": tag})
    assert response.status_code == 304
    assert len([q for q in queries if "SELECT" in q["sql"]]) == 1


def test_the_home_page_shows_the_last_closed_quarter_in_both_languages(world, visitor):
    assert "2026 оны 3-р улирал" in text(visitor.get("/"))
    english = text(visitor.get("/en/"))
    assert "Quarter 3 of 2026" in english
    assert 'lang="en"' in english


def test_the_home_page_shows_no_unpublished_title(world, visitor):
    shown = text(visitor.get("/"))
    assert "Ус тасалддаг" in shown
    assert "Нууц асуудал" not in shown


def test_three_clicks_lead_from_the_home_page_to_the_list_behind_a_number(world, visitor):
    home = text(visitor.get("/"))
    assert 'href="/khovd/?period=2026-Q3"' in home
    page = text(visitor.get("/khovd/?period=2026-Q3"))
    wanted = "/khovd/issues/?period=2026-Q3&amp;sector=health&amp;state=verified_fixed"
    assert f'href="{wanted}">2</a>' in page
    behind = text(visitor.get(wanted.replace("&amp;", "&")))
    assert behind.count(">Халаалт засагдсан<") == 2


def test_an_unknown_filter_is_left_out_and_named(world, visitor):
    response = visitor.get("/?sector=roads&period=2026-Q9&group=khovd")
    assert response.status_code == 200
    shown = text(response)
    assert "roads" in shown
    assert "2026-Q9" in shown


@pytest.mark.parametrize("query", ["?period=' OR 1=1", "?group=%00", "?sector=" + "x" * 3000])
def test_nonsense_in_the_address_breaks_nothing(world, visitor, query):
    assert visitor.get("/" + query).status_code == 200


def test_an_unknown_group_is_not_found(world, visitor):
    assert visitor.get("/nowhere/").status_code == 404


@pytest.mark.parametrize("page", NATIONAL)
def test_national_pages_ask_the_signed_out_to_sign_in(visitor, page):
    response = visitor.get(f"/national/{page}")
    assert response.status_code == 302
    assert response["Location"].startswith("/login/?next=")


@pytest.mark.parametrize("page", NATIONAL)
@pytest.mark.parametrize("role", ["donor", "coordinator", "ministry"])
def test_national_staff_open_national_pages(world, as_, page, role):
    response = as_(role).get(f"/national/{page}")
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    assert "Нууц асуудал" not in text(response)


@pytest.mark.parametrize("role", ["facilitator", "admin"])
def test_people_without_a_national_role_are_refused_with_the_reason(as_, role):
    response = as_(role).get("/national/")
    assert response.status_code == 403
    assert "үндэсний" in text(response).lower() or "national" in text(response).lower()


def test_the_overview_names_groups_that_did_not_meet(world, as_):
    shown = text(as_("coordinator").get("/en/national/"))
    assert "Bayanzurkh" in shown
    assert "no meeting recorded" in shown


def selects(client, path) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len([q for q in queries if q["sql"].startswith("SELECT")])


@pytest.mark.parametrize(("path", "most"), [("/", 10), ("/khovd/", 12)])
def test_a_dashboard_costs_the_same_at_three_times_the_rows(world, visitor, path, most):
    with in_group(world):
        touch(world)
    before = selects(visitor, path)
    with in_group(world):
        for _turn in range(3):
            make_issue(world, "verified_fixed", logged_at="2026-07-04")
            make_issue(world, "accepted", due_date=datetime.date(2026, 10, 1))
        touch(world)
    assert selects(visitor, path) == before <= most


def test_few_participants_are_not_counted_aloud(khovd, visitor):
    with in_group(khovd):
        make_meeting(khovd, "2026-09-10", ("community",) * 3)
        touch(khovd)
    shown = text(visitor.get("/en/khovd/"))
    assert "fewer than 5 participants" in shown
    assert "3 participants" not in shown


def test_the_csv_has_an_hxl_row_and_only_what_is_published(world, visitor):
    lines = text(visitor.get("/data/issues.csv")).lstrip("\ufeff").splitlines()
    assert lines[1].startswith("#org+group+code,#adm1+code")
    rows = [line.split(",") for line in lines[2:]]
    assert sum(int(row[6]) for row in rows) == 3
    assert sum(int(row[7]) for row in rows) == 2


def test_the_sitemap_names_pages_in_both_languages(world, visitor):
    shown = text(visitor.get("/sitemap.xml"))
    assert "/khovd/issues/</loc>" in shown
    assert "/en/khovd/</loc>" in shown


@pytest.mark.parametrize("path", ["/", "/khovd/"])
def test_a_page_seen_before_is_not_drawn_again(world, visitor, path):
    first = visitor.get(path)
    assert selects(visitor, path) == 1
    assert visitor.get(path).content == first.content
