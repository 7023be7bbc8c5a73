"""Attendance (M5): by QR on a phone, by the printed sheet, by the photo of the paper list."""

from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from groups.actions import (
    BadAttendance,
    close_attendance,
    correct_attendance,
    edit_meeting,
    open_attendance,
    sign_in_member,
)
from groups.models import AttendanceSheet, Meeting, MeetingPhoto, Pointer, codes_of
from groups.queries import attendance_counts, open_sheet, timeline
from groups.queries.meeting import put_together
from masam.audit.models import Entry
from masam.tenancy import in_group
from tests.factories.groups import make_meeting, make_member
from tests.house.world import photo

pytestmark = pytest.mark.usefixtures("fresh_limits")


@pytest.fixture
def members(khovd):
    with in_group(khovd):
        return [make_member(khovd, name) for name in ("Б.Лхагва", "Г.Өнөрмаа", "Д.Цэцэг")]


@pytest.fixture
def meeting(khovd, members):
    with in_group(khovd):
        return make_meeting(khovd, attended=[members[2]], held_date=khovd.today())


@pytest.fixture
def sheet(khovd, meeting):
    with in_group(khovd):
        return open_attendance(meeting, actor=None)


def attend(sheet, *parts):
    return f"/attend/{sheet.token}/" + "".join(f"{part}/" for part in parts)


def code_of(meeting, member, members):
    with in_group(meeting.group):
        return codes_of(meeting, [row.pk for row in members])[member.pk]


def came(meeting):
    with in_group(meeting.group):
        return set(meeting.attendance.values_list("membership__name", flat=True))


# --- the QR ------------------------------------------------------------------------------------


def test_a_member_is_counted_by_the_number_on_the_sheet_without_an_account(
    as_, visitor, meeting, sheet, members
):
    printed = as_("secretary").get(f"/khovd/desk/meetings/{meeting.number}/sheet/")
    html = printed.content.decode()
    assert 'class="qr"' in html
    number = re.search(r'number">(\d{4})</td><th scope="row">Г\.Өнөрмаа', html)[1]
    page = visitor.get(attend(sheet))
    assert (page.status_code, page.cookies) == (200, {})
    for name in ("Лхагва", "Өнөрмаа", "Цэцэг"):
        assert name not in page.content.decode()
    answer = visitor.post(attend(sheet), {"who": number})
    assert (answer.status_code, answer["Location"]) == (303, attend(sheet))
    assert "Өнөрмаа" not in visitor.get(attend(sheet)).content.decode()
    assert "тооцлоо" in visitor.get(attend(sheet)).content.decode()
    assert came(meeting) == {"Д.Цэцэг", "Г.Өнөрмаа"}


def test_a_whole_name_is_understood_as_people_type_it(visitor, meeting, sheet, members):
    part = visitor.post(attend(sheet, "name"), {"who": "Г.Өн"})
    whole = visitor.post(attend(sheet, "name"), {"who": "г. онормаа"})
    assert (part.status_code, whole.status_code) == (422, 303)
    assert "Г.Өнөрмаа" in came(meeting)


def test_wrong_names_and_numbers_get_the_same_words_and_then_a_pause(visitor, sheet, members):
    sentences = set()
    for typed in ("0000", "Хэн нэгэн"):
        html = visitor.post(attend(sheet), {"who": typed}).content.decode()
        sentences.add(re.search(r"олдсонгүй[^<]*", html)[0])
    assert len(sentences) == 1
    last = [visitor.post(attend(sheet), {"who": "Алга"}).status_code for _try in range(30)][-1]
    assert last == 429


def test_one_browser_counts_once_and_a_repeat_of_the_form_too(visitor, meeting, sheet):
    guest = {"sex": "f", "traits": ["young", "herder"], "idempotency_key": "k" * 36}
    assert visitor.post(attend(sheet, "guest"), guest).status_code == 303
    assert Client().post(attend(sheet, "guest"), guest).status_code == 303  # the same form again
    again = visitor.post(attend(sheet, "guest"), {"sex": "m"})
    assert (again.status_code, "аль хэдийн" in again.content.decode()) == (422, True)
    with in_group(meeting.group):
        row = Meeting.objects.get(pk=meeting.pk)
    assert (row.guests_female, row.guests_male) == (meeting.guests_female + 1, 2)
    assert (row.guests_young, row.guests_herder, row.guests_disability) == (1, 1, 0)


def test_a_new_qr_shuts_the_old_one_and_time_shuts_both(khovd, visitor, meeting, sheet):
    with in_group(khovd):
        newer = open_attendance(meeting, actor=None)
    assert visitor.get(attend(sheet)).status_code == 404
    assert visitor.get(attend(newer)).status_code == 200
    Pointer.objects.filter(target_id=newer.pk).update(expires_at=timezone.now())
    assert visitor.get(attend(newer)).status_code == 404
    with in_group(khovd):
        newest = open_attendance(meeting, actor=None)
        close_attendance(meeting, actor=None)
        assert open_sheet(meeting) is None
    assert visitor.post(attend(newest, "guest"), {"sex": "f"}).status_code == 404


def test_the_token_is_not_in_the_database(khovd, sheet):
    with in_group(khovd):
        row = AttendanceSheet.objects.values().get(pk=sheet.pk)
    assert sheet.token not in str(row) + str(list(Pointer.objects.values()))


