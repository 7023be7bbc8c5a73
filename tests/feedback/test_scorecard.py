"""A round of a scorecard: run, scored, published, compared."""

from __future__ import annotations

import pytest

from feedback.models import Scorecard
from masam.tenancy import in_group

pytestmark = pytest.mark.django_db
DESK = "/khovd/desk/scorecards/"


def run_round(client, group, clinic, score):
    data = {
        "service_point": clinic.pk, "held_date": group.today().isoformat(), "scale_max": 5,
        "indicators": "Хүлээх хугацаа / Waiting time", "women_female": 12, "men_male": 9,
    }  # fmt: skip
    page = client.post(f"{DESK}new/", data)
    assert page.status_code == 303
    with in_group(group):
        card = Scorecard.objects.order_by("-number").first()
        indicator = card.indicators.get()
        scores = {f"s{indicator.pk}_{each.pk}": score for each in card.score_groups.all()}
        why = {f"s{indicator.pk}_{each.pk}_why": "Эмч цөөн" for each in card.score_groups.all()}
    path = f"{DESK}{card.number}/"
    assert client.post(f"{path}score/", scores | why).status_code == 303
    return card, path


def test_a_round_is_run_scored_and_published(as_, visitor, khovd, clinic):
    client = as_("facilitator")
    card, path = run_round(client, khovd, clinic, "2")
    public = f"/khovd/scorecards/{card.number}/"
    assert visitor.get(public).status_code == 404
    assert client.post(f"{path}publish/").status_code == 303
    page = visitor.get(public)
    assert page.status_code == 200
    assert "Хүлээх хугацаа" in page.content.decode()
    assert "Эмч цөөн" in page.content.decode()
    assert not page.cookies
    assert visitor.get(public, HTTP_IF_NONE_MATCH=page["ETag"]).status_code == 304
    assert "Waiting time" in visitor.get(f"/en{public}").content.decode()
    assert client.get(f"{path}score/").status_code == 200
    assert client.post(f"{path}score/", {}).status_code == 422  # locked
    assert client.post(f"{path}unpublish/").status_code == 303
    assert visitor.get(public).status_code == 404


def test_the_second_round_shows_the_change(as_, khovd, clinic):
    client = as_("facilitator")
    run_round(client, khovd, clinic, "2")
    card, path = run_round(client, khovd, clinic, "4")
    assert card.cycle_no == 2
    assert "2 → 4" in client.get(path).content.decode()


def test_a_score_off_the_scale_is_refused(as_, khovd, clinic):
    client = as_("facilitator")
    card, path = run_round(client, khovd, clinic, "2")
    with in_group(khovd):
        name = f"s{card.indicators.get().pk}_{card.score_groups.first().pk}"
    assert client.post(f"{path}score/", {name: "9"}).status_code == 422


def test_nothing_scored_is_not_published(as_, khovd, clinic):
    client = as_("facilitator")
    _card, path = run_round(client, khovd, clinic, "")
    assert client.post(f"{path}publish/").status_code == 422


@pytest.mark.parametrize(
    ("role", "status"), [("member", 403), ("stranger", 404), ("observer", 403)]
)
def test_only_the_facilitator_runs_a_round(as_, khovd, role, status):
    assert as_(role).get(f"{DESK}new/").status_code == status


def test_members_see_the_list(as_, khovd):
    assert as_("member").get(DESK).status_code == 200
