"""Every page of the thread in a real browser, both languages, on a phone and on a desk.

axe finds nothing (WCAG 2.0 to 2.2, A and AA), nothing scrolls sideways, the console is silent,
nobody else is asked for anything, there is one h1, and the page says which language it speaks.
With MASAM_SHOTS=<folder> a picture of every page is kept there.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from tests.journeys.person import HEIGHTS

if TYPE_CHECKING:
    from tests.journeys.person import Person

SHOTS = os.environ.get("MASAM_SHOTS")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

LOOK = """
async rules => {
  const root = document.documentElement;
  const found = await axe.run(document, {
    runOnly: rules, resultTypes: ["violations"], preload: false, iframes: false,
  });
  return [
    document.querySelectorAll("h1").length, root.lang, root.scrollWidth - root.clientWidth,
    found.violations.map(each => [each.id, each.nodes.map(node => node.html)]),
  ];
}
"""

# Who sees which pages. `list > link` means: open the list and follow its first such link.
PUBLIC = """
/
/issues/
/issues/?state=verified_fixed > main a.whole
/groups/
/disclosure/
/khovd/
/khovd/issues/
/khovd/meetings/
/khovd/meetings/ > main a.whole
/khovd/meetings/3/minutes/
/khovd/meetings/?q=онооны
/attend/wrong/
/khovd/agreements/
/khovd/disclosure/
/feedback/khovd/
/follow/
/join/
/?sector=health&period=2026
/khovd/issues/?state=in_action > main a.whole
/khovd/scorecards/1/
/lessons/subscribe/
/data/
/feedback/
/reply/wrong/
/calendar/wrong/
/khovd/meetings/?month=
/about/
/privacy/
/accessibility/
/help/
/login/
/password/
"""


DESK = """
/khovd/desk/routes/
/khovd/desk/routes/ > main a[href$='/remove/']
/khovd/desk/mails/
/khovd/desk/mails/ > main a.whole
/khovd/desk/bulk/ > main a.whole
/khovd/desk/bulk/1/undo/
/khovd/desk/bulk/new/?kind=tag&pick=KHO-1
/khovd/desk/bulk/new/?kind=priority&pick=KHO-1
/khovd/desk/tags/ > main a[href$='/rename/']
/khovd/desk/tags/ > main a[href$='/join/']
/khovd/desk/rankings/2/close/
/khovd/desk/issues/?state=verified&sector=health > main a.whole
/khovd/desk/issues/?state=merged > main a.whole
/khovd/desk/issues/?q=зззззз
/khovd/desk/following/rhythm/
/khovd/desk/systemic/2/
/khovd/desk/letters/ > main tbody tr:last-child td a
/khovd/desk/
/khovd/desk/settings/promises/
/khovd/desk/meetings/new/
/khovd/desk/meetings/ > main a.whole
/khovd/desk/meetings/13/agenda/
/khovd/desk/meetings/13/hold/
/khovd/desk/meetings/decisions/
/khovd/desk/meetings/3/minutes/
/khovd/desk/meetings/11/minutes/
/khovd/desk/meetings/11/minutes/amend/
/khovd/desk/meetings/11/minutes/amendments/1/
/khovd/desk/meetings/12/minutes/edit/
/khovd/desk/meetings/12/attendance/
/khovd/desk/meetings/12/attendance/open/
/khovd/desk/meetings/12/sheet/
/khovd/desk/meetings/3/minutes/sign/
/khovd/desk/meetings/search/?q=эмнэлэг
/khovd/desk/issues/
/khovd/desk/issues/new/
/khovd/desk/issues/?q=emneleg
/khovd/desk/filters/
/khovd/desk/filters/new/?state=reported
/khovd/desk/issues/KHO-1/merge/
/khovd/desk/issues/new/?point_q=сум
/khovd/desk/categories/
/khovd/desk/categories/new/
/khovd/desk/categories/ > main table a[href*='/categories/']
/khovd/desk/points/ > main a.whole
/khovd/desk/access/
/khovd/desk/issues/KHO-1/hide/
/khovd/desk/issues/KHO-1/files/
/khovd/desk/issues/import/
/khovd/desk/issues/?state=claimed_fixed > main a.whole
/khovd/desk/issues/KHO-1/assign/
/khovd/desk/actions/new/
/khovd/desk/actions/ > main a.whole
/khovd/desk/actions/board/
/khovd/desk/actions/sheet/
/khovd/desk/actions/1/edit/
/khovd/desk/actions/1/wait/
/khovd/desk/actions/1/money/
/khovd/desk/issues/KHO-1/decisions/
/khovd/desk/feedback/
/khovd/desk/feedback/ > main a.whole
/khovd/desk/disclosure/
/khovd/desk/people/
/khovd/desk/people/ > main table a[href*='/people/']
/khovd/desk/people/balance/
/khovd/desk/people/import/
/khovd/desk/people/invitations/ > main a.whole
/khovd/desk/reports/
/khovd/desk/projects/1/
/khovd/desk/projects/1/budget/
/khovd/desk/following/
/khovd/desk/agreements/ > main a.whole
/khovd/desk/reports/ > main table a[href*='/reports/']
/khovd/desk/trainings/new/
/khovd/desk/trainings/ > main a.whole
/khovd/desk/trainings/assessments/
/khovd/desk/lessons/
/khovd/desk/lessons/ > main a.whole
/khovd/desk/reports/inclusion/
/khovd/desk/lessons/1/edit/
/khovd/desk/recognitions/
/khovd/desk/recognitions/new/
/khovd/desk/recognitions/ > main a.whole
/me/lessons/
/khovd/desk/meetings/
/khovd/desk/meetings/plan/
/khovd/desk/meetings/12/
/khovd/desk/meetings/13/plan/
/khovd/desk/meetings/calendar/
/khovd/desk/meetings/series/ > main a.whole
/khovd/desk/meetings/series/new/
/khovd/desk/meetings/13/answers/
/khovd/desk/meetings/13/answer/
/khovd/desk/meetings/13/invite/
/khovd/desk/meetings/feed/
/khovd/desk/issues/?state=reported > main a.whole
/khovd/desk/issues/KHO-1/publish/
/khovd/desk/issues/KHO-1/refer/
/khovd/desk/actions/
/khovd/desk/feedback/new/
/khovd/desk/feedback/posters/
/khovd/desk/people/invite/
/khovd/desk/teams/
/khovd/desk/teams/ > main a.whole
/khovd/desk/teams/new/
/khovd/desk/projects/
/khovd/desk/projects/new/
/khovd/desk/projects/1/logframe/
/khovd/desk/projects/1/milestones/
/khovd/desk/agreements/
/khovd/desk/agreements/new/
/khovd/desk/agreements/2/commitments/
/khovd/desk/agreements/2/publish/
/khovd/desk/issues/KHO-1/agreement/
/khovd/desk/people/mine/
/khovd/desk/people/invitations/
/khovd/desk/people/invitations/new/
/khovd/desk/scorecards/
/khovd/desk/reports/run/
/khovd/desk/settings/
/khovd/desk/trainings/
/khovd/desk/trainings/year/
/khovd/desk/trainings/trainers/
/khovd/desk/trainings/trainers/ > main tbody th a
/khovd/desk/trainings/trainers/new/
/khovd/desk/trainings/materials/
/khovd/desk/trainings/materials/ > main a.whole
/khovd/desk/trainings/assessments/ > main a.whole
/khovd/desk/settings/rules/
/khovd/desk/settings/pause/
/khovd/desk/settings/support/ > main a.whole
/khovd/desk/issues/KHO-1/tag/
/khovd/desk/issues/KHO-1/priority/
/khovd/desk/tags/
/khovd/desk/tags/ > main td a
/khovd/desk/bulk/
/khovd/desk/issues/KHO-1/offer/
/khovd/desk/systemic/1/
/khovd/desk/rankings/
/khovd/desk/rankings/1/
/khovd/desk/rankings/2/
/khovd/desk/rankings/2/vote/
/khovd/desk/rankings/1/decide/
/khovd/desk/rankings/new/
/khovd/desk/bulk/new/?kind=assign&pick=KHO-1&pick=KHO-2
/khovd/desk/ladder/
/khovd/desk/ladder/switch/
/khovd/desk/routes/
/khovd/desk/mails/
/khovd/desk/ladder/steps/new/
/khovd/desk/letters/
/khovd/desk/letters/ > main tbody td a
/khovd/desk/letters/text/
/khovd/desk/settings/paper/
/me/
"""
MONITOR = """
/khovd/desk/issues/?state=claimed_fixed > main a.whole
/khovd/desk/disclosure/ > main a.whole
/khovd/desk/
"""
OFFICE = """
/office/templates/
/office/templates/ > main .items a
/office/?q=зззззз
/office/ > main .tasks:last-of-type a.whole
/office/
/office/ > main a.whole
/office/disclosure/
/office/requests/
"""
NATIONAL = """
/national/systemic/2/
/national/groups/khovd/
/national/groups/new/ > main a.whole
/national/groups/new/
/national/groups/new/1/model/
/national/groups/new/1/facilitator/
/national/groups/new/1/points/
/national/groups/new/1/review/
/national/groups/khovd/close/
/national/groups/khovd/phases/
/national/groups/khovd/points/
/national/phases/
/national/
/national/groups/
/national/compare/
/national/results/
/national/reports/
/national/crosstab/
/national/systemic/
/national/systemic/1/
/national/systemic/1/gather/
/national/systemic/1/close/
/national/systemic/new/
/national/settings/
"""
ADMINISTRATOR = """
/me/support/
"""
SIGHTS = [
    pytest.param("", PUBLIC, id="public"),
    pytest.param("facilitator@khovd.example", DESK, id="desk"),
    pytest.param("monitor@khovd.example", MONITOR, id="monitor"),
    pytest.param("health@khovd.example", OFFICE, id="office"),
    pytest.param("coordinator@masam.example", NATIONAL, id="national"),
    pytest.param("admin@masam.example", ADMINISTRATOR, id="administrator"),
]


@pytest.mark.parametrize("language", ["mn", "en"])
@pytest.mark.parametrize(("email", "pages"), SIGHTS)
def test_every_page_can_be_used_by_everybody(person, email, pages, language):
    reader = person(email, language=language, width=360)
    reader.expected = {404}  # the pages that say so; any other 404 is found below
    # By the devtools, so the page's content policy is not in the way.
    reader.context.add_init_script(axe_source())
    faults = []
    for line in filter(None, pages.split("\n")):
        faults += look_at(reader, line)
    assert faults + reader.faults == []


def look_at(reader: Person, line: str) -> list[str]:
    """Open one page, look at it on a phone and on a desk, and give what is wrong with it."""
    path, _arrow, link = line.partition(" > ")
    answer = reader.page.goto(address(reader, path))
    if link and reader.page.locator(link).count():
        with reader.page.expect_navigation() as arrival:
            reader.page.locator(link).first.click()
        answer = arrival.value
    elif link:
        return [f"{line}: there is no such link on the page"]
    if answer is None or answer.status != (404 if "wrong" in path else 200):
        return [f"{line}: status {answer.status if answer else 'none'}"]
    found = [faults_at(reader, width) for width in HEIGHTS]
    return [f"{line}: {fault}" for faults in found for fault in faults]


def address(reader: Person, path: str) -> str:
    """Give the full address of a page in the reader's language."""
    return reader.house.url + ("/en" if reader.language == "en" else "") + path


def faults_at(reader: Person, width: int) -> list[str]:
    """Give what is wrong with the page the reader has open, when it is so wide."""
    page = reader.page
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    keep_picture(reader, width)
    heads, language, wide, found = page.evaluate(LOOK, RULES)
    faults = [f"{heads} h1"] if heads != 1 else []
    faults += [f"lang is {language}"] if language != reader.language else []
    faults += [f"{wide} px too wide"] if wide > 0 else []
    faults += [f"axe {rule} ({len(nodes)}): {' | '.join(nodes[:3])}" for rule, nodes in found]
    return [f"at {width} px {fault}" for fault in faults]


@cache
def axe_source() -> str:
    """Give axe itself; it comes with the package."""
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


def keep_picture(reader: Person, width: int) -> None:
    """Keep a picture of the whole page where MASAM_SHOTS says."""
    if SHOTS:
        name = re.sub(r"\W+", "-", reader.path).strip("-") or "home"
        file = Path(SHOTS) / f"{name}-{reader.language}-{width}.png"
        reader.page.screenshot(path=file, full_page=True)
