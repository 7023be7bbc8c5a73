"""The register of trainers and mentors."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.actions import BadTrainer, edit_trainer, withdraw_training
from groups.models import Trainer
from masam.audit.models import Entry
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.groups import make_member
from tests.factories.trainings import make_trainer, make_training

LIST = "/khovd/desk/trainings/trainers/"
PHONE = "88001234"


@pytest.fixture
def trainer(khovd):
    with in_group(khovd):
        return make_trainer(khovd)


def names(answer):
    return [row.name for row in answer.context["page"]]


def test_only_the_facilitator_sees_the_contact(as_, trainer):
    page = f"{LIST}{trainer.pk}/"
    assert PHONE in as_("facilitator").get(page).content.decode()
    for role in ("secretary", "member", "observer"):
        assert PHONE not in as_(role).get(page).content.decode()
        assert as_(role).get(f"{page}edit/").status_code == 403


def test_no_contact_goes_into_a_file_or_a_list(as_, trainer):
    client = as_("facilitator")
    text = b"".join(client.get(f"{LIST}export.csv").streaming_content).decode()
    assert trainer.name in text
    assert PHONE not in text
    assert PHONE not in client.get(LIST).content.decode()


def test_a_member_enters_the_register_by_choice_and_only_once(khovd, as_, cast):
    with in_group(khovd):
        member = make_member(khovd, "Д.Болормаа")
    data = {"membership": member.pk, "work": "both", "side": "government", "is_active": "on"}
    answer = as_("facilitator").post(f"{LIST}new/", data)
    assert answer.status_code == 303
    with in_group(khovd):
        row = Trainer.objects.get()
        assert (row.name, row.membership) == ("Д.Болормаа", member)
        assert Entry.objects.get(verb="trainer.registered").actor == cast["facilitator"]
    again = as_("facilitator").post(f"{LIST}new/", data)
    assert again.status_code == 422
    assert "membership" in again.context["form"].errors


@pytest.mark.parametrize(
    ("change", "field"), [({"name": ""}, "name"), ({"trained_date": 1}, "trained_date")]
)
def test_what_cannot_be_is_refused(khovd, change, field):
    if "trained_date" in change:
        change["trained_date"] = khovd.today() + datetime.timedelta(days=1)
    with in_group(khovd), pytest.raises(BadTrainer) as refusal:
        make_trainer(khovd, **{"name": "Р.Цэцэгмаа", **change})
    assert refusal.value.field == field


def test_a_stale_correction_shows_what_stands_but_no_contact(khovd, trainer):
    with in_group(khovd):
        edit_trainer(trainer, actor=None, version=1, topics="Төсөв")
        with pytest.raises(StaleVersion) as stale:
            edit_trainer(trainer, actor=None, version=1, topics="Өөр")
    assert stale.value.theirs["topics"] == "Төсөв"
    assert PHONE not in str(stale.value.theirs)


def test_the_register_counts_trainings_that_stand(khovd, as_, trainer):
    with in_group(khovd):
        held = make_training(khovd, trainers=[trainer])
        withdraw_training(make_training(khovd, trainers=[trainer]), actor=None, note="Давхар")
        make_training(khovd, title="Суралцсан нь", trained=[trainer])
    client = as_("observer")
    assert [row.held for row in client.get(LIST).context["page"]] == [1]
    page = client.get(f"{LIST}{trainer.pk}/")
    assert page.context["held"] == [held]
    assert [row.title for row in page.context["learned"]] == ["Суралцсан нь"]


def test_the_register_is_filtered_and_searched(khovd, as_, trainer):
    with in_group(khovd):
        make_trainer(khovd, "Ж.Дорж", side="government", work="both", topics="Төсөв унших",
                     is_active=False)  # fmt: skip
    client = as_("observer")
    assert names(client.get(f"{LIST}?side=government")) == ["Ж.Дорж"]
    assert names(client.get(f"{LIST}?work=mentor")) == ["Ж.Дорж"]  # who does both is a mentor too
    assert names(client.get(f"{LIST}?active=on")) == ["Р.Цэцэгмаа"]
    assert names(client.get(f"{LIST}?q=төсөв")) == ["Ж.Дорж"]


def test_a_register_of_three_costs_as_many_queries_as_one(khovd, as_, trainer):
    client = as_("observer")
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    with in_group(khovd):
        for name in ("А.Бат", "В.Дорж"):
            make_trainer(khovd, name, membership=make_member(khovd, name))
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)
    assert len(one) == len(three) <= 8
