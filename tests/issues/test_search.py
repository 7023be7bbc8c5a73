"""Finding issues by words and numbers, in every list."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.models import Membership
from issues.actions import (
    answer_issue,
    assign_issue,
    edit_issue,
    log_issue,
    publish_issue,
    rebuild_words,
    unpublish_issue,
)
from issues.models import Issue, IssueWords
from issues.queries import desk_issues, national_issues, order_of, public_issues, search
from issues.tasks import learn_new_words
from masam.tenancy import in_group, national_read

DESK = "/khovd/desk/issues/"
TITLES = (
    "Өрхийн эмнэлгийн хүлээлт урт байна",
    "Цэцэрлэгийн ариун цэврийн өрөө ажиллахгүй",
    "Сургуулийн төсвийн самбар хоосон",
    "Суманд шүдний эмч байхгүй",
)


@pytest.fixture
def issues(khovd, cast):
    with in_group(khovd):
        return [
            log_issue(khovd, actor=cast["secretary"], title=title, sector="health")
            for title in TITLES
        ]


def found(group, question, **wanted):
    wanted |= {"q": question}
    with in_group(group):
        return [row.title for row in desk_issues(group, wanted).order_by(*order_of(wanted))]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("эмнэлэг", 0), ("ЭМНЭЛГЭЭС", 0), ("emneleg", 0), ("emnelgiin huleelt", 0),
        ("хүлээдэг", 0), ("tsetserleg", 1), ("cecerlegt", 1), ("ариун цэвэр", 1),
        ("тосов", 2), ("tusuv", 2), ("сургууль төсөв", 2), ("сум шүд", 3), ("emch", 3),
        ("KHO-4", 3), ("kho-4", 3), ("4", 3),
    ],
)  # fmt: skip
def test_an_issue_is_found_by_any_form_and_any_typing_of_its_words(khovd, issues, question, number):
    assert found(khovd, question) == [TITLES[number]]


@pytest.mark.parametrize(
    "question", ["эмнэлэг цэцэрлэг", "BAY-4", "99", "ор", "баг", "…!", "' | &"]
)
def test_nothing_is_found_that_does_not_say_all_the_words(khovd, issues, question):
    assert found(khovd, question) == []


def test_what_is_only_similar_is_given_when_nothing_says_the_words(as_, khovd, issues):
    html = as_("member").get(DESK, {"q": "эмнлэгг"}).content.decode()
    assert "Төстэй нь" in html
    assert "хүлээлт урт" in html
    assert "Төстэй нь" not in as_("member").get(DESK, {"q": "эмнэлэг"}).content.decode()


def test_the_title_comes_first_then_the_newest(khovd, cast, issues):
    with in_group(khovd):
        for title, detail in (("А", "Эмнэлэгт очсон"), ("Б эмнэлэг", ""), ("В", "эмнэлгийн")):
            log_issue(khovd, actor=None, title=title, detail=detail, sector="health")
    assert found(khovd, "эмнэлэг") == ["Б эмнэлэг", TITLES[0], "В", "А"]


def test_pages_of_what_was_found_follow_each_other(as_, khovd, issues):
    with in_group(khovd):
        for number in range(60):
            where = {"title": f"Эмнэлэг {number}"} if number % 2 else {"detail": "эмнэлэгт"}
            log_issue(khovd, actor=None, sector="health", **{"title": f"Н {number}"} | where)
    client, seen, url = as_("member"), [], f"{DESK}?q=emneleg"
    while url:
        page = client.get(url).context["page"]
        seen += [row.pk for row in page]
        url = f"{DESK}?q=emneleg&after={page.next_after}" if page.next_after else ""
    assert len(seen) == len(set(seen)) == 61


def test_hits_are_marked_in_the_title_and_in_the_details(as_, khovd, issues):
    with in_group(khovd):
        log_issue(
            khovd, actor=None, title="Ус алга", sector="health", detail="Худгийн ус бохир <b>"
        )
    html = as_("member").get(DESK, {"q": "hudag us"}).content.decode()
    assert "<mark>Ус</mark> алга" in html
    assert "<mark>Худгийн</mark> <mark>ус</mark> бохир &lt;b&gt;" in html


def test_an_issue_is_found_by_its_new_words_only(khovd, cast, issues):
    with in_group(khovd):
        edit_issue(issues[0], actor=cast["secretary"], version=1, title="Цонх хагархай")
    assert found(khovd, "emneleg") == []
    assert found(khovd, "цонхны") == ["Цонх хагархай"]


def test_everybody_finds_public_issues_and_never_by_what_the_office_wrote(
    khovd, cast, issues, officer_organisation
):
    issue = issues[0]
    with in_group(khovd):
        issue = assign_issue(issue, actor=cast["secretary"], organisation=officer_organisation)
        answer_issue(
            issue, actor=None, organisation=officer_organisation, kind="need_more",
            text="Тоосгоны үйлдвэр хаана вэ?",
        )  # fmt: skip
    assert found(khovd, "тоосго") == [issue.title]
    assert public(khovd, "emneleg") == national("emneleg") == []
    with in_group(khovd):
        publish_issue(issue, actor=cast["secretary"])
    assert public(khovd, "emneleg") == national("emneleg") == [issue.title]
    assert public(khovd, "тоосго") == national("тоосго") == []
    with in_group(khovd):
        unpublish_issue(issue, actor=cast["secretary"])
    assert public(khovd, "emneleg") == national("emneleg") == []


def public(group, question):
    with in_group(group):
        return [row.title for row in public_issues(group, {"q": question})]


def national(question):
    with national_read():
        return [row.title for row in national_issues({"q": question})]


@pytest.fixture
def officer_organisation(khovd, cast):
    with in_group(khovd):
        return Membership.objects.get(user=cast["officer"]).organisation


def test_the_index_gives_nothing_of_another_group(khovd, bayanzurkh, issues):
    with in_group(bayanzurkh):
        assert list(Issue.objects.filter(words__isnull=False)) == []
        log_issue(bayanzurkh, actor=None, title="Эмнэлэг", sector="health")
    assert found(khovd, "emneleg") == [TITLES[0]]
    with in_group(khovd, bayanzurkh):
        rows = desk_issues(bayanzurkh, {"q": "emneleg"})
        assert [row.title for row in rows] == ["Эмнэлэг"]


def test_words_can_be_made_anew(khovd, issues):
    with in_group(khovd):
        IssueWords.objects.all().delete()
    assert found(khovd, "emneleg") == []
    with in_group(khovd):
        assert rebuild_words(khovd) == len(TITLES)
    assert found(khovd, "emneleg") == [TITLES[0]]


@pytest.mark.parametrize("path", [DESK, "/khovd/issues/", "/issues/"])
def test_a_search_costs_the_same_with_one_hit_and_with_many(as_, khovd, issues, path):
    client = as_("member")
    client.get(path)

    def cost(question):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(path, {"q": question}).status_code == 200
        return len(asked)

    with in_group(khovd):
        for number in range(6):
            issues.append(log_issue(khovd, actor=None, title=f"Самбар {number}", sector="health"))
        for issue in issues:
            publish_issue(issue, actor=None)
    assert cost("emch") == cost("самбар") <= 8
    assert cost("бна") <= 8  # an empty list counts what else there is


def test_an_officer_searches_the_inbox(as_, khovd, cast, issues, officer_organisation):
    with in_group(khovd):
        assign_issue(issues[0], actor=cast["secretary"], organisation=officer_organisation)
    client = as_("officer")
    assert "хүлээлт" in client.get("/office/", {"q": "emneleg"}).content.decode()
    assert "хүлээлт" not in client.get("/office/", {"q": "цэцэрлэг"}).content.decode()


def test_the_clock_writes_what_was_logged_before_there_was_a_search(khovd, issues):
    with in_group(khovd):
        IssueWords.objects.all().delete()
    assert learn_new_words() >= len(TITLES)
    assert found(khovd, "emneleg") == [TITLES[0]]
    learn_new_words()
    assert learn_new_words() == 0


def test_more_hits_than_are_named_one_by_one_are_found_all_the_same(khovd, issues, monkeypatch):
    monkeypatch.setattr(search, "MOST_AT_HAND", 2)
    with in_group(khovd):
        for number in range(4):
            where = {"title": f"Эмнэлэг {number}"} if number % 2 else {"detail": "эмнэлэгт"}
            log_issue(khovd, actor=None, sector="health", **{"title": f"Н {number}"} | where)
    assert found(khovd, "emneleg") == ["Эмнэлэг 3", "Эмнэлэг 1", TITLES[0], "Н 2", "Н 0"]


def test_what_is_meant_goes_before_what_it_may_mean(khovd):
    titles = ("Ус алга", "Үс засах газар хаагдсан", "Хүүхэд хамгаалах байр", "Хамгаалалт сул")
    with in_group(khovd):
        for title in titles:
            log_issue(khovd, actor=None, title=title, sector="health")
    assert found(khovd, "усны") == ["Ус алга"]
    assert found(khovd, "үс") == ["Үс засах газар хаагдсан"]
    assert found(khovd, "хамгаалалт") == ["Хамгаалалт сул"]
    assert found(khovd, "хамгаалагч") == ["Хамгаалалт сул", "Хүүхэд хамгаалах байр"]
