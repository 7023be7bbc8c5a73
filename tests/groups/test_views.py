"""Pages of groups through HTTP, with the cast."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from groups.actions import invite_member
from groups.models import Meeting, Membership
from groups.queries import Task
from groups.signals import desk_wanted
from masam.notifications.actions import write_mail
from masam.notifications.models import Notice
from masam.organisations.models import Organisation
from masam.tenancy import in_group
from tests.factories.groups import make_meeting, make_member

MOST_QUERIES = 8
OWN_ON_DESK = 2  # one to enter, one of ours; what the apps above ask is theirs to keep small
APPS_ABOVE = ('FROM "issues_', 'FROM "feedback_', 'FROM "disclosure_')
DESK = "/khovd/desk/"


def path(*parts):
    return DESK + "".join(f"{part}/" for part in parts)


def meeting_form(group, **change):
    return {
        "held_date": group.today().isoformat(),
        "topic": "Цэцэрлэгийн хоол",
        "guests_female": "3",
        "decisions": "Хяналтын баг гарна\nДараа сар тайлагнана",
        **change,
    }


@pytest.fixture
def meeting(khovd):
    with in_group(khovd):
        member = make_member(khovd, "Д.Болормаа", stakeholder="media")
        return make_meeting(khovd, attended=[member], decisions=["Пар засна"], place="ИТХ")


@pytest.fixture
def public_meeting(khovd):
    with in_group(khovd):
        members = [make_member(khovd, f"Гишүүн {n}") for n in range(6)]
        lone = make_member(khovd, "Ганц Сэтгүүлч", stakeholder="media")
        return make_meeting(
            khovd,
            attended=[*members, lone],
            decisions=["Пар засна"],
            notes="Дотоод тэмдэглэл",
            starts_at=datetime.time(14, 30),
            place="ИТХ",
            is_public=True,
        )


def photo():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    return SimpleUploadedFile("хурал.png", out.getvalue(), "image/png")


# --- the desk ----------------------------------------------------------------------------------


def test_desk_shows_the_two_buttons_and_what_waits_by_due_date(as_, khovd):
    day = khovd.today()
    tasks = [
        Task("Сүүлд", "/b/", due_date=day),
        Task("Хэзээ нэгэн цагт", "/c/"),
        Task("Эхэнд", "/a/", due_date=day - datetime.timedelta(days=3), is_overdue=True),
    ]

    def answer(sender, gate, **kwargs):
        return tasks

    desk_wanted.connect(answer)
    try:
        html = as_("facilitator").get(DESK).content.decode()
    finally:
        desk_wanted.disconnect(answer)
    assert f'href="{path("meetings", "new")}"' in html
    assert f'href="{path("issues", "new")}"' in html
    assert html.index("Эхэнд") < html.index("Сүүлд") < html.index("Хэзээ нэгэн цагт")


@pytest.mark.parametrize(
    "role", ["facilitator", "secretary", "member", "monitor", "custodian", "observer"]
)
def test_desk_opens_to_every_role_of_the_group(as_, role):
    response = as_(role).get(DESK)
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]


READERS = [("meetings",), ("people",)]
SECRETARIES = [("meetings", "new")]
FACILITATORS = [("people", "new"), ("people", "invite"), ("settings",), ("settings", "pause")]


@pytest.mark.parametrize("parts", READERS + SECRETARIES + FACILITATORS)
def test_desk_pages_are_closed_to_strangers_and_visitors(as_, visitor, parts):
    assert as_("stranger").get(path(*parts)).status_code == 404
    assert visitor.get(path(*parts)).status_code == 302
    assert as_("facilitator").get(path(*parts)).status_code == 200
    assert as_("facilitator").get("/en" + path(*parts)).status_code == 200


@pytest.mark.parametrize("parts", SECRETARIES + FACILITATORS)
def test_an_observer_is_told_whose_duty_it_is(as_, parts):
    assert as_("observer").get(path(*parts)).status_code == 403


@pytest.mark.parametrize("parts", FACILITATORS)
def test_a_secretary_does_not_manage_members(as_, parts):
    assert as_("secretary").get(path(*parts)).status_code == 403


# --- logging a meeting -------------------------------------------------------------------------


def test_the_quick_log_ticks_everybody_and_remembers_the_last_place_and_topics(as_, khovd, meeting):
    html = as_("secretary").get(path("meetings", "new")).content.decode()
    with in_group(khovd):
        count = Membership.objects.current(khovd.today()).count()
    assert html.count('name="attended"') == html.count(" checked>") == count
    assert '<option value="Сумын эмнэлгийн халаалт">' in html
    assert 'value="ИТХ"' in html


def test_log_meeting_with_only_what_one_must_write(as_, khovd):
    client = as_("secretary")
    with in_group(khovd):
        ticked = [row.pk for row in Membership.objects.all()][:3]
    response = client.post(path("meetings", "new"), meeting_form(khovd, attended=ticked))
    assert (response.status_code, response["Location"]) == (303, path("meetings", 1))
    with in_group(khovd):
        row = Meeting.objects.get()
        assert row.attendance.count() == 3
        assert row.decisions.count() == 2
    page = client.get(response["Location"]).content.decode()
    assert "Хяналтын баг гарна" in page


def test_log_meeting_again_with_the_same_key_makes_one_meeting(as_, khovd):
    client = as_("secretary")
    form = meeting_form(khovd, idempotency_key="k1")
    first = client.post(path("meetings", "new"), form)
    assert client.post(path("meetings", "new"), form)["Location"] == first["Location"]
    with in_group(khovd):
        assert Meeting.objects.count() == 1


def test_a_bad_log_comes_back_with_everything_that_was_written(as_, khovd):
    late = khovd.today() + datetime.timedelta(days=2)
    with in_group(khovd):
        ticked = [row.pk for row in Membership.objects.all()][:2]
    form = meeting_form(khovd, held_date=late.isoformat(), attended=ticked)
    response = as_("secretary").post(path("meetings", "new"), form)
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count(" checked>") == 2
    assert "Дараа сар тайлагнана" in html
    assert 'href="#id_held_date"' in html


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("guests_female", "-1"),
        ("guests_young", "9"),
        ("decisions", "х" * 501),
        ("decisions", "х\n" * 41),
        ("attended", "999999"),
        ("topic", "х" * 161),
        ("held_date", "өчигдөр"),
        ("client_key", "not-a-uuid"),
    ],
)
def test_log_meeting_refuses_at_the_field(as_, khovd, field, value):
    form = meeting_form(khovd, **{field: value})
    response = as_("secretary").post(path("meetings", "new"), form)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    with in_group(khovd):
        assert not Meeting.objects.exists()


def test_a_photo_of_the_meeting_is_for_members_only(as_, khovd, visitor):
    client = as_("secretary")
    client.post(path("meetings", "new"), meeting_form(khovd, photo=photo()))
    with in_group(khovd):
        row = Meeting.objects.get().photos.get()
    address = path("meetings", 1, "photos", row.pk)
    response = as_("observer").get(address)
    assert response["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"
    assert as_("stranger").get(address).status_code == 404
    assert visitor.get(address).status_code == 302


def test_a_file_that_is_no_photo_is_refused_with_a_sentence(as_, khovd):
    bad = SimpleUploadedFile("x.png", b"<script>", "image/png")
    response = as_("secretary").post(path("meetings", "new"), meeting_form(khovd, photo=bad))
    assert response.status_code == 422
    assert "photo" in response.context["form"].errors


# --- one meeting -------------------------------------------------------------------------------


def test_the_meeting_page_shows_counts_decisions_and_what_happened(as_, meeting):
    html = as_("member").get(path("meetings", 1)).content.decode()
    assert "Пар засна" in html
    assert "Д.Болормаа" not in html
    assert 'class="timeline"' in html


def test_edit_meeting_shows_what_stands_and_saves(as_, khovd, meeting):
    client = as_("secretary")
    html = client.get(path("meetings", 1, "edit")).content.decode()
    assert html.count(" checked>") == 1
    assert "Пар засна" in html
    form = meeting_form(khovd, version=1, topic="Шинэ сэдэв")
    assert client.post(path("meetings", 1, "edit"), form).status_code == 303
    with in_group(khovd):
        assert Meeting.objects.get().topic == "Шинэ сэдэв"


def test_edit_meeting_from_an_old_page_gives_409_with_both_texts(as_, khovd, meeting):
    client, address = as_("secretary"), path("meetings", 1, "edit")
    client.post(address, meeting_form(khovd, version=1, topic="Нэгдүгээр"))
    response = client.post(address, meeting_form(khovd, version=1, topic="Хоёрдугаар"))
    html = response.content.decode()
    assert response.status_code == 409
    assert "Нэгдүгээр" in html
    assert "Хоёрдугаар" in html
    assert 'name="version" value="2"' in html
    again = meeting_form(khovd, version=2, topic="Хоёрдугаар")
    assert client.post(address, again).status_code == 303


def test_publish_meeting_and_take_it_back(as_, visitor, meeting):
    client, public = as_("secretary"), "/khovd/meetings/1/"
    assert visitor.get(public).status_code == 404
    assert client.get(path("meetings", 1, "publish")).status_code == 200
    assert visitor.get(public).status_code == 404
    assert client.post(path("meetings", 1, "publish")).status_code == 303
    assert visitor.get(public).status_code == 200
    assert client.post(path("meetings", 1, "unpublish"), {"note": "Нэр байсан"}).status_code == 303
    assert visitor.get(public).status_code == 404


@pytest.mark.parametrize("verb", ["edit", "publish", "unpublish"])
def test_a_member_does_not_change_meetings(as_, meeting, verb):
    assert as_("member").get(path("meetings", 1, verb)).status_code == 403
    assert as_("secretary").get(path("meetings", 2, verb)).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=халаалт", True),
        ("?q=Халаалт", True),
        ("?q=ус", False),
        ("?period=2019", False),
        ("?period=нэг", True),
        ("?sort=oldest&after=zzz", True),
        ("?q=%00", True),
    ],
)
def test_the_list_of_meetings_is_narrowed_down_by_the_address(as_, meeting, query, found):
    response = as_("observer").get(path("meetings") + query)
    assert response.status_code == 200
    assert ("Сумын эмнэлгийн халаалт" in response.content.decode()) is found


# --- members -----------------------------------------------------------------------------------


def test_people_are_in_the_mongolian_order_with_seats_by_stakeholder(as_, khovd):
    with in_group(khovd):
        for name in ("Үүрцайх", "Пүрэв", "Өлзий", "Оюун"):
            make_member(khovd, name, stakeholder="media")
    html = as_("observer").get(path("people") + "?stakeholder=media").content.decode()
    places = [html.index(name) for name in ("Оюун", "Өлзий", "Пүрэв", "Үүрцайх")]
    assert places == sorted(places)
    assert "?stakeholder=community" in html
    assert "secretary khovd" not in html


def test_people_are_found_by_a_part_of_the_name_in_any_case(as_, khovd):
    with in_group(khovd):
        make_member(khovd, "Б.Өлзийбат")
    client = as_("observer")
    assert "Б.Өлзийбат" in client.get(path("people") + "?q=ӨЛЗИЙ").content.decode()
    assert "Б.Өлзийбат" not in client.get(path("people") + "?q=оюун").content.decode()


def test_a_facilitator_admits_changes_and_ends(as_, khovd, school):
    client = as_("facilitator")
    form = {
        "name": "Г.Сүрэн",
        "stakeholder": "provider",
        "organisation": school.pk,
        "role": "member",
        "from_date": khovd.today().isoformat(),
    }
    assert client.post(path("people", "new"), form).status_code == 303
    with in_group(khovd):
        pk = Membership.objects.get(name="Г.Сүрэн").pk
    assert client.get(path("people", pk, "role")).status_code == 200
    assert client.post(path("people", pk, "role"), {"role": "monitor"}).status_code == 303
    assert client.get(path("people", pk, "end")).status_code == 200
    end = {"to_date": khovd.today().isoformat()}
    assert client.post(path("people", pk, "end"), end).status_code == 303
    with in_group(khovd):
        row = Membership.objects.get(pk=pk)
    assert (row.role, row.to_date) == ("monitor", khovd.today())


def test_a_member_of_another_group_is_not_found(as_, khovd, bayanzurkh):
    with in_group(bayanzurkh):
        pk = make_member(bayanzurkh).pk
    for verb in ("role", "end"):
        assert as_("facilitator").get(path("people", pk, verb)).status_code == 404


def test_bad_member_forms_come_back(as_, khovd):
    client = as_("facilitator")
    assert client.post(path("people", "new"), {}).status_code == 422
    assert client.post(path("people", "invite"), {"email": "x"}).status_code == 422


# --- joining -----------------------------------------------------------------------------------


@pytest.fixture
def invited(khovd, cast):
    def invite(email="new@khovd.example", role="secretary"):
        with in_group(khovd):
            row = invite_member(
                khovd, actor=None, email=email, name="Ц.Сараа", stakeholder="media", role=role
            )
            notice = Notice.objects.get(key=f"member:{row.pk}:invited")
            return write_mail(notice).body.split("/join/")[1].split("/")[0]

    return invite


def test_join_shows_on_get_and_signs_in_on_post(visitor, invited):
    address = f"/join/{invited()}/"
    for _time in range(2):
        response = visitor.get(address)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
    form = {"name": "Ц.Сараа", "password": "гурван үг санах амархан"}
    response = visitor.post(address, form)
    assert (response.status_code, response["Location"]) == (303, DESK)
    assert visitor.get(DESK).status_code == 200
    assert Client().get(address).status_code == 404


def test_join_as_an_officer_leads_to_the_office(visitor, invited):
    form = {"name": "О", "password": "гурван үг санах амархан"}
    response = visitor.post(f"/join/{invited(role='officer')}/", form)
    assert response["Location"] == "/office/"


def test_join_refuses_a_weak_password_and_keeps_the_invitation(visitor, invited):
    address = f"/join/{invited()}/"
    response = visitor.post(address, {"name": "Ц.Сараа", "password": "123"})
    assert response.status_code == 422
    assert visitor.get(address).status_code == 200


def test_join_with_a_known_address_asks_to_sign_in_first(visitor, as_, invited, cast):
    address = f"/join/{invited(cast['stranger'].email)}/"
    assert "/login/?next=" in visitor.get(address).content.decode()
    assert visitor.post(address).status_code == 422
    client = as_("stranger")
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 303
    assert client.get(DESK).status_code == 200


def test_join_from_another_site_is_refused(visitor, invited):
    form = {"name": "Ц.Сараа", "password": "гурван үг санах амархан"}
    response = visitor.post(f"/join/{invited()}/", form, headers={"origin": "https://evil.example"})
    assert response.status_code == 403


@pytest.mark.parametrize("address", ["/join/zzz/", "/attend/zzz/", "/calendar/zzz.ics"])
def test_links_that_lead_nowhere_say_so(db, visitor, address):
    for prefix in ("", "/en"):
        response = visitor.get(prefix + address)
        assert response.status_code == 404
        assert "<h1>" in response.content.decode()
        assert response["Cache-Control"] == "no-store"


# --- settings ----------------------------------------------------------------------------------


def test_settings_are_shown_on_the_form_and_saved(as_, khovd):
    client = as_("facilitator")
    form = {"about_mn": "Бид сар бүр уулзана.\r\nТавтай морил.", "seen_about_mn": ""}
    assert client.post(path("settings"), form).status_code == 303
    html = client.get(path("settings")).content.decode()
    assert "Бид сар бүр уулзана." in html
    stale = client.post(path("settings"), form | {"about_mn": "Өөр"})
    assert stale.status_code == 409
    assert "Тавтай морил." in stale.content.decode()


def test_a_paused_group_reads_on_and_goes_on(as_, khovd, meeting):
    client = as_("facilitator")
    assert client.post(path("settings", "pause"), {"note": ""}).status_code == 422
    assert client.post(path("settings", "pause"), {"note": "Сонгууль"}).status_code == 303
    assert as_("secretary").get(path("meetings", "new")).status_code == 403
    assert as_("secretary").get(path("meetings")).status_code == 200
    assert as_("secretary").get(path("settings", "resume")).status_code == 403
    assert client.get(path("settings", "resume")).status_code == 200
    assert client.post(path("settings", "resume")).status_code == 303
    assert as_("secretary").get(path("meetings", "new")).status_code == 200


# --- the public side ---------------------------------------------------------------------------

PUBLIC = ["/groups/", "/lessons/", "/khovd/meetings/", "/khovd/meetings/1/", "/khovd/meetings.ics"]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_are_alike_for_everybody(visitor, public_meeting, prefix, address):
    response = visitor.get(prefix + address)
    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert 'method="post"' not in response.content.decode()
    again = visitor.get(prefix + address, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_name_no_person(visitor, public_meeting, address):
    text = visitor.get(address).content.decode()
    assert "Гишүүн" not in text
    assert "Сэтгүүлч" not in text
    assert "Дотоод тэмдэглэл" not in text


def test_the_public_meeting_shows_no_count_under_five(visitor, public_meeting):
    response = visitor.get("/en/khovd/meetings/1/")
    assert response.context["rows"] == [("community", 6), ("others together", 7)]
    assert response.context["total"] == 13


def test_a_change_gives_the_public_page_a_new_etag(as_, visitor, public_meeting, khovd):
    tag = visitor.get("/khovd/meetings/")["ETag"]
    as_("secretary").post(
        path("meetings", 1, "edit"), meeting_form(khovd, version=public_meeting.version)
    )
    assert visitor.get("/khovd/meetings/")["ETag"] != tag


def test_unpublished_meetings_are_nowhere_public(visitor, meeting):
    for address in ("/khovd/meetings/", "/khovd/meetings.ics"):
        assert "халаалт" not in visitor.get(address).content.decode()
    assert visitor.get("/nowhere/meetings/").status_code == 404


def test_groups_are_listed_with_their_public_meetings(visitor, public_meeting, bayanzurkh):
    html = visitor.get("/en/groups/").content.decode()
    assert 'href="/en/khovd/"' in html
    assert 'href="/en/bayanzurkh/"' in html
    assert "Khovd: 1 public meeting in a year" in html


# --- queries -----------------------------------------------------------------------------------

LISTS = [
    ("facilitator", DESK),
    ("secretary", DESK),
    ("monitor", DESK),
    ("observer", DESK),
    ("observer", path("meetings")),
    ("observer", path("people")),
    ("observer", path("meetings", 1)),
    ("secretary", path("meetings", "new")),
    ("secretary", path("meetings", 1, "edit")),
    ("secretary", path("meetings", 1, "publish")),
    ("facilitator", path("people", "new")),
    ("facilitator", path("people", "invite")),
    ("facilitator", path("settings")),
    ("", "/groups/"),
    ("", "/khovd/meetings/"),
    ("", "/khovd/meetings/1/"),
    ("", "/khovd/meetings.ics"),
]


def fill(group, rows):
    organisation = Organisation.objects.create(kind="cso", name_mn=f"ТББ {rows}", unit=group.unit)
    with in_group(group):
        members = [
            make_member(group, f"Гишүүн {n}", organisation=organisation, sex="f")
            for n in range(rows)
        ]
        for n in range(rows):
            make_meeting(
                group, attended=members, decisions=[f"{n} {m}" for m in range(rows)], is_public=True
            )


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return [
        row["sql"]
        for row in caught.captured_queries
        if not row["sql"].startswith(("SAVEPOINT", "RELEASE", "SET LOCAL", "SELECT set_config"))
        and "django_session" not in row["sql"]  # read again when Valkey was emptied meanwhile
    ]


@pytest.mark.parametrize(("role", "address"), LISTS)
def test_pages_cost_the_same_with_one_row_and_three(as_, visitor, khovd, role, address):
    client = as_(role) if role else visitor
    fill(khovd, 1)
    client.get(address)  # content types and the session are warm
    few = queries_of(client, address)
    fill(khovd, 3)
    many = queries_of(client, address)
    assert len(few) == len(many), "\n".join(many)
    assert len(many) <= MOST_QUERIES or address == DESK, "\n".join(many)


def test_the_desk_itself_asks_twice(as_, khovd):
    client = as_("facilitator")
    fill(khovd, 3)
    client.get(DESK)
    own = [sql for sql in queries_of(client, DESK) if not any(app in sql for app in APPS_ABOVE)]
    assert len(own) == OWN_ON_DESK, "\n".join(own)
