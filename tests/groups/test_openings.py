"""A new group in a morning: the draft, the review, the opening; pausing, closing, phases."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from groups import actions
from groups.actions.opening import Opening, open_group, same_weekday_next_month
from groups.forms import RulesForm
from groups.forms.opening import NamesForm
from groups.models import (
    Group,
    GroupDraft,
    GroupRules,
    GroupState,
    MeetingSeries,
    Membership,
    Phase,
    Pointer,
)
from groups.queries import effects_of, proposed_code, proposed_slug, units_to_open
from groups.signals import group_opened
from issues.models import Category
from masam.audit.models import Entry
from masam.notifications.models import Notice
from masam.organisations.models import Organisation
from masam.places.models import Unit
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.groups import make_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client


NEW = "/national/groups/new/"
NAMES = {
    "name_mn": "Увс", "name_en": "Uvs", "slug": "uvs", "code": "UVS", "zone": "Asia/Hovd",
    "language": "mn", "phase": "", "lead_partner": "",
}  # fmt: skip
LEAD = {
    "name": "Б.Лхагва", "email": "lead@uvs.example", "language": "mn",
    "stakeholder": "civil_society",
}  # fmt: skip
LIST = "register_no,name_mn,kind,aimag_code\n9000001,Увс аймгийн 1-р сургууль,school,85\n"


@pytest.fixture
def coordinator(as_: Callable[[str], Client]) -> Client:
    return as_("coordinator")


@pytest.fixture
def uvs(db: None) -> Unit:
    return Unit.objects.get(code="85")


def opening(uvs: Unit, **more: Any) -> Opening:
    names = {key: NAMES[key] for key in ("name_mn", "name_en", "slug", "code", "zone", "language")}
    return Opening(unit=uvs, names=names | more.pop("names", {}), facilitator=LEAD, **more)


def csv(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("list.csv", text.encode(), content_type="text/csv")


def walk(client: Client, khovd: Group, text: str = LIST) -> tuple[str, Any]:
    """Fill in every page of the wizard; give the draft's address and the last answer."""
    first = client.post(NEW, {"unit": "85"})
    base = first["Location"].removesuffix("names/")
    client.post(f"{base}names/", NAMES)
    client.post(f"{base}model/", {"model": "khovd", "parts": ["rules", "categories", "series"]})
    client.post(f"{base}facilitator/", LEAD)
    return base, client.post(f"{base}points/", {"list": csv(text)})


def test_the_pages_lead_to_a_group_that_works_entirely(coordinator, visitor, khovd, cast):
    with in_group(khovd):
        GroupRules.objects.create(group=khovd, quorum_percent=60)
        Category.objects.create(
            group=khovd, key="own", sector="health", name_mn="Өөрийн", name_en="Own"
        )
    base, _last = walk(coordinator, khovd)
    review = coordinator.get(f"{base}review/").content.decode()
    for said in ("Увс аймаг", "lead@uvs.example", "Дүрэм: ирц", "UTC+7"):
        assert said in review
    assert not Group.objects.filter(slug="uvs").exists()
    answer = coordinator.post(f"{base}review/")
    assert answer.status_code == 303, answer.content.decode()
    assert answer["Location"] == "/national/groups/uvs/"
    group = Group.objects.get(slug="uvs")
    with in_group(group):
        assert GroupRules.objects.get().quorum_percent == 60
        assert list(Category.objects.values_list("key", flat=True)) == ["own"]
        invited = Membership.objects.get()
        assert (invited.role, invited.name, invited.user) == ("facilitator", "Б.Лхагва", None)
        assert Notice.objects.get(group=group).address == LEAD["email"]
        verbs = set(Entry.objects.filter(group=group).values_list("verb", flat=True))
    assert {"group.opened", "member.invited"} <= verbs
    assert Organisation.objects.get(register_no="9000001").unit.code == "85"
    draft = GroupDraft.objects.get()
    assert draft.opened == group
    assert draft.answers == {}  # nobody's address stays behind
    for path in ("/uvs/", "/uvs/issues/", "/uvs/meetings/", "/uvs/disclosure/", "/feedback/uvs/"):
        assert visitor.get(path).status_code == 200, path
    assert "Увс" in visitor.get("/groups/").content.decode()
    assert "/uvs/" in visitor.get("/").content.decode()
    assert "Б.Лхагва" in coordinator.get("/national/groups/uvs/").content.decode()
    # a second click leads to the group, opens nothing
    assert coordinator.get(f"{base}review/")["Location"] == "/national/groups/uvs/"
    assert Group.objects.filter(unit__code="85").count() == 1


