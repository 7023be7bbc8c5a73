"""The public page of an issue: what is shared, printed and fed from it."""

from __future__ import annotations

import datetime
import gzip
import io
import re

import pytest
from django.conf import settings
from PIL import Image

from groups.actions import log_meeting, publish_meeting
from issues import actions
from issues.lifecycle import IssueState
from issues.models import Issue
from masam.tenancy import in_group
from tests.factories.issues import issue_in, make_issue, membership

S = IssueState
PAGE = "/khovd/issues/KHO-1/"


@pytest.fixture
def fixed(khovd, cast, department, clinic):
    with in_group(khovd):
        row = issue_in(S.VERIFIED_FIXED, khovd, cast, department, service_point=clinic)
        return actions.publish_issue(row, actor=cast["secretary"], photos=row.evidence.all())


def test_the_page_says_how_we_know_and_carries_its_card(visitor, fixed):
    answer = visitor.get(PAGE)
    page = answer.content.decode()
    assert "/evidence/" in page[page.index('id="known"') : page.index('id="steps"')]
    assert f'property="og:image" content="{settings.BASE_URL}{PAGE}card.png"' in page
    assert f'property="og:url" content="{settings.BASE_URL}{PAGE}"' in page
    assert not answer.cookies
    assert "<form" not in page
    again = visitor.get(PAGE, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert len(gzip.compress(answer.content)) < 12_000


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_card_is_a_picture_of_our_own(visitor, fixed, language):
    answer = visitor.get(f"{language}{PAGE}card.png")
    assert answer["Content-Type"] == "image/png"
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.size == (1200, 630)
    assert len(picture.getcolors()) > 4  # letters, not an empty sheet
    assert len(answer.content) < 60_000


def test_a_long_title_fits_the_card(visitor, khovd, cast):
    with in_group(khovd):
        row = make_issue(khovd, "Өрхийн эмнэлгийн хүлээлгийн танхимд " * 4)
        actions.verify_issue(row, actor=cast["monitor"], note="Үнэн")
        actions.publish_issue(row, actor=None)
    assert visitor.get(f"{PAGE}card.png").status_code == 200


@pytest.mark.parametrize("tail", ["card.png", "sheet/"])
def test_nothing_is_shared_of_an_issue_that_is_not_public(visitor, khovd, cast, tail):
    with in_group(khovd):
        make_issue(khovd)
    assert visitor.get(PAGE + tail).status_code == 404
    assert visitor.get("/khovd/issues/KHO-1.atom").status_code == 404


def test_the_sheet_carries_the_way_to_the_live_page(visitor, fixed):
    page = visitor.get(f"{PAGE}sheet/").content.decode()
    assert f"{settings.BASE_URL}{PAGE}" in page
    assert 'class="qr"' in page
    assert fixed.title in page


def test_the_feed_of_one_issue_tells_each_step_without_names_and_notes(visitor, fixed):
    feed = visitor.get("/khovd/issues/KHO-1.atom").content.decode()
    assert feed.count("<entry>") >= 5
    assert "monitor" not in feed
    assert "Халуун ус гарч байна" not in feed


def test_the_feed_of_the_group_begins_with_what_moved_last(visitor, khovd, cast, fixed, department):
    with in_group(khovd):
        new = issue_in(S.VERIFIED, khovd, cast, department, title="Шинэ асуудал")
        actions.publish_issue(new, actor=None)
        old = datetime.timedelta(days=3)
        Issue.objects.filter(pk=new.pk).update(state_at=new.state_at - old)
    feed = visitor.get("/khovd/issues.atom").content.decode()
    assert feed.index("KHO-1 ") < feed.index("KHO-2 ")


def test_only_public_meetings_are_named(visitor, khovd, cast, fixed):
    with in_group(khovd):
        rows = []
        for topic in ("Нээлттэй хурал", "Хаалттай хурал"):
            meeting = log_meeting(
                khovd, actor=cast["secretary"], held_date=khovd.today(), topic=topic,
                attended=[membership(khovd, cast["member"])],
                decisions=[f"{topic} шийдвэр"],
            )  # fmt: skip
            rows.append(meeting.decisions.get())
            if topic.startswith("Нээлттэй"):
                publish_meeting(meeting, actor=cast["secretary"])
        actions.tie_issue(fixed, actor=None, decisions=rows)
    page = visitor.get(PAGE).content.decode()
    assert "Нээлттэй хурал" in page
    assert "Хаалттай хурал" not in page


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_machines_read_what_the_page_says_and_no_name_of_a_person(visitor, fixed, cast, prefix):
    page = visitor.get(f"{prefix}{PAGE}").content.decode()
    told = page[page.index('itemtype="https://schema.org/Report"') :]
    told = told[: told.index("</div>\n")]
    found = dict(re.findall(r'itemprop="(\w+)" content="([^"]*)"', told))
    assert found["reportNumber"] == "KHO-1"
    assert found["url"] == f"{settings.BASE_URL}{prefix}{PAGE}"
    assert {"name", "datePublished", "dateModified", "creativeWorkStatus"} <= found.keys()
    assert not any(user.name and user.name in told for user in cast.values())
    assert "<script" not in told
    for code, start in (("mn", ""), ("en", "/en")):
        assert f'hreflang="{code}" href="{settings.BASE_URL}{start}{PAGE}"' in page
    assert page.count('rel="canonical"') == 1
