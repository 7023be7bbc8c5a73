"""Trainings, exchanges and reflection meetings: the rules, and the pages through HTTP."""

from __future__ import annotations

import datetime
import io
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from groups.actions import BadTraining, edit_training, withdraw_training
from groups.models import MemberTraits, Training, TrainingFile
from groups.queries import learning_year, took_part
from masam.attachments.checks import BadFile
from masam.attachments.documents import clean_document
from masam.audit.models import Entry
from masam.calendars.periods import parse
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.groups import make_member
from tests.factories.trainings import make_trainer, make_training

LIST = "/khovd/desk/trainings/"
MOST_QUERIES = 8


def body(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def training_form(group, **change):
    return {
        "kind": "training",
        "title": "Төсөв унших",
        "from_date": group.today().isoformat(),
        "hours": "6.5",
        "female_community": "3",
        "male_provider": "2",
        **change,
    }


def pdf(name="a.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF", content_type="application/pdf")


@pytest.fixture
def learner(khovd):
    with in_group(khovd):
        member = make_member(khovd, "Д.Болормаа", stakeholder="media", sex="f")
        MemberTraits.objects.filter(membership=member).update(vulnerable=["herder", "elder"])
        return member


@pytest.fixture
def training(khovd, learner):
    with in_group(khovd):
        return make_training(khovd, attended=[learner], guests_vulnerable=2)


# --- rules ---------------------------------------------------------------------------------------


def test_who_took_part_is_counted_by_stakeholder_sex_vulnerability_and_hours(khovd, training):
    with in_group(khovd):
        came = took_part([training])[training.pk]
    assert (came.members, came.guests, came.total) == (1, 6, 7)
    assert came.by_stakeholder == {"media": 1, "community": 6}
    assert came.by_sex == {"f": 5, "m": 2}
    assert came.vulnerable == 3  # one member with two tags is one person; two guests
    assert came.hours == 42


@pytest.mark.parametrize(
    ("change", "field", "word"),
    [
        ({"title": " "}, "title", "нэр"),
        ({"guests": {}}, "attended", "Хэн ч"),
        ({"guests_vulnerable": 7}, "guests_vulnerable", "6"),
        ({"hours": "0"}, "hours", "цаг"),
        ({"hours": "13"}, "hours", "12"),
        ({"days": (1, 1)}, "from_date", "болоогүй"),
        ({"days": (-3, -4)}, "to_date", "өмнө"),
        ({"days": (-90, -1)}, "to_date", "60"),
        ({"days": (-6000, -6000)}, "from_date", "он"),
        ({"kind": "exchange"}, "others", "бүлг"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(khovd, change, field, word):
    if "days" in change:
        first, last = change.pop("days")
        day = datetime.timedelta(days=1)
        change |= {"from_date": khovd.today() + first * day, "to_date": khovd.today() + last * day}
    with in_group(khovd), pytest.raises(BadTraining) as refusal:
        make_training(khovd, **change)
    assert refusal.value.field == field
    assert word in str(refusal.value)


def test_the_same_key_logs_a_training_once(khovd):
    with in_group(khovd):
        key = uuid.uuid4()
        first, again = (make_training(khovd, client_key=key) for _time in range(2))
        assert first == again
        assert Training.objects.count() == 1


def test_an_exchange_names_the_other_groups(khovd, bayanzurkh):
    with in_group(khovd):
        row = make_training(khovd, kind="exchange", others=[bayanzurkh, khovd])
        assert [link.other for link in row.others.all()] == [bayanzurkh]


def test_a_correction_tells_how_many_came_and_went_but_no_name(khovd, cast, training, learner):
    with in_group(khovd):
        other = make_member(khovd, "Б.Лхагва")
        edit_training(
            training, actor=cast["secretary"], version=1, kind="training", title="Онооны карт",
            from_date=training.from_date, hours="6", attended=[other], guests={"media": (1, 0)},
        )  # fmt: skip
        entry = Entry.objects.get(verb="training.edited")
        assert entry.actor == cast["secretary"]
        assert entry.data == {"added": 1, "removed": 1, "guests_before": 6, "guests": 1}
        assert learner.name not in entry.note + str(entry.data)
        assert [row.membership for row in training.participants.all()] == [other]


def test_two_who_correct_at_once_lose_nothing(khovd, training):
    values = {"kind": "training", "title": "Ө", "from_date": training.from_date, "hours": "6",
              "guests": {"media": (1, 0)}}  # fmt: skip
    with in_group(khovd):
        edit_training(training, actor=None, version=1, **values)
        with pytest.raises(StaleVersion) as stale:
            edit_training(training, actor=None, version=1, **values)
    assert stale.value.theirs["title"] == "Ө"


def test_what_was_withdrawn_counts_nowhere_and_is_not_changed(khovd, training):
    with in_group(khovd):
        row = withdraw_training(training, actor=None, note="Хоёр удаа бүртгэсэн")
        assert learning_year(khovd, parse(str(khovd.today().year))).whole.trainings == 0
        with pytest.raises(BadTraining):
            edit_training(row, actor=None, version=1, kind="training", title="Ө",
                          from_date=row.from_date, hours="6")  # fmt: skip


def test_the_year_adds_hours_by_stakeholder_and_kind(khovd, training, learner):
    with in_group(khovd):
        make_training(khovd, kind="reflection", hours="10", attended=[learner], guests={},
                      from_date=training.from_date)  # fmt: skip
        make_training(khovd, from_date=training.from_date - datetime.timedelta(days=800))
        year = learning_year(khovd, parse(str(training.from_date.year)))
    assert year.whole.trainings == 2
    assert year.hours["media"] == {"training": 6, "exchange": 0, "reflection": 10}
    assert year.hours["community"]["training"] == 36
    assert year.by_kind["reflection"].hours == 10


# --- pages ---------------------------------------------------------------------------------------


def test_a_secretary_logs_a_training(khovd, as_, learner):
    with in_group(khovd):
        trainer = make_trainer(khovd)
    page = as_("secretary").get(f"{LIST}new/")
    assert page.status_code == 200
    assert "checked" not in body(page).split('data-roster="#present"')[1].split("</ul>")[0]
    data = training_form(
        khovd,
        attended=[learner.pk],
        trainers=[trainer.pk],
        tools=["participatory_budget", "disclosure"],
    )
    answer = as_("secretary").post(f"{LIST}new/", data)
    assert (answer.status_code, answer["Location"]) == (303, f"{LIST}1/")
    page = body(as_("observer").get(f"{LIST}1/"))
    assert trainer.name in page
    assert learner.name not in page  # who took part is a count
    with in_group(khovd):
        row = Training.objects.get()
        assert row.tools == ["participatory_budget", "disclosure"]
        assert row.guests.count() == 2


def test_bad_input_answers_422_and_loses_nothing(khovd, as_):
    data = training_form(khovd, hours="", female_community="-1", learned="Урт бичвэр")
    answer = as_("secretary").post(f"{LIST}new/", data)
    assert answer.status_code == 422
    assert "Урт бичвэр" in body(answer)
    assert set(answer.context["form"].errors) == {"hours", "female_community"}


def test_a_stale_form_shows_both_texts_and_can_be_saved_again(khovd, as_, training):
    with in_group(khovd):
        Training.objects.filter(pk=training.pk).update(version=2, title="Өөр нэр")
    client, data = as_("secretary"), training_form(khovd, version="1")
    answer = client.post(f"{LIST}1/edit/", data)
    assert answer.status_code == 409
    assert "Өөр нэр" in body(answer)
    assert "Төсөв унших" in body(answer)
    version = answer.context["form"]["version"].value()
    assert client.post(f"{LIST}1/edit/", data | {"version": version}).status_code == 303


def test_the_form_of_a_correction_holds_what_was_logged(khovd, as_, training, learner):
    form = as_("facilitator").get(f"{LIST}1/edit/").context["form"]
    assert form["female_community"].value() == 4
    assert form["attended"].value() == [learner.pk]


def test_a_member_reads_and_does_not_write(khovd, as_, training):
    client = as_("member")
    assert client.get(f"{LIST}1/").status_code == 200
    for verb in ("edit", "withdraw", "attach"):
        answer = client.post(f"{LIST}1/{verb}/", {})
        assert answer.status_code == 403
    assert "Үүнийг хийх үүрэгтэй хүн: чиглүүлэгч, нарийн бичгийн дарга" in body(answer)


def test_a_document_is_kept_and_given_to_members_only(khovd, as_, training, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = as_("secretary")
    wrong = SimpleUploadedFile("a.pdf", b"MZ\x90", content_type="application/pdf")
    assert client.post(f"{LIST}1/attach/", {"file": wrong}).status_code == 422
    answer = client.post(f"{LIST}1/attach/", {"file": pdf(), "caption": "Хөтөлбөр"})
    assert answer.status_code == 303
    with in_group(khovd):
        file = TrainingFile.objects.get()
    assert file.file.name.endswith(".pdf")
    got = as_("member").get(f"{LIST}1/files/{file.pk}/")
    assert got["Content-Disposition"].startswith("attachment")
    assert "".join(body(got)).startswith("%PDF")
    assert client.post(f"{LIST}1/files/{file.pk}/detach/", {"note": ""}).status_code == 422
    assert client.post(f"{LIST}1/files/{file.pk}/detach/", {"note": "Буруу"}).status_code == 303
    assert as_("member").get(f"{LIST}1/files/{file.pk}/").status_code == 404


def test_the_list_is_filtered_sorted_and_searched(khovd, as_):
    with in_group(khovd):
        old = khovd.today() - datetime.timedelta(days=40)
        make_training(khovd, title="Хуучин", from_date=old, tools=["participatory_budget"])
        make_training(khovd, title="Дүгнэх уулзалт", kind="reflection",
                      guests={"media": (30, 0)})  # fmt: skip
    client = as_("observer")

    def titles(query):
        page = client.get(f"{LIST}{query}").context["page"]
        return [row.title for row in page]

    assert titles("") == ["Дүгнэх уулзалт", "Хуучин"]
    assert titles("?sort=oldest") == ["Хуучин", "Дүгнэх уулзалт"]
    assert titles("?sort=largest") == ["Дүгнэх уулзалт", "Хуучин"]
    assert titles("?kind=reflection") == ["Дүгнэх уулзалт"]
    assert titles("?tool=participatory_budget") == ["Хуучин"]
    assert titles("?q=дүгнэх") == ["Дүгнэх уулзалт"]
    assert titles("?period=2001") == []


def test_the_table_holds_counts_of_exactly_the_filtered_list(khovd, as_, training, learner):
    with in_group(khovd):
        make_training(khovd, title="=1+1", kind="reflection", guests={"media": (1, 1)})
    text = body(as_("observer").get(f"{LIST}export.csv?kind=reflection"))
    assert text.startswith("\ufeff")
    assert "'=1+1" in text
    assert "Онооны карт" not in text
    book = load_workbook(io.BytesIO(as_("observer").get(f"{LIST}export.xlsx").content))
    head, small, whole = book.active.iter_rows(values_only=True)
    row = dict(zip(head, whole, strict=True))
    assert row["эмэгтэй"] == 5
    assert row["оролцогч-цаг"] == 42
    assert dict(zip(head, small, strict=True))["эмэгтэй"] is None  # two people are no statistics
    assert learner.name not in str(row)
    assert as_("observer").get(f"{LIST}export.pdf").status_code == 404


def test_the_year_is_drawn(khovd, as_, training):
    page = body(as_("observer").get(f"{LIST}year/?period={training.from_date.year}"))
    assert "<svg" in page
    assert "42" in page
    assert as_("observer").get(f"{LIST}year/?period=2001").status_code == 200


def test_a_list_of_three_costs_as_many_queries_as_a_list_of_one(khovd, as_, training):
    client = as_("observer")

    def queries(path):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert body(client.get(path))
        return len([query for query in asked if "SAVEPOINT" not in query["sql"]])

    one = {path: queries(path) for path in (LIST, f"{LIST}year/", f"{LIST}export.csv")}
    with in_group(khovd):
        for _time in range(2):
            make_training(khovd)
    assert {path: queries(path) for path in one} == one
    assert max(one.values()) <= MOST_QUERIES


def test_a_macro_or_a_plain_archive_is_no_document(db):
    def archive(*names):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as zipped:
            for name in names:
                zipped.writestr(name, "x")
        return SimpleUploadedFile("Тайлан.docx", out.getvalue())

    good = clean_document(archive("[Content_Types].xml", "word/document.xml"))
    assert good.name == "Тайлан.docx"
    for names in (["a.txt"], ["[Content_Types].xml", "word/a.xml", "word/vbaProject.bin"]):
        with pytest.raises(BadFile):
            clean_document(archive(*names))
