"""An officer answers from the mail: two clicks, no sign-in, on a telephone without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.person import Person

OFFICER = "health@khovd.example"
OFFICE = "Ховд аймгийн Эрүүл мэндийн газар"


def test_an_officer_answers_from_the_mail_with_two_clicks(person: Callable[..., Person]) -> None:
    facilitator = person("facilitator@khovd.example", language="mn", width=1280, script=True)
    facilitator.open("/khovd/desk/issues/?state=verified")
    facilitator.follow("main .tasks a.whole")
    code = facilitator.path.strip("/").rpartition("/")[2]
    facilitator.open(f"/khovd/desk/issues/{code}/assign/")
    facilitator.pick("organisation", OFFICE)
    facilitator.send()

    officer = person("", language="mn", width=360, script=False)
    mail = officer.mail(OFFICER, code, "answer=working")
    [link] = re.findall(r"https?://\S+/reply/\S+answer=working", mail.get_content())
    officer.open(re.sub(r"^.*?/reply/", "/reply/", link))  # the first click
    assert officer.page.locator("[name=kind][value=working]").is_checked()
    assert officer.page.locator("[name=due_date]").input_value()
    officer.send()  # the second
    with translation.override("mn"):
        assert officer.sees(_("Thank you for your answer"))
    assert not officer.context.cookies()
    assert officer.faults == []
    facilitator.open(f"/khovd/desk/issues/{code}/")
    with translation.override("mn"):
        assert facilitator.sees(_("in action"))
    assert facilitator.faults == []