def test_the_facilitator_joins_and_finds_an_empty_desk(uvs, cast, visitor):
    group = open_group(opening(uvs), actor=cast["coordinator"])
    with in_group(group):
        member = Membership.objects.get()
        token = Pointer.issue("join", group, member.pk, data={"email": LEAD["email"]})
    answer = visitor.post(
        f"/join/{token}/", {"name": "Б.Лхагва", "password": "four words of mine here"}
    )
    assert answer["Location"] == "/uvs/desk/"
    for room in ("", "issues/", "meetings/", "people/", "disclosure/", "reports/", "settings/"):
        assert visitor.get(f"/uvs/desk/{room}").status_code == 200, room
    assert visitor.get("/uvs/desk/issues/new/").status_code == 200


def test_what_was_typed_is_kept_and_filled_in_again(coordinator, khovd):
    base = coordinator.post(NEW, {"unit": "85"})["Location"].removesuffix("names/")
    page = coordinator.get(f"{base}names/").content.decode()
    assert 'value="uvs"' in page
    assert 'value="UVS"' in page
    coordinator.post(f"{base}names/", NAMES | {"name_en": "Uvs of the lakes"})
    assert "Uvs of the lakes" in coordinator.get(f"{base}names/").content.decode()
    assert f"{base}model/" in coordinator.get(NEW).content.decode()  # where to go on


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("slug", "national", "сайтын өөрийн үг"),
        ("slug", "khovd", "Ховд бүлгийн хаяг"),
        ("slug", "Увс", "жижиг латин"),
        ("code", "KHO", "KHO үсгийг"),
        ("code", "u1", "том латин"),
        ("lead_partner", "World Vision", "үе шатыг сонгоно"),
    ],
)
def test_bad_names_get_a_sentence_and_lose_nothing(khovd, uvs, field, value, sentence):
    form = NamesForm(NAMES | {field: value}, unit=uvs)
    assert not form.is_valid()
    assert sentence in form.errors.as_text()
    assert form["name_mn"].value() == "Увс"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("9000001,Сургууль,school,84", "энд биш"),
        ("90,Сургууль,school,85", "7 оронтой"),
        ("9000001,Сургууль,castle,85", "castle"),
    ],
)
def test_a_faulty_row_of_the_list_is_named_and_nothing_is_kept(coordinator, khovd, row, sentence):
    base, last = walk(coordinator, khovd, f"register_no,name_mn,kind,aimag_code\n{row}\n")
    assert last.status_code == 422
    assert sentence in last.content.decode()
    assert not GroupDraft.objects.get().step("points")
    assert coordinator.post(f"{base}review/").status_code == 422  # the step is missing
    assert not Group.objects.filter(slug="uvs").exists()


def test_a_list_never_takes_another_places_organisation(coordinator, khovd, school):
    Organisation.objects.filter(pk=school.pk).update(register_no="9000001")
    _base, last = walk(coordinator, khovd)
    assert last.status_code == 422
    school.refresh_from_db()
    assert school.name_mn == "Ховд 1-р сургууль"


