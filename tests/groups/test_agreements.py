"""The register of agreements: days, commitments, reminders, what is public (G7)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from groups.actions import (
    BadAgreement,
    edit_agreement,
    end_agreement,
    publish_agreement,
    set_commitments,
    unpublish_agreement,
)
from groups.models import Agreement, Commitment, Group, Membership
from groups.queries import agreements_ending, agreements_of
from groups.tasks import remind_of_agreements
from masam.audit.models import Entry
from masam.notifications.actions import write_mail
from masam.notifications.models import Notice
from masam.tenancy import in_group, national_read
from tests.factories.projects import DAY, make_agreement, make_cso

TEXT = {"text": "Төсвөө самбарт тавина", "organisation": None, "due_date": None, "done_date": None}


def standing_of(agreement):
    """Give how an agreement stands today, as the register says."""
    return agreements_of(agreement.group).get(pk=agreement.pk).standing_today


def test_how_an_agreement_stands_follows_from_its_days(khovd):
    today = khovd.today()
    with in_group(khovd):
        for words, wanted in (
            ({}, "in_force"),
            ({"to_date": None}, "in_force"),
            ({"to_date": today + 60 * DAY}, "ending"),
            ({"to_date": today + 61 * DAY}, "in_force"),
            ({"to_date": today}, "ending"),
            ({"to_date": today - DAY}, "ended"),
            ({"from_date": today + DAY}, "coming"),
        ):
            assert standing_of(make_agreement(khovd, **words)) == wanted, words


def test_a_renewal_replaces_the_old_one_and_only_once(khovd):
    with in_group(khovd):
        old = make_agreement(khovd)
        new = make_agreement(khovd, title="Шинэчилсэн санамж бичиг", replaces=old)
        assert standing_of(old) == "replaced"
        assert standing_of(new) == "in_force"
        assert list(Agreement.objects.unended(khovd.today())) == [new]
        with pytest.raises(BadAgreement, match="аль хэдийн"):
            make_agreement(khovd, replaces=old)


def test_days_that_make_no_sense_are_refused(khovd):
    today = khovd.today()
    with in_group(khovd):
        for words, field in (
            ({"signed_date": today + DAY}, "signed_date"),
            ({"to_date": today - 400 * DAY}, "to_date"),
            ({"remind_days": 400}, "remind_days"),
        ):
            with pytest.raises(BadAgreement) as caught:
                make_agreement(khovd, **words)
            assert caught.value.field == field
        agreement = make_agreement(khovd)
        for day, note in ((today + DAY, "а"), (agreement.signed_date - DAY, "а"), (today, "")):
            with pytest.raises(BadAgreement):
                end_agreement(agreement, actor=None, ended_date=day, note=note)
        end_agreement(agreement, actor=None, ended_date=today, note="Тал гарсан")
        assert standing_of(agreement) == "ended"


def test_a_party_written_as_we_know_it_is_tied_to_its_organisation(khovd):
    with in_group(khovd):
        cso = make_cso(khovd, "Эрх чөлөө ТББ")
        agreement = make_agreement(khovd, parties=["эрх чөлөө  ТББ", "Ц.Дорж", "Ц.Дорж"])
        rows = agreement.parties.order_by("position")
        assert [(row.name, row.organisation) for row in rows] == [
            ("эрх чөлөө ТББ", cso),
            ("Ц.Дорж", None),
        ]


def test_people_are_reminded_once_for_each_end(cast, khovd, bayanzurkh):
    with in_group(khovd):
        keeper = Membership.objects.get(user=cast["member"])
        make_agreement(khovd, to_date=khovd.today() + 61 * DAY)
        make_agreement(khovd, to_date=khovd.today() + 5 * DAY, remind_days=0)
        agreement = make_agreement(khovd, to_date=khovd.today() + 60 * DAY, responsible=keeper)
        assert agreements_ending(khovd) == [agreement]
    assert [remind_of_agreements(), remind_of_agreements()] == [1, 0]
    with in_group(khovd):
        notices = Notice.objects.filter(kind="agreement_ending")
        assert {row.recipient for row in notices} == {cast["facilitator"], cast["member"]}
        mail = write_mail(notices.first())
        assert "санамж бичиг" in mail.body
        assert f"/khovd/desk/agreements/{agreement.number}/" in mail.body
        words = {"kind": "mou", "title": agreement.title, "signed_date": agreement.signed_date,
                 "from_date": agreement.from_date, "responsible": keeper}  # fmt: skip
        edit_agreement(agreement, actor=None, version=1, to_date=khovd.today() + 50 * DAY, **words)
    assert remind_of_agreements() == 1  # another end: told again


def test_a_commitment_is_done_on_a_day_that_has_been(khovd):
    with in_group(khovd):
        agreement = make_agreement(khovd)
        line = {**TEXT, "done_date": khovd.today() + DAY}
        with pytest.raises(BadAgreement, match="болоогүй"):
            set_commitments(agreement, actor=None, version=1, lines=[line])
        set_commitments(agreement, actor=None, version=1, lines=[TEXT])
        assert not Commitment.objects.get().is_done


def test_everybody_reads_what_was_published_and_no_party_or_keeper(as_, cast, khovd, visitor):
    with in_group(khovd):
        keeper = Membership.objects.get(user=cast["member"])
        agreement = make_agreement(
            khovd, reference="А/127", parties=["Ц.Дорж"], responsible=keeper, note="Дотоод"
        )
        set_commitments(agreement, actor=None, version=1, lines=[TEXT])
        make_agreement(khovd, title="Нууц хэвээр")
    before = visitor.get("/khovd/agreements/")
    assert "А/127" not in before.content.decode()
    with in_group(khovd):
        publish_agreement(agreement, actor=None)
    page = visitor.get("/khovd/agreements/")
    assert page["ETag"] != before["ETag"]
    text = page.content.decode()
    assert "А/127" in text
    assert "Төсвөө самбарт тавина" in text
    for hidden in ("Ц.Дорж", keeper.name, "Дотоод", "Нууц хэвээр"):
        assert hidden not in text
    with national_read():
        assert [row.reference for row in Agreement.objects.all()] == ["А/127"]
    with in_group(khovd):
        version = Group.objects.get(pk=khovd.pk).version
        unpublish_agreement(agreement, actor=None)
        assert Group.objects.get(pk=khovd.pk).version > version
    assert "А/127" not in visitor.get("/khovd/agreements/").content.decode()


def test_the_form_takes_a_scan_and_refuses_what_is_none(as_, cast, khovd, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    sent = {"kind": "order", "title": "Захирамж", "reference": "А/1", "remind_days": "30",
            "signed_date": "2026-01-05", "from_date": "2026-01-05", "parties": "а\n\nб"}  # fmt: skip
    client = as_("facilitator")
    url = "/khovd/desk/agreements/new/"
    scan = SimpleUploadedFile("а.pdf", b"%PDF-1.4\n%%EOF\n")
    assert as_("secretary").post(url, sent).status_code == 403
    fake = client.post(url, {**sent, "scan": SimpleUploadedFile("а.jpg", b"%PDF-1.4\n%%EOF")})
    assert fake.status_code == 422
    assert "бичсэн төрөл биш" in fake.content.decode()
    assert 'value="Захирамж"' in fake.content.decode()
    answer = client.post(url, {**sent, "scan": scan})
    assert answer["Location"] == "/khovd/desk/agreements/1/"
    with in_group(khovd):
        agreement = Agreement.objects.get()
        assert agreement.files.get().content_type == "application/pdf"
        assert agreement.parties.count() == 2
    page = client.get(answer["Location"]).content.decode()
    assert "/desk/agreements/1/renew/" in page
    assert "/desk/agreements/1/renew/" not in as_("member").get(answer["Location"]).content.decode()


def test_the_register_is_narrowed_sorted_and_costs_the_same(
    as_, cast, khovd, django_assert_num_queries
):
    client, today = as_("observer"), khovd.today()
    with in_group(khovd):
        make_agreement(khovd, title="Удахгүй дуусах", to_date=today + 9 * DAY, parties=["ТББ Нар"])
    with django_assert_num_queries(2):
        client.get("/khovd/desk/agreements/")
    with in_group(khovd):
        make_agreement(khovd, title="Хугацаагүй", to_date=None)
        make_agreement(khovd, title="Хуучин", to_date=today - DAY)
    with django_assert_num_queries(2):
        page = client.get("/khovd/desk/agreements/?sort=ending").content.decode()
    assert page.index("Хуучин") < page.index("Удахгүй дуусах") < page.index("Хугацаагүй")
    for query, shown in (
        ("state=ending", {"Удахгүй дуусах"}),
        ("state=ended", {"Хуучин"}),
        ("q=нар", {"Удахгүй дуусах"}),
        ("q=хугацаагуй", {"Хугацаагүй"}),
    ):
        page = client.get(f"/khovd/desk/agreements/?{query}").content.decode()
        titles = ("Удахгүй дуусах", "Хугацаагүй", "Хуучин")
        assert {title for title in titles if f">{title}<" in page} == shown, query


def test_what_stood_before_a_correction_is_in_the_audit(khovd):
    with in_group(khovd):
        agreement = make_agreement(khovd, title="Хуучин нэр", parties=["а"])
        edit_agreement(
            agreement, actor=None, version=1, kind="mou", title="Шинэ", parties=["б"],
            signed_date=agreement.signed_date, from_date=agreement.from_date,
        )  # fmt: skip
        before = Entry.objects.get(verb="agreement.edited").data["before"]
        assert (before["title"], before["parties"]) == ("Хуучин нэр", "а")
