"""The shortest journeys: sign in, and the desk is there; log a meeting of fifty in nine taps (M1)."""

import datetime

MOST_TAPS = 9
ABSENT = 4


def test_a_facilitator_signs_in_and_sees_the_desk(person):
    facilitator = person("facilitator@khovd.example")
    facilitator.open("/khovd/desk/")
    assert facilitator.page.locator("h1").count() == 1
    assert facilitator.faults == []


def test_a_meeting_of_fifty_is_logged_in_nine_taps(person):
    facilitator = person("facilitator@khovd.example", width=360)
    facilitator.open("/khovd/desk/")
    page, taps = facilitator.page, []

    def tap(locator):
        taps.append(str(locator))
        locator.click()

    with page.expect_navigation():
        tap(page.locator("main a[href='/khovd/desk/meetings/new/']").first)
    everybody = page.locator("[name=attended]").count()
    assert everybody >= 40
    tap(page.locator("[name=topic]"))
    page.keyboard.type(f"Дотуур байрын дулаан {datetime.datetime.now(datetime.UTC):%H%M%S}")
    for row in range(ABSENT):
        tap(page.locator(".checks li label").nth(row))
    tap(page.locator("details.more summary").first)
    tap(page.locator("[name=guests_female]"))
    page.keyboard.type("6")
    with page.expect_navigation():
        tap(page.locator(".savebar button"))
    assert len(taps) <= MOST_TAPS
    assert facilitator.sees(f"{everybody - ABSENT + 6} хүн")
    assert facilitator.faults == []
