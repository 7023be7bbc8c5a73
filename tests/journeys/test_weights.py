"""What a visit costs, in encoded bytes as they cross the wire (contract.md, behaviour on the wire)."""

from __future__ import annotations

import pytest

FIRST, REPEAT, DESK = 25 * 1024, 8 * 1024, 30 * 1024
PUBLIC = (
    "/",
    "/issues/",
    "/groups/",
    "/disclosure/",
    "/khovd/",
    "/khovd/issues/",
    "/khovd/meetings/",
    "/khovd/disclosure/",
    "/feedback/khovd/",
    "/follow/",
)
WORK = (
    "/khovd/desk/",
    "/khovd/desk/issues/",
    "/khovd/desk/issues/new/",
    "/khovd/desk/meetings/new/",
    "/office/",
)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_light(visitor, path):
    first, repeat = weights(visitor(), path)
    assert first <= FIRST, f"{path} moves {first} bytes at the first visit"
    assert repeat <= REPEAT, f"{path} moves {repeat} bytes at the next visit"


@pytest.mark.parametrize("path", WORK)
def test_a_page_of_the_work_area_is_light(person, path):
    email = "health@khovd.example" if path == "/office/" else "facilitator@khovd.example"
    first, _repeat = weights(person(email), path)
    assert first <= DESK, f"{path} moves {first} bytes at the first visit"


def weights(reader, path):
    """Give the bytes of the first visit and of the next one, headers included."""
    devtools = reader.context.new_cdp_session(reader.page)
    devtools.send("Network.enable")
    asked, ended, moved = set(), set(), []

    def finished(event):
        ended.add(event["requestId"])
        moved.append(event.get("encodedDataLength", 0))

    devtools.on("Network.requestWillBeSent", lambda event: asked.add(event["requestId"]))
    devtools.on("Network.loadingFinished", finished)
    devtools.on("Network.loadingFailed", finished)
    counts = []
    for _visit in range(2):
        for each in (asked, ended, moved):
            each.clear()
        reader.open(path)
        reader.wait_for("Something never came.", lambda: asked <= ended)
        counts.append(int(sum(moved)))
        reader.page.goto("about:blank")
    devtools.detach()
    return counts