def test_open_group_is_all_or_nothing(uvs, cast):
    def fails(**kwargs: Any) -> None:
        raise RuntimeError

    group_opened.connect(fails)
    try:
        with pytest.raises(RuntimeError):
            open_group(opening(uvs), actor=cast["coordinator"])
    finally:
        group_opened.disconnect(fails)
    assert not Group.objects.filter(slug="uvs").exists()
    assert not Notice.objects.exists()


def test_one_place_has_one_group(uvs, cast):
    open_group(opening(uvs), actor=cast["coordinator"])
    with pytest.raises(actions.BadGroup, match="бүлэгтэй"):
        open_group(opening(uvs, names={"slug": "uvs2", "code": "UVT"}), actor=cast["coordinator"])
    assert uvs not in units_to_open()


def test_without_a_model_a_group_begins_with_what_every_group_has(uvs, cast):
    group = open_group(opening(uvs), actor=cast["coordinator"])
    with in_group(group):
        assert Category.objects.count() > 20


def test_series_are_taken_over_on_the_same_weekday(uvs, khovd, cast):
    with in_group(khovd):
        MeetingSeries.objects.create(
            group=khovd, topic="Сарын уулзалт", place="Ховд", rhythm="monthly",
            first_date=datetime.date(2026, 3, 13), starts_at=datetime.time(10),
        )  # fmt: skip
    new = open_group(
        opening(uvs, model=khovd, parts=frozenset({"series"})), actor=cast["coordinator"]
    )
    with in_group(new):
        row = MeetingSeries.objects.get()
    assert (row.topic, row.place, row.first_date.weekday()) == ("Сарын уулзалт", "", 4)
    assert 8 <= row.first_date.day <= 14


def test_a_fifth_friday_becomes_the_last_one():
    fifth = datetime.date(2026, 10, 30)
    found = same_weekday_next_month(fifth, datetime.date(2026, 10, 3))
    assert found == datetime.date(2026, 11, 27)


def test_slug_and_letters_are_proposed_from_the_place(khovd):
    district = Unit.objects.get(name_mn="Сүхбаатар", level=2, parent__code="11")
    assert proposed_slug(district) == "sukhbaatar-district"
    assert proposed_slug(Unit.objects.get(code="83")) == "bayan-ulgii"
    assert proposed_code(khovd.unit) == "KHV"  # KHO is taken


def test_settings_are_the_coordinators_only(as_, visitor, khovd, cast):
    assert visitor.get(NEW).status_code == 302
    for role in ("facilitator", "donor", "admin"):
        for path in (NEW, "/national/groups/khovd/", "/national/groups/khovd/close/"):
            assert as_(role).get(path).status_code == 403, (role, path)
            assert as_(role).post(path, {"note": "x"}).status_code == 403, (role, path)
    assert as_("donor").get("/national/groups/").status_code == 200
    assert NEW not in as_("donor").get("/national/groups/").content.decode()


def test_a_draft_is_its_authors_own(coordinator, cast, as_):
    base = coordinator.post(NEW, {"unit": "85"})["Location"]
    other = type(cast["coordinator"]).objects.create_user(
        "second@national.example", name="second", national_role="coordinator"
    )
    coordinator.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert coordinator.get(base).status_code == 404


def test_closing_says_its_effects_before_and_does_them(coordinator, khovd, cast, visitor, as_):
    with in_group(khovd):
        meeting = make_meeting(khovd)
        type(meeting).objects.filter(pk=meeting.pk).update(
            state="planned", held_date=khovd.today() + datetime.timedelta(days=9)
        )
        effects = {str(effect.sentence): effect.count for effect in effects_of(khovd, "closed")}
    assert effects["товлосон хурал хүчингүй болно."] == 1
    page = coordinator.get("/national/groups/khovd/close/").content.decode()
    assert "товлосон хурал хүчингүй болно." in page
    assert coordinator.post("/national/groups/khovd/close/", {"note": ""}).status_code == 422
    answer = coordinator.post("/national/groups/khovd/close/", {"note": "Төсөл дууссан."})
    assert answer.status_code == 303
    khovd.refresh_from_db()
    assert khovd.state == GroupState.CLOSED
    with in_group(khovd):
        meeting.refresh_from_db()
        assert meeting.state == "cancelled"
        assert Notice.objects.filter(kind="group_closed").count() >= 5
    assert "Төсөл дууссан." in visitor.get("/khovd/").content.decode()
    told = visitor.get("/feedback/khovd/").content.decode()
    assert "Хаана хандах" in told
    assert "<textarea" not in told
    assert as_("facilitator").get("/khovd/desk/issues/new/").status_code == 403
    assert as_("facilitator").get("/khovd/desk/").status_code == 200
    assert coordinator.post("/national/groups/khovd/pause/", {"note": "x"}).status_code == 422
    coordinator.post("/national/groups/khovd/reopen/", {"note": "Алдаатай хаасан."})
    assert as_("facilitator").get("/khovd/desk/issues/new/").status_code == 200