def test_a_planned_meeting_opens_its_qr_an_hour_before(khovd, visitor, meeting):
    tomorrow = khovd.today() + datetime.timedelta(days=1)
    with in_group(khovd):
        Meeting.objects.filter(pk=meeting.pk).update(
            state="planned", held_date=tomorrow, starts_at=datetime.time(14)
        )
        sheet = open_attendance(meeting, actor=None)
    assert sheet.opens_at.astimezone(khovd.tz).time() == datetime.time(13)
    assert sheet.expires_at.astimezone(khovd.tz).time() == datetime.time(18)
    answer = visitor.get(attend(sheet))
    assert (answer.status_code, "13:00" in answer.content.decode()) == (404, True)


@pytest.mark.parametrize(
    "change", [{"state": "cancelled"}, {"held_date": datetime.date(2026, 1, 5)}]
)
def test_a_meeting_that_is_over_or_called_off_is_not_opened(khovd, meeting, change):
    with in_group(khovd):
        Meeting.objects.filter(pk=meeting.pk).update(**change)
        with pytest.raises(BadAttendance):
            open_attendance(meeting, actor=None)


def test_numbers_differ_and_stay_when_somebody_joins(khovd, meeting):
    many = codes_of(meeting, list(range(1, 400)))
    assert len(set(many.values())) == 399
    assert codes_of(meeting, list(range(1, 401)))[7] == many[7]


# --- corrections and the paper list ------------------------------------------------------------


def test_corrections_by_the_photo_of_the_list_leave_a_trace_in_counts(as_, khovd, meeting, members):
    address = f"/khovd/desk/meetings/{meeting.number}/attendance/"
    form = {
        "attended": [members[0].pk, members[1].pk],
        "guests_female": 1,
        "version": 1,
        "photo": photo("list.jpg"),
    }
    assert as_("secretary").post(address, form).status_code == 303
    assert came(meeting) == {"Б.Лхагва", "Г.Өнөрмаа"}
    with in_group(khovd):
        entry = Entry.objects.get(verb="attendance.corrected")
        [step] = [row for row in timeline(meeting) if "ирц: " in row.note]
        paper = MeetingPhoto.objects.get(meeting=meeting)
    assert entry.data == {
        "added": sorted(row.pk for row in members[:2]),
        "removed": [members[2].pk],
    }
    assert "2 нэмсэн" in step.note
    assert "1 хассан" in step.note
    assert paper.is_list
    picture = f"/khovd/desk/meetings/{meeting.number}/photos/{paper.pk}/"
    answer = as_("secretary").get(picture)
    assert (answer.status_code, len(answer.getvalue())) == (200, paper.size)
    assert as_("member").get(picture).status_code == 403


def test_who_signs_in_meanwhile_is_not_unticked_in_silence(as_, khovd, meeting, members):
    with in_group(khovd):
        sign_in_member(meeting, membership=members[0], how="code")
    answer = as_("secretary").post(
        f"/khovd/desk/meetings/{meeting.number}/attendance/",
        {"attended": [members[2].pk], "version": 1},
    )
    assert answer.status_code == 409
    assert "Б.Лхагва" in answer.content.decode()
    assert "Б.Лхагва" in came(meeting)


def test_a_correction_of_the_whole_meeting_leaves_the_same_trace(khovd, meeting, members):
    with in_group(khovd):
        edit_meeting(
            meeting, actor=None, version=1, held_date=meeting.held_date,
            topic=meeting.topic, attended=members,
        )  # fmt: skip
        entry = Entry.objects.get(verb="meeting.edited")
    assert entry.data == {"added": sorted(row.pk for row in members[:2])}


def test_many_who_signed_in_are_one_line_of_the_timeline(khovd, meeting, members):
    with in_group(khovd):
        for member in members:
            sign_in_member(meeting, membership=member, how="code")
        again = sign_in_member(meeting, membership=members[0], how="name")
        steps = [step for step in timeline(meeting) if "QR" in step.what]
    assert again is False
    assert [step.note for step in steps] == ["+2"]


def test_the_sheet_is_for_those_who_keep_attendance(as_, meeting):
    for address in ("sheet/", "attendance/", "attendance/open/"):
        path = f"/khovd/desk/meetings/{meeting.number}/{address}"
        assert as_("secretary").get(path).status_code == 200
        assert as_("member").get(path).status_code == 403


# --- counts ------------------------------------------------------------------------------------


def test_counts_by_age_vulnerability_and_newcomers_name_nobody(khovd):
    with in_group(khovd):
        rows = [make_member(khovd, f"Гишүүн {n}", sex="f" if n % 2 else "m") for n in range(8)]
        for row in rows[:6]:
            row.traits.age_band, row.traits.vulnerable = "18-34", ["herder", "poor"]
            row.traits.save()
        day = khovd.today()
        make_meeting(khovd, attended=rows[:2], held_date=day - datetime.timedelta(days=40))
        last = make_meeting(khovd, attended=rows, held_date=day, guests={"female": 3, "herder": 2})
        counts = attendance_counts(last)
        last = correct_attendance(
            last, actor=None, version=1, attended=rows[:3], guests={"male": 9}
        )
        fewer = attendance_counts(last)
    assert counts.age_rows() == [("бусад нас нийлээд", 8)]  # two who did not tell hide with six
    assert [text for _tag, text in counts.vulnerability_rows()] == ["8", "6"]
    assert counts.newcomers == 6
    assert counts.newcomers_shown == "6"
    assert fewer.newcomers_shown == "таваас цөөн"
    assert [text for _tag, text in fewer.vulnerability_rows()] == ["таваас цөөн"] * 2


def test_small_counts_are_put_together_until_nobody_can_be_computed():
    assert put_together([("a", 9), ("b", 2), ("c", 1)], "rest") == [("rest", 12)]
    assert put_together([("a", 9), ("b", 6), ("c", 1)], "rest") == [("a", 9), ("rest", 7)]
    assert put_together([("a", 2), ("b", 1)]) == []
