"""The shortest journeys: sign in; a meeting of fifty in nine taps (M1), an issue in five (I1)."""

import datetime

MOST_TAPS = 9
TAPS_OF_ISSUE = 5
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


def test_an_issue_is_logged_in_five_taps(person):
    facilitator = person("facilitator@khovd.example", width=360)
    facilitator.open("/khovd/desk/")
    page, taps = facilitator.page, []
    title = f"Хүлээлгийн өрөө хүйтэн {datetime.datetime.now(datetime.UTC):%H%M%S}"

    def tap(locator):
        taps.append(str(locator))
        locator.click()

    with page.expect_navigation():
        tap(page.locator("main a[href='/khovd/desk/issues/new/']").first)
    point = page.locator("#points label").first
    place = point.inner_text().strip()
    tap(point)
    tap(page.locator("[name=title]"))
    page.keyboard.type(title)
    with page.expect_navigation():
        tap(page.locator(".savebar button"))
    assert len(taps) <= TAPS_OF_ISSUE
    assert page.locator("h1").inner_text() == title
    assert facilitator.sees(place)
    # The next one at the same place needs no choice of the place at all.
    page.locator("main a[href*='/issues/new/?point=']").click()
    assert page.locator("#points :checked").count() == 1
    assert facilitator.faults == []


def test_a_service_point_is_found_without_losing_the_title(person):
    facilitator = person("facilitator@khovd.example", width=360)
    facilitator.open("/khovd/desk/issues/new/")
    page = facilitator.page
    page.locator("[name=title]").fill("Халуун ус алга")
    page.locator("details.more summary").first.click()
    page.locator("[name=point_q]").fill("сум")
    page.locator("button[form=find]").click()
    page.locator("#points [role=status]").wait_for()
    assert page.locator("[name=title]").input_value() == "Халуун ус алга"
    assert page.locator("#points [type=radio]").count() > 1
    assert facilitator.faults == []


def test_an_area_of_a_picture_is_hidden_by_pulling(person):
    facilitator = person("facilitator@khovd.example", width=360)
    facilitator.open("/khovd/desk/issues/?state=verified_fixed")
    page = facilitator.page
    with page.expect_navigation():
        page.locator("main a.whole").last.click()
    facilitator.follow("main a[href$='/files/']")
    facilitator.follow("main a[href$='/redact/']")
    frame = page.locator(".redact .areas").bounding_box()
    page.mouse.move(frame["x"] + 20, frame["y"] + 20)
    page.mouse.down()
    page.mouse.move(frame["x"] + 90, frame["y"] + 80, steps=4)
    page.mouse.up()
    assert page.locator("#areas button").count() == 1
    assert "[[" in page.locator("[name=areas]").input_value()
    page.locator("[name=reason]").fill("Хүний царай")
    with page.expect_navigation():
        page.locator("main form[method=post] .buttons button").first.click()
    assert facilitator.sees("нэг хэсгийг нуусан")
    assert facilitator.faults == []


def test_the_questions_of_a_category_appear_as_soon_as_it_is_chosen(person):
    facilitator = person("facilitator@khovd.example", width=360)
    facilitator.open("/khovd/desk/issues/new/")
    page = facilitator.page
    page.locator("#points label").first.click()
    title = f"Эм тасарсан {datetime.datetime.now(datetime.UTC):%H%M%S}"
    page.fill("[name=title]", title)
    page.locator("details.more summary").last.click()
    chosen = page.locator("[name=category] option", has_text="Эм, хэрэгсэл").first.get_attribute(
        "value"
    )
    with page.expect_response(lambda answer: "/issues/asked/" in answer.url):
        page.select_option("[name=category]", chosen)
    page.locator("[data-questions] [role=group]").wait_for()
    assert page.locator("[name=asked]").input_value()
    page.select_option("[name=category]", "")
    page.locator("[data-questions] [role=group]").wait_for(state="detached")
    assert page.locator("[name=asked]").input_value() == ""
    assert page.locator("[name=title]").input_value() == title
    assert facilitator.faults == []