def test_an_invitation_of_a_closed_group_leads_nowhere(uvs, cast, visitor):
    group = open_group(opening(uvs), actor=cast["coordinator"])
    with in_group(group):
        member = Membership.objects.get()
        token = Pointer.issue("join", group, member.pk, data={"email": LEAD["email"]})
        assert visitor.get(f"/join/{token}/").status_code == 200
        actions.close_group(group, actor=cast["coordinator"], note="Алдаа.")
    assert visitor.get(f"/join/{token}/").status_code == 404


def test_phases_are_entered_once_and_left(coordinator, khovd):
    days = {"start_date": "2026-01-01", "end_date": "2025-01-01"}
    names = {"name_mn": "III үе шат", "name_en": "MASAM III"}
    assert coordinator.post("/national/phases/", names | days).status_code == 422
    coordinator.post("/national/phases/", names | {"start_date": "2026-01-01"})
    phase = Phase.objects.get(number=1)
    path = "/national/groups/khovd/phases/"
    given = {"phase": phase.pk, "lead_partner": "Дэлхийн Зөн", "from_date": "2026-02-01"}
    assert coordinator.post(path, given).status_code == 303
    assert coordinator.post(path, given).status_code == 422
    assert coordinator.post(f"{path}1/leave/", {"to_date": "2026-01-31"}).status_code == 422
    assert coordinator.post(f"{path}1/leave/", {"to_date": "2026-09-30"}).status_code == 303
    assert khovd.phases.get().to_date == datetime.date(2026, 9, 30)


@pytest.mark.parametrize(
    ("field", "value"),
    [("quorum_percent", "0"), ("quorum_percent", "101"), ("sex_percent", "51"),
     ("circulation_days", "0"), ("vulnerable_percent", "many")],
)  # fmt: skip
def test_impossible_rules_get_a_sentence(field, value):
    good = {
        "quorum_percent": "50", "community_percent": "33", "sex_percent": "30",
        "vulnerable_percent": "0", "circulation_days": "7",
    }  # fmt: skip
    assert RulesForm(good).is_valid()
    form = RulesForm(good | {field: value})
    assert not form.is_valid()
    assert len(form.errors[field]) == 1


def test_rules_changed_by_somebody_else_meanwhile_are_not_overwritten(khovd, cast):
    with in_group(khovd):
        actions.settle_rules(khovd, actor=cast["facilitator"], seen={}, quorum_percent=60)
        with pytest.raises(StaleVersion):
            actions.settle_rules(
                khovd, actor=cast["facilitator"], seen={"quorum_percent": "50"}, quorum_percent=40
            )


def test_the_groups_page_shows_how_to_reach_it(as_, visitor, khovd, cast):
    texts = {"office_mn": "ЗДТГ, 205 тоот", "address_mn": "Ховд, Жаргалант сум"}
    assert as_("facilitator").post("/khovd/desk/settings/", texts).status_code == 303
    page = visitor.get("/khovd/").content.decode()
    assert "ЗДТГ, 205 тоот" in page
    assert "Жаргалант сум" in page
