"""Categories and their questions (I3), and the quick log (I1)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from issues import actions
from issues.models import Category, CategoryVersion, Issue, Particulars
from issues.queries import all_categories, as_text, with_particulars
from masam.audit.models import Entry
from masam.organisations.models import Organisation, OrganisationKind
from masam.tenancy import in_group
from tests.factories.issues import make_issue, photo

LIST = "/khovd/desk/categories/"
ISSUES = "/khovd/desk/issues/"


def question(mn: str = "Аль эм?", kind: str = "text", **more):
    words = {"key": "", "mn": mn, "en": "", "kind": kind, "unit": "", "choices": []}
    return words | {"required": False} | more


QUESTIONS = [
    question("Аль эм дууссан бэ?", en="Which medicine?", required=True),
    question("Хэдэн градус?", "number", unit="°C"),
    question("Хэдийнээс?", "date"),
    question("Өмнө нь хэлсэн үү?", "yes_no"),
    question("Хаана?", "choice", choices=[["Эмийн сан", "Pharmacy"], ["Тасаг", "Ward"]]),
]


@pytest.fixture
def medicine(khovd, cast):
    with in_group(khovd):
        actions.seed_categories(khovd)
        row = Category.objects.get(sector="health", key="medicine")
        actions.set_questions(row, actor=cast["facilitator"], questions=QUESTIONS, number=0)
        return row


@pytest.fixture
def issue(khovd, cast, medicine):
    with in_group(khovd):
        return make_issue(khovd, "Инсулин дууссан", category=medicine)


def answered(issue, client, **answers):
    return client.post(f"{ISSUES}{issue.code}/questions/", answers)


# --- the list ------------------------------------------------------------------------------------


def test_the_list_is_the_facilitators(as_, cast, khovd, issue):
    assert as_("secretary").get(LIST).status_code == 403
    page = as_("facilitator").get(LIST).content.decode()
    assert "Эм, хэрэгсэл" in page
    csv = b"".join(as_("facilitator").get("/khovd/desk/categories.csv").streaming_content).decode()
    line = next(line for line in csv.splitlines() if "Эм, хэрэгсэл" in line)
    assert ",1," in line
    assert "Хэдэн градус?" in line


def test_the_list_costs_the_same_however_long_it_is(khovd, issue):
    with in_group(khovd), CaptureQueriesContext(connection) as spent:
        assert {row.pk: row.used for row in all_categories(khovd)}[issue.category_id] == 1
    assert len(spent) == 2


def test_a_category_is_added_renamed_moved_retired_and_restored(as_, cast, khovd, medicine):
    client = as_("facilitator")
    words = {"sector": "health", "name_mn": "Түргэн тусламж", "name_en": "Ambulance"}
    made = client.post(f"{LIST}new/", words)
    assert made.status_code == 303
    assert client.post(f"{LIST}new/", words).status_code == 422
    with in_group(khovd):
        row = Category.objects.get(name_mn="Түргэн тусламж")
    assert (row.key, made["Location"]) == ("ambulance", f"{LIST}{row.pk}/")
    assert (
        client.post(f"{LIST}{row.pk}/", {"name_mn": "Түргэн", "name_en": "Ambulance"}).status_code
        == 303
    )
    assert client.post(f"{LIST}{row.pk}/", {"name_mn": "Түргэн", "name_en": ""}).status_code == 422
    assert client.post(LIST, {"move": f"{row.pk} down"}).status_code == 422
    assert client.post(LIST, {"move": f"{row.pk} up"}).status_code == 303
    assert client.post(LIST, {"move": "nonsense"}).status_code == 422
    assert client.post(f"{LIST}{row.pk}/retire/", {"note": ""}).status_code == 303
    assert "Түргэн" not in client.get(f"{ISSUES}new/").content.decode()
    assert client.post(f"{LIST}{row.pk}/offer/", {"note": ""}).status_code == 303
    assert "Түргэн" in client.get(f"{ISSUES}new/").content.decode()
    with in_group(khovd):
        told = Entry.objects.filter(target_kind="issues.category", target_id=row.pk).order_by("id")
        assert [entry.verb.split(".")[1] for entry in told] == [
            "added", "renamed", "sorted", "retired", "restored",
        ]  # fmt: skip


def test_only_an_unused_category_can_be_deleted(as_, cast, khovd, issue):
    client = as_("facilitator")
    answer = client.post(f"/en{LIST}{issue.category_id}/remove/", {"note": ""})
    assert answer.status_code == 422
    assert "issues: 1" in answer.content.decode()
    with in_group(khovd):
        other = Category.objects.filter(sector="health", key="other").get()
    assert client.post(f"{LIST}{other.pk}/remove/", {"note": ""}).status_code == 303
    assert client.get(f"{LIST}{other.pk}/").status_code == 404


def test_a_category_of_another_group_is_not_found(as_, cast, bayanzurkh):
    with in_group(bayanzurkh):
        actions.seed_categories(bayanzurkh)
        row = Category.objects.first()
    assert as_("facilitator").get(f"{LIST}{row.pk}/").status_code == 404
    assert as_("facilitator").post(LIST, {"move": f"{row.pk} up"}).status_code == 404


# --- questions in versions -----------------------------------------------------------------------


def test_questions_are_written_in_the_form(as_, cast, khovd, medicine):
    client, path = as_("facilitator"), f"{LIST}{medicine.pk}/questions/"
    page = client.get(path).content.decode()
    assert "Аль эм дууссан бэ?" in page
    assert "Эмийн сан | Pharmacy" in page
    form = {
        "number": "1", "mn_0": "Хэдэн ор?", "kind_0": "number", "unit_0": "ор", "place_0": "2",
        "mn_1": "Аль анги?", "kind_1": "choice", "choices_1": "Бага | Primary\nДунд", "place_1": "1",
        "needed_1": "on",
    }  # fmt: skip
    assert client.post(path, form).status_code == 303
    with in_group(khovd):
        version = CategoryVersion.objects.get(number=2)
    assert [row["mn"] for row in version.questions] == ["Аль анги?", "Хэдэн ор?"]
    assert version.questions[0]["choices"] == [["Бага", "Primary"], ["Дунд", ""]]
    assert version.questions[0]["required"]
    stale = client.post(path, form | {"mn_0": "Өөр"})
    assert stale.status_code == 422
    assert "Өөр" in stale.content.decode()
    one = form | {"number": "2", "choices_1": "Бага"}
    assert client.post(path, one).status_code == 422
    assert client.post(path, {"number": "2", "en_0": "How many?"}).status_code == 422


def test_an_old_issue_keeps_its_questions_and_answers(as_, cast, khovd, medicine, issue):
    assert (
        answered(issue, as_("member"), q1="Инсулин", q2="36,5", q4="no", q5="0").status_code == 303
    )
    with in_group(khovd):
        newer = [question("Хэдэн өвчтөн?", "number")]
        actions.set_questions(medicine, actor=None, questions=newer, number=1)
        later = make_issue(khovd, "Дахин", category=medicine)
    old, new = (
        as_("member").get(f"/en{ISSUES}{row.code}/").content.decode() for row in (issue, later)
    )
    for words in ("Which medicine?", "Инсулин", "36.5 °C", "Pharmacy", "not answered yet"):
        assert words in old
    assert "Хэдэн өвчтөн?" not in old
    assert "Хэдэн өвчтөн?" in new
    assert "Which medicine?" not in new
    with in_group(khovd):
        assert Particulars.objects.get(issue=later).version.questions[0]["key"] == "q6"


def test_a_version_never_changes_not_even_by_sql(khovd, medicine):
    with in_group(khovd), pytest.raises(DatabaseError), transaction.atomic():
        CategoryVersion.objects.update(questions=[])


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"q2": "5"}, "required"),
        ({"q1": "Эм", "q2": "их"}, "number"),
        ({"q1": "Эм", "q3": "2026-02-31"}, "valid date"),
        ({"q1": "Эм", "q5": "7"}, "valid choice"),
    ],
)
def test_an_answer_that_does_not_fit_is_422(as_, cast, issue, answers, words):
    answer = as_("member").post(f"/en{ISSUES}{issue.code}/questions/", answers)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_answers_that_nobody_asked_for_are_refused(khovd, cast, issue):
    with in_group(khovd):
        row = Particulars.objects.get(issue=issue)
        for answers in ({"q1": "Эм", "q99": "x"}, {"q2": "1"}):
            with pytest.raises(actions.CannotAnswerQuestions):
                actions.answer_questions(issue, actor=None, particulars=row, answers=answers)
        with override("mn"):
            answers = {"q1": "Эм", "q4": True}
            actions.answer_questions(issue, actor=None, particulars=row, answers=answers)
            told = with_particulars(Issue.objects).get(pk=issue.pk).asked
            assert as_text(told) == "Аль эм дууссан бэ?: Эм; Өмнө нь хэлсэн үү?: тийм"


def test_another_category_asks_its_own_questions(as_, cast, khovd, medicine, issue):
    with in_group(khovd):
        heating = Category.objects.get(sector="health", key="building")
        actions.set_questions(heating, actor=None, questions=[question("Хэдэн хэм?")], number=0)
        actions.edit_issue(issue, actor=None, version=issue.version, category=heating)
    page = as_("member").get(f"{ISSUES}{issue.code}/questions/").content.decode()
    assert "Хэдэн хэм?" in page
    assert "Аль эм" not in page


def test_a_new_group_gets_the_questions_of_its_model(khovd, bayanzurkh, medicine):
    with in_group(khovd, bayanzurkh):
        actions.copy_categories(bayanzurkh, khovd)
        row = Category.objects.get(group=bayanzurkh, sector="health", key="medicine")
        version = CategoryVersion.objects.get(category=row)
    assert [each["mn"] for each in version.questions] == [each["mn"] for each in QUESTIONS]


# --- the quick log -------------------------------------------------------------------------------


def test_the_log_leads_to_the_questions_of_the_category(as_, cast, khovd, medicine):
    form = {
        "title": "Эм алга",
        "sector": "health",
        "category": medicine.pk,
        "reporter_class": "citizen",
    }
    answer = as_("member").post(f"{ISSUES}new/", form)
    assert answer["Location"].endswith("/KHO-1/questions/")
    plain = as_("member").post(f"{ISSUES}new/", form | {"category": ""})
    assert plain["Location"] == f"{ISSUES}KHO-2/"


def test_a_service_point_is_found_by_words(as_, cast, khovd, clinic):
    rows = [
        Organisation(kind=OrganisationKind.SERVICE_POINT, sector="education", unit=khovd.unit,
                     name_mn=name) for name in ("Үенч сумын дотуур байр", "Үенч сумын сургууль")
    ]  # fmt: skip
    for row in rows:
        row.save()
    client = as_("member")
    one = client.get(f"{ISSUES}new/?point_q=уенч дотуур").content.decode()
    assert f'value="{rows[0].pk}" required' in one or f'value="{rows[0].pk}"' in one
    assert "checked" in one
    assert rows[1].name not in one
    two = client.get(f"{ISSUES}new/?point_q=үенч").content.decode()
    assert rows[1].name in two
    assert "checked" not in two.split("</fieldset>")[0]
    assert "“аваргууд”" in client.get(f"{ISSUES}new/?point_q=аваргууд").content.decode()
    form = {"recent": rows[0].pk, "title": "Ор хүрэлцэхгүй", "reporter_class": "citizen"}
    bad = client.post(f"{ISSUES}new/", form | {"title": ""})
    assert bad.status_code == 422
    assert rows[0].name in bad.content.decode(), "the found point stays when something is missing"
    assert client.post(f"{ISSUES}new/", form).status_code == 303
    with in_group(khovd):
        assert Issue.objects.get().service_point == rows[0]


def test_a_qr_of_a_service_point_fills_the_place_in(as_, cast, khovd, clinic):
    client = as_("member")
    sheet = client.get(f"/khovd/desk/points/{clinic.pk}/").content.decode()
    assert f"/khovd/desk/issues/new/?point={clinic.pk}" in sheet
    assert "<svg" in sheet
    page = client.get(f"{ISSUES}new/?point={clinic.pk}").content.decode()
    assert "checked" in page
    assert client.get(f"{ISSUES}new/?point=nonsense").status_code == 200
    assert client.get("/khovd/desk/points/999999/").status_code == 404


def test_a_failed_log_keeps_the_draft_and_names_the_files(as_, cast, khovd):
    form = {"title": "", "detail": "Урт түүх", "photos": photo("хаалга.jpg"), "sector": "health",
            "reporter_class": "citizen"}  # fmt: skip
    answer = as_("member").post(f"{ISSUES}new/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Урт түүх" in page
    assert "<b>хаалга.jpg</b>" in page


def test_after_saving_one_more_at_the_same_point_is_offered(as_, cast, khovd, clinic):
    form = {"recent": "", "service_point": clinic.pk, "title": "Ус", "reporter_class": "citizen"}
    client = as_("member")
    page = client.get(client.post(f"{ISSUES}new/", form)["Location"]).content.decode()
    assert f"/khovd/desk/issues/new/?point={clinic.pk}" in page
    other = as_("secretary").get(f"{ISSUES}KHO-1/").content.decode()
    assert f"?point={clinic.pk}" not in other


def test_logging_stays_cheap(khovd, cast, clinic, medicine):
    with in_group(khovd), CaptureQueriesContext(connection) as spent:
        make_issue(khovd, category=medicine, service_point=clinic, actor=cast["member"])
    assert len([query for query in spent if "SAVEPOINT" not in query["sql"]]) <= 14


# --- questions inside the log, and lists by their answers ----------------------------------------


def asked_of(category):
    """Give the version that is asked today, and how the log names the field of a question."""
    version = CategoryVersion.objects.filter(category=category).latest("number")
    return version, lambda place: f"q{version.pk}_{version.questions[place]['key']}"


def test_the_log_asks_what_its_category_asks_and_keeps_what_was_typed(as_, khovd, medicine):
    client = as_("member")
    with in_group(khovd):
        version, name = asked_of(medicine)
    form = {"title": "Эм алга болсон", "detail": "Хоёр хоног", "sector": "health",
            "category": medicine.pk, "reporter_class": "citizen", "asked": "", "seen": "1"}  # fmt: skip
    first = client.post(f"{ISSUES}new/", form)
    page = first.content.decode()
    assert first.status_code == 422
    assert "Аль эм дууссан бэ?" in page
    assert "Хоёр хоног" in page
    assert f'name="asked" value="{version.pk}"' in page
    form["asked"] = version.pk
    assert client.post(f"{ISSUES}new/", form).status_code == 422  # the first one is needed
    form |= {name(0): "Инсулин", name(1): "4,5", name(3): "no", name(4): "1"}
    saved = client.post(f"{ISSUES}new/", form)
    assert saved["Location"] == f"{ISSUES}KHO-1/"
    with in_group(khovd):
        keys = [each["key"] for each in version.questions]
        row = Particulars.objects.get()
        given = {keys[0]: "Инсулин", keys[1]: "4.5", keys[3]: False, keys[4]: "1"}
        assert row.answers == given
        assert row.answered_by is not None


def test_a_log_with_a_file_is_kept_and_asked_in_a_second_step(as_, khovd, medicine):
    form = {"title": "Эм алга болсон", "sector": "health", "category": medicine.pk, "seen": "1",
            "reporter_class": "citizen", "asked": "", "photos": [photo()]}  # fmt: skip
    answer = as_("member").post(f"{ISSUES}new/", form)
    assert answer["Location"].endswith("/KHO-1/questions/")
    with in_group(khovd):
        assert Issue.objects.get().evidence.count() == 1


def test_another_category_chosen_meanwhile_asks_its_own(as_, cast, khovd, medicine):
    with in_group(khovd):
        heating = Category.objects.get(sector="health", key="building")
        actions.set_questions(heating, actor=None, questions=[question("Хэдэн хэм?")], number=0)
        version, name = asked_of(medicine)
    form = {"title": "Хүйтэн байна", "sector": "health", "category": heating.pk, "seen": "1",
            "reporter_class": "citizen", "asked": version.pk, name(0): "Инсулин"}  # fmt: skip
    page = as_("member").post(f"{ISSUES}new/", form)
    assert page.status_code == 422
    assert "Хэдэн хэм?" in page.content.decode()
    assert "Инсулин" not in page.content.decode()


def test_the_questions_come_as_a_piece_for_the_page_that_is_open(as_, bayanzurkh, medicine):
    piece = as_("member").get(f"{ISSUES}asked/?category={medicine.pk}").content.decode()
    assert "Аль эм дууссан бэ?" in piece
    assert "<html" not in piece
    for wrong in ("", "x", "9" * 12, "0"):
        piece = as_("member").get(f"{ISSUES}asked/?category={wrong}").content.decode()
        assert 'name="asked" value=""' in piece


def test_a_list_is_narrowed_by_the_answers_to_a_categorys_questions(as_, cast, khovd, medicine):
    with in_group(khovd):
        version, _name = asked_of(medicine)
        keys = [each["key"] for each in version.questions]
        for title, degrees, told, where in (
            ("Нэг", "0", True, "0"), ("Хоёр", "4.5", False, "1"), ("Гурав", "12", True, "1"),
        ):  # fmt: skip
            answers = {keys[0]: "эм", keys[1]: degrees, keys[3]: told, keys[4]: where}
            make_issue(khovd, title, category=medicine, answers=answers)
        make_issue(khovd, "Өөр")
    client, chosen = as_("secretary"), f"category={medicine.pk}"
    plain = client.get(ISSUES).content.decode()
    assert "Хэдэн градус?" not in plain
    assert "Эм, хэрэгсэл" in plain or str(medicine) in plain

    def titles(**asked):
        more = "".join(f"&a{medicine.pk}_{key}={value}" for key, value in asked.items())
        rows = b"".join(client.get(f"/khovd/desk/issues.csv?{chosen}{more}").streaming_content)
        page = client.get(f"{ISSUES}?{chosen}{more}").content.decode()
        found = [word for word in ("Нэг", "Хоёр", "Гурав", "Өөр") if word in rows.decode()]
        assert all(f"KHO-{'Нэг Хоёр Гурав Өөр'.split().index(word) + 1}" in page for word in found)
        return found

    assert titles() == ["Нэг", "Хоёр", "Гурав"]
    assert titles(**{keys[3]: "yes"}) == ["Нэг", "Гурав"]
    assert titles(**{keys[3]: "no"}) == ["Хоёр"]
    assert titles(**{keys[4]: "1"}) == ["Хоёр", "Гурав"]
    assert titles(**{f"{keys[1]}_from": "4.5"}) == ["Хоёр", "Гурав"]
    assert titles(**{f"{keys[1]}_to": "0"}) == ["Нэг"]
    assert titles(**{keys[3]: "yes", f"{keys[1]}_from": "1"}) == ["Гурав"]
    assert titles(**{keys[3]: "maybe"}) == ["Нэг", "Хоёр", "Гурав"]  # what makes no sense
    page = client.get(f"{ISSUES}?{chosen}&a{medicine.pk}_{keys[3]}=yes").content.decode()
    assert f"a{medicine.pk}_{keys[3]}=yes" in page  # the files and the kept filter carry it
    with CaptureQueriesContext(connection) as caught:
        client.get(f"{ISSUES}?{chosen}&a{medicine.pk}_{keys[3]}=yes")
    assert len([row for row in caught if "set_config" not in row["sql"]]) <= 5
