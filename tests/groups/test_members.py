"""Terms, traits, links, codes and tables of members: the rules and the pages."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groups.actions import (
    BadMember,
    admit_member,
    change_role,
    edit_member,
    end_membership,
    forget_traits,
    join_openly,
    make_join_link,
    renew_term,
    revoke_join_link,
    tell_traits,
    undo_join,
)
from groups.exports import member_template
from groups.models import GroupGrant, JoinLink, Membership, MemberTraits, Pointer
from groups.queries import listed, open_join_link, roster_of, terms_of
from masam.audit.models import Entry
from masam.notifications.models import Notice
from masam.spreadsheets.models import Import
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.groups import make_meeting, make_member

DESK = "/khovd/desk/people/"
HEAD = "Нэр;Оролцогч тал;Байгууллага;И-мэйл;Эхлэх;Дуусах;Хүйс\n"


@pytest.fixture
def scope(khovd):
    with in_group(khovd):
        yield khovd


def ago(group, days):
    return group.today() - datetime.timedelta(days=days)


def ended(group, name="Д.Болормаа", **fields):
    return make_member(group, name, from_date=ago(group, 400), to_date=ago(group, 30), **fields)


# --- terms -------------------------------------------------------------------------------------


def test_renewing_adds_a_term_behind_the_last_one_with_its_traits(scope):
    first = ended(scope, sex="f", stakeholder="media")
    second = renew_term(first, actor=None)
    assert (second.person, second.stakeholder) == (first.person, "media")
    assert (second.from_date, second.to_date) == (scope.today(), None)
    assert MemberTraits.objects.get(membership=second).sex == "f"
    assert [term.pk for term in terms_of(first)] == [second.pk, first.pk]


def test_a_running_term_is_renewed_from_the_day_after_it_ends(scope):
    last = scope.today() + datetime.timedelta(days=10)
    term = renew_term(make_member(scope, to_date=last), actor=None)
    assert term.from_date == last + datetime.timedelta(days=1)


def test_a_term_without_an_end_is_not_renewed(scope):
    with pytest.raises(BadMember, match="сунгах зүйл алга"):
        renew_term(make_member(scope), actor=None)


def test_terms_of_one_person_never_overlap(scope, cast):
    first = ended(scope)
    with pytest.raises(BadMember, match="хугацаа аль хэдийн бүртгэгдсэн") as error:
        renew_term(first, actor=None, from_date=ago(scope, 31))
    assert error.value.field == "from_date"
    given = {"name": "Өөр нэр", "stakeholder": "media", "role": "member"}
    with pytest.raises(BadMember, match="Эхлээд түүнийг дуусгана уу"):
        admit_member(scope, actor=None, user=cast["member"], from_date=scope.today(), **given)


def test_an_account_that_comes_back_is_the_same_person_with_new_duties(scope, cast):
    user = cast["monitor"]
    before = Membership.objects.get(user=user)
    end_membership(before, actor=None, to_date=ago(scope, 1))
    assert not GroupGrant.objects.filter(user=user, content_object=scope).exists()
    again = admit_member(
        scope, actor=None, user=user, name=before.name, stakeholder="media", role="member",
        from_date=scope.today(),
    )  # fmt: skip
    assert again.person == before.person
    granted = GroupGrant.objects.filter(user=user, content_object=scope)
    assert not granted.filter(permission__codename="issue.verify").exists()
    assert granted.filter(permission__codename="desk.open").exists()


def test_a_coming_term_keeps_the_duties_of_today(scope, cast):
    row = Membership.objects.get(user=cast["monitor"])
    end = scope.today() + datetime.timedelta(days=5)
    end_membership(row, actor=None, to_date=end)
    term = renew_term(row, actor=None)
    assert GroupGrant.objects.filter(
        user=cast["monitor"], permission__codename="issue.verify"
    ).exists()
    with pytest.raises(BadMember):
        change_role(term, actor=None, role="member")
    change_role(row, actor=None, role="observer")
    term.refresh_from_db()
    assert term.role == "observer"


def test_putting_a_name_right_reaches_all_terms_and_leaves_a_trace(scope, cast):
    first = ended(scope)
    second = renew_term(first, actor=None)
    values = {"name": "Д.Болормаа-Эрдэнэ", "position": "Дарга", "email": "b@khovd.example"}
    edit_member(second, actor=cast["facilitator"], version=1, **values)
    assert set(listed(scope, "all").filter(person=first.person).values_list("name", flat=True)) == {
        "Д.Болормаа-Эрдэнэ"
    }
    entry = Entry.objects.get(verb="member.edited")
    assert entry.data["position"] == ["", "Дарга"]
    assert "b@khovd.example" not in str(entry.data)


def test_two_who_put_the_same_member_right_do_not_overwrite_each_other(as_, scope):
    member = make_member(scope)
    client, url = as_("facilitator"), f"{DESK}{member.pk}/edit/"
    form = {"name": "Нэг", "stakeholder": "media", "from_date": "2026-01-01", "version": 1}
    assert client.post(url, form).status_code == 303
    stale = client.post(url, form | {"name": "Хоёр"})
    assert stale.status_code == 409
    assert "Нэг" in stale.content.decode()
    with pytest.raises(StaleVersion):
        edit_member(member, actor=None, version=1, name="Гурав")


def test_a_former_member_is_listed_once_and_only_without_a_term_today(scope):
    gone, back = ended(scope, "А.Гарсан"), ended(scope, "Б.Буцсан")
    renew_term(back, actor=None)
    names = list(listed(scope, "former").values_list("name", flat=True))
    assert names == [gone.name]


def test_the_roster_of_a_meeting_names_a_renewed_member_once(scope):
    first = ended(scope)
    meeting = make_meeting(scope, held_date=ago(scope, 60), attended=[first])
    renew_term(first, actor=None)
    assert [row.pk for row in roster_of(meeting)] == [first.pk]


def test_people_are_found_with_o_typed_for_ө(as_, scope):
    make_member(scope, "Б.Өлзий-Үүрийн")
    client = as_("observer")
    for typed in ("олзий", "ӨЛЗИЙ", "уурийн", "өлзий үүр"):
        assert "Б.Өлзий-Үүрийн" in client.get(DESK, {"q": typed}).content.decode(), typed


def test_the_list_costs_the_same_for_few_and_for_many(as_, scope):
    client = as_("facilitator")

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(DESK).status_code == 200
        return len(queries)

    first = cost()
    for number in range(12):
        make_member(scope, f"Гишүүн {number}", organisation_said="ТББ")
    assert cost() == first <= 8


def test_the_filtered_list_goes_out_without_formulas_and_traits(as_, scope):
    make_member(scope, "=HYPERLINK(1)", stakeholder="media", sex="f")
    answer = as_("facilitator").get("/khovd/desk/people.csv?stakeholder=media")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "эмэгтэй" not in text.lower()
    book = openpyxl.load_workbook(
        io.BytesIO(as_("facilitator").get("/khovd/desk/people.xlsx?stakeholder=media").content)
    )
    assert [row[0] for row in book.active.iter_rows(values_only=True)][1:] == ["'=HYPERLINK(1)"]
    assert as_("secretary").get("/khovd/desk/people.csv").status_code == 403


# --- traits ------------------------------------------------------------------------------------


def test_what_a_member_told_is_on_no_page_in_no_trace(as_, scope):
    member = make_member(scope)
    client, url = as_("facilitator"), f"{DESK}{member.pk}/traits/"
    told = {"sex": "f", "age_band": "60+", "vulnerable": ["disability", "herder"]}
    assert client.post(url, told).status_code == 303
    assert MemberTraits.objects.get(membership=member).vulnerable == ["disability", "herder"]
    assert " checked" not in client.get(url).content.decode()
    page = client.get(f"{DESK}{member.pk}/").content.decode()
    assert "хөгжлийн бэрхшээл" not in page
    entry = Entry.objects.get(verb="member.traits_told")
    assert (entry.data, entry.note) == ({}, "")


def test_traits_are_replaced_in_all_terms_and_deleted(scope):
    first = ended(scope, sex="m")
    second = renew_term(first, actor=None)
    tell_traits(second, actor=None, sex="f")
    assert list(MemberTraits.objects.values_list("sex", flat=True)) == ["f", "f"]
    forget_traits(first, actor=None)
    assert not MemberTraits.objects.exists()


def test_a_member_tells_at_the_own_page_and_an_empty_form_is_refused(as_, scope, cast):
    client = as_("member")
    assert client.post(f"{DESK}mine/", {}).status_code == 422
    assert client.post(f"{DESK}mine/", {"age_band": "18-34"}).status_code == 303
    row = Membership.objects.get(user=cast["member"])
    assert (row.traits.age_band, row.traits.sex) == ("18-34", "undisclosed")
    assert client.post(f"{DESK}mine/delete/").status_code == 303
    assert not MemberTraits.objects.exists()
    assert client.post(f"{DESK}{row.pk}/traits/", {"sex": "f"}).status_code == 403


# --- links and codes ---------------------------------------------------------------------------


def invite(group, **change):
    given = {"kind": "link", "days": 14, "role": "member", **change}
    return make_join_link(group, actor=None, **given)


def joining(**change):
    return {"name": "Ц.Сараа", "stakeholder": "media", "consent": "on", **change}


def test_people_join_by_a_link_and_stand_on_the_roster(scope, visitor):
    url = f"/join/{invite(scope).token()}/"
    page = visitor.get(url)
    assert page.status_code == 200
    assert not page.cookies
    form = joining(email="Sara@khovd.example", organisation_said="Ховд радио")
    answer = visitor.post(url, form)
    assert (answer.status_code, answer["Location"]) == (303, "/join/thanks/")
    row = Membership.objects.get(name="Ц.Сараа")
    assert (row.email, row.organisation_said, row.user) == (
        "sara@khovd.example",
        "Ховд радио",
        None,
    )
    assert Notice.objects.filter(kind="member_invited").count() == 1
    assert Entry.objects.get(verb="member.joined").data["consent"]


def test_the_organisation_written_is_found_in_the_list(scope, visitor, school):
    form = joining(organisation_said="ховд 1-р  сургууль")
    visitor.post(f"/join/{invite(scope).token()}/", form)
    assert Membership.objects.get(name="Ц.Сараа").organisation == school


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"consent": ""}, "зөвшөөрөлгүйгээр"),
        ({"stakeholder": ""}, "stakeholder"),
        ({"name": " "}, "name"),
        ({"email": "x"}, "email"),
    ],
)
def test_a_bad_joining_form_comes_back(scope, visitor, change, sentence):
    answer = visitor.post(f"/join/{invite(scope).token()}/", joining(**change))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_nobody_joins_twice(scope, visitor):
    url = f"/join/{invite(scope).token()}/"
    assert visitor.post(url, joining()).status_code == 303
    again = visitor.post(url, joining(name="ц.сараа"))
    assert again.status_code == 422
    assert "аль хэдийн гишүүн" in again.content.decode()


def test_what_the_invitation_presets_is_not_asked_and_wins(scope, visitor, school):
    token = invite(scope, stakeholder="provider", organisation=school, role="observer").token()
    assert visitor.post(f"/join/{token}/", joining(stakeholder="khural")).status_code == 303
    row = Membership.objects.get(name="Ц.Сараа")
    assert (row.stakeholder, row.organisation, row.role) == ("provider", school, "observer")


def test_who_is_signed_in_joins_with_the_account_and_only_once(scope, as_, cast):
    client, url = as_("stranger"), f"/join/{invite(scope).token()}/"
    assert client.post(url, joining())["Location"] == "/khovd/desk/"
    assert client.get("/khovd/desk/").status_code == 200
    assert client.post(url, joining(name="Х")).status_code == 422


def test_a_link_never_gives_more_than_a_member_or_monitor_may(scope):
    with pytest.raises(BadMember, match="имэйл"):
        invite(scope, role="facilitator")


def test_a_link_is_over_when_used_up_withdrawn_or_old(scope, cast):
    once = invite(scope, most_uses=1)
    pointer, _same = open_join_link(once.token())
    join_openly(pointer, actor=None, name="Нэг", stakeholder="media")
    assert open_join_link(once.token()) is None
    with pytest.raises(BadMember):
        join_openly(pointer, actor=None, name="Хоёр", stakeholder="media")
    many = invite(scope)
    revoke_join_link(many, actor=cast["facilitator"])
    assert open_join_link(many.token()) is None
    assert open_join_link(invite(scope, days=-1).token()) is None


def test_every_code_of_a_sheet_is_good_for_one_person_and_stored_nowhere(scope, visitor):
    sheet = invite(scope, kind="sheet", most_uses=3)
    codes = sheet.codes()
    assert len(set(codes)) == 3
    stored = str(list(Pointer.objects.values())) + str(list(JoinLink.objects.values()))
    assert not any(code in stored for code in codes)
    typed = " ".join(codes[1][at : at + 4] for at in range(0, 16, 4))
    answer = visitor.post("/join/", {"code": typed})
    assert answer["Location"] == f"/join/{codes[1]}/"
    assert visitor.post(answer["Location"], joining()).status_code == 303
    assert visitor.get(f"/join/{codes[1]}/").status_code == 404
    assert visitor.get(f"/join/{codes[2]}/").status_code == 200


def test_codes_are_not_tried_for_long(scope, fresh_limits):
    visitor = Client(REMOTE_ADDR="10.9.8.7")
    answers = [visitor.get(f"/join/{number:016d}/").status_code for number in range(22)]
    assert answers[:20] == [404] * 20
    assert answers[-1] == 429
    assert visitor.post("/join/", {"code": "12 34"}).status_code == 422


def test_the_sheet_prints_the_codes_not_used_yet(scope, as_):
    sheet = invite(scope, kind="sheet", most_uses=2)
    answer = as_("facilitator").get(f"{DESK}invitations/{sheet.pk}/sheet.pdf")
    assert answer.content.startswith(b"%PDF")
    revoke_join_link(sheet, actor=None)
    assert as_("facilitator").get(f"{DESK}invitations/{sheet.pk}/sheet.pdf").status_code == 404


def test_the_facilitator_sees_who_joined_and_undoes_it(scope, as_, visitor):
    invitation = invite(scope, label="Хаврын хурал")
    visitor.post(f"/join/{invitation.token()}/", joining())
    client = as_("facilitator")
    assert "Ц.Сараа" in client.get(f"{DESK}invitations/").content.decode()
    use = invitation.uses.get()
    page = client.get(f"{DESK}invitations/{invitation.pk}/").content.decode()
    assert invitation.token() in page
    url = f"{DESK}invitations/{invitation.pk}/undo/{use.pk}/"
    assert client.post(url, {"note": "Өөр бүлгийн хүн"}).status_code == 303
    assert not Membership.objects.filter(name="Ц.Сараа").exists()
    assert Entry.objects.get(verb="member.undone").note == "Өөр бүлгийн хүн"


def test_undoing_leaves_what_somebody_took_part_in(scope, cast):
    pointer, _same = open_join_link(invite(scope).token())
    use = join_openly(pointer, actor=cast["stranger"], name="Ц.Сараа", stakeholder="media")
    make_meeting(scope, attended=[use.membership])
    pk = use.membership.pk
    undo_join(use, actor=cast["facilitator"])
    assert Membership.objects.get(pk=pk).to_date == scope.today()
    assert not GroupGrant.objects.filter(user=cast["stranger"], content_object=scope).exists()


def test_the_form_makes_a_sheet_of_at_most_48(scope, as_):
    client, url = as_("facilitator"), f"{DESK}invitations/new/"
    form = {"kind": "sheet", "days": 7, "role": "member"}
    assert client.post(url, form | {"most_uses": 49}).status_code == 422
    assert client.post(url, form).status_code == 303
    assert JoinLink.objects.get().most_uses == 12
    assert as_("secretary").get(url).status_code == 403


# --- members from a table ----------------------------------------------------------------------


def send(client, text, name="a.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(f"{DESK}import/", {"file": SimpleUploadedFile(name, data)})


def preview(client, text):
    answer = send(client, text)
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"], client.get(answer["Location"]).content.decode()


def test_a_table_brings_in_fifty_members_with_few_statements(scope, as_, school):
    rows = "".join(
        f"Гишүүн {n};{'ТББ' if n % 2 else 'иргэн'};Ховд 1-р сургууль;g{n}@khovd.example;2026.1.5;;эм\n"
        for n in range(50)
    )
    client = as_("facilitator")
    url, page = preview(client, HEAD + rows)
    assert "Шинэ: 50" in page
    assert client.post(url, {"is_inviting": "on"}).status_code == 303
    assert Membership.objects.filter(name__startswith="Гишүүн").count() == 50
    assert MemberTraits.objects.filter(sex="f").count() == 50
    assert Notice.objects.filter(kind="member_invited").count() == 50
    assert client.post(url, {}).status_code == 303  # again: nothing happens twice
    assert Membership.objects.filter(name__startswith="Гишүүн").count() == 50


def test_each_row_says_whether_it_is_new_renewed_or_here_already(scope, as_):
    make_member(scope, "А.Байгаа", organisation_said="Ховд радио", stakeholder="media")
    gone = ended(scope, "Б.Гарсан", email="b@khovd.example", stakeholder="media", sex="m")
    table = (
        HEAD
        + "а.байгаа;хэвлэл;Ховд радио;;;;\nӨөр бичсэн;media;;B@khovd.example;;;\nВ.Шинэ;ИТХ;;;;;\n"
    )
    client = as_("facilitator")
    url, page = preview(client, table)
    assert "Шинэ: 1, сунгах: 1, аль хэдийн гишүүн: 1, тодорхойгүй: 0" in page
    count = Membership.objects.count()
    assert client.post(url, {}).status_code == 303
    assert Membership.objects.count() == count + 2
    assert [term.name for term in terms_of(gone)] == ["Б.Гарсан", "Б.Гарсан"]
    assert MemberTraits.objects.filter(membership__person=gone.person, sex="m").count() == 2


def test_where_it_is_unclear_a_person_chooses(scope, as_):
    here = make_member(scope, "Г.Сүрэн", organisation_said="Нэг ТББ")
    table = HEAD + "Г.Сүрэн;иргэн;Өөр ТББ;;;;\n"
    client = as_("facilitator")
    url, page = preview(client, table)
    assert "тодорхойгүй: 1" in page
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"row_2": str(here.pk)}).status_code == 303
    assert Membership.objects.filter(name="Г.Сүрэн").count() == 1
    url, _page = preview(client, table)
    assert client.post(url, {"row_2": "new"}).status_code == 303
    assert Membership.objects.filter(name="Г.Сүрэн").count() == 2


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (";media;;;;;", "Энэ нүд хоосон байна."),
        ("А;;;;;;", "Энэ нүд хоосон байна."),
        ("А;космос;;;;;", "“космос”"),
        ("А;media;;x@;;;", "имэйл хаяг биш"),
        ("А;media;;;32.13.2026;;", "огноо биш байна. 2026-03-31"),
        ("А;media;;;2026-02-30;;", "огноо биш байна"),
        ("А;media;;;2026-05-01;2026-04-01;", "Дуусах өдөр нь эхлэх өдрөөс өмнө"),
        ("А;media;;;;;хоёр", "“хоёр”"),
        (f"{'а' * 151};media;;;;;", "151"),
        ("С.Байгаа;community;;;2020-01-01;;", "хугацаатай давхцаж байна"),
        ("Я;media;;;;;\nя;media;;;;;", "3-р мөрийн хүнтэй ижил"),
    ],
)
def test_each_bad_row_has_its_sentence_and_nothing_is_taken_in(scope, as_, row, sentence):
    make_member(scope, "С.Байгаа")
    client, count = as_("facilitator"), Membership.objects.count()
    url, page = preview(client, f"{HEAD}З.Зөв;media;;;;;\n{row}\n")
    assert sentence in page
    assert client.post(url, {}).status_code == 422
    assert Membership.objects.count() == count


def test_merged_cells_are_refused_with_their_place(scope, as_):
    book = openpyxl.Workbook()
    book.active.append(["name", "stakeholder"])
    book.active.append(["А", "media"])
    book.active.append(["Б", None])
    book.active.merge_cells("B2:B3")
    out = io.BytesIO()
    book.save(out)
    answer = send(as_("facilitator"), out.getvalue(), "a.xlsx")
    assert answer.status_code == 422
    assert "B2:B3" in answer.content.decode()


def test_the_empty_table_can_be_filled_in_in_either_language(scope, as_):
    book = openpyxl.load_workbook(io.BytesIO(member_template()))
    words = [cell.value for cell in book.worksheets[1]["A"]]
    book.active.append(["А.Анна", words[1]])
    out = io.BytesIO()
    book.save(out)
    client = as_("facilitator")
    url = send(client, out.getvalue(), "a.xlsx")["Location"]
    assert client.post(url, {}).status_code == 303
    assert Membership.objects.get(name="А.Анна").stakeholder == "civil_society"


def test_the_file_is_deleted_when_its_rows_are_in(scope, as_, django_capture_on_commit_callbacks):
    client = as_("facilitator")
    url, _page = preview(client, f"{HEAD}А;media;;;;;эм\n")
    row = Import.objects.get()
    storage, name = row.file.storage, row.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {})
    row.refresh_from_db()
    assert (bool(row.file), storage.exists(name)) == (False, False)
    assert as_("secretary").get(f"{DESK}import/").status_code == 403
