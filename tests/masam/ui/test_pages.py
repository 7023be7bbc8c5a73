"""The frame of the pages: the style guide, the error pages, the navigation."""

import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from masam.ui.addresses import in_language, without_prefix
from masam.ui.context import page
from masam.ui.navigation import work_items

STATUSES = (400, 403, 404, 409, 413, 422, 429, 500, 503)
MAY = frozenset({"desk.open", "issue.read", "meeting.read"})


class Touchy:
    """A request's attribute that no cacheable page may read."""

    def __getattr__(self, name):
        raise AssertionError(f"a cacheable page read {name}")

    def __bool__(self):
        raise AssertionError("a cacheable page read the user")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/styleguide/", "/en/styleguide/"])
def test_the_style_guide_answers_in_both_languages(path):
    response = Client().get(path)
    html = response.content.decode()
    assert response.status_code == 200
    assert len(re.findall("<h1", html)) == 1
    assert 'lang="en"' in html if path.startswith("/en") else 'lang="mn"' in html
    assert " style=" not in html
    assert " onclick=" not in html


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("language", ["mn", "en"])
def test_an_error_page_says_what_to_do_next(status, language):
    with translation.override(language):
        html = render_to_string(f"errors/{status}.html", {"reason": "because"})
    assert html.count("<h1") == 1
    assert f'<html lang="{language}">' in html
    assert "<form" not in html
    assert "nonce" not in html
    assert ("because" in html) == (status == 403)
    assert "{%" not in html


def test_a_missing_page_is_the_same_to_the_byte():
    assert render_to_string("errors/404.html", {"reason": "a"}) == render_to_string(
        "errors/404.html"
    )


def test_a_cacheable_page_touches_neither_user_nor_session():
    request = RequestFactory().get("/issues/?q=1")
    request.masam_cacheable = True
    request.user = request.session = request.gate = Touchy()
    html = render_to_string("public.html", page(request) | {"request": request})
    assert 'href="/en/issues/?q=1"' in html
    assert "csrf" not in html


def test_the_desk_shows_only_what_the_duties_open():
    request = RequestFactory().get("/khovd/desk/issues/KHO-42/")
    request.gate = SimpleNamespace(group=SimpleNamespace(slug="khovd"), may=MAY)
    items = work_items(request)
    assert [item.href for item in items] == [
        "/khovd/desk/",
        "/khovd/desk/issues/",
        "/khovd/desk/meetings/",
    ]
    assert [item.here for item in items] == [False, True, False]


def test_national_pages_have_their_own_navigation():
    with translation.override("en"):
        items = work_items(RequestFactory().get("/en/national/compare/"))
    assert [item.href for item in items if item.here] == ["/en/national/compare/"]


@pytest.mark.parametrize(
    ("path", "plain"),
    [("/en/", "/"), ("/en", "/"), ("/en/a/?b=1", "/a/?b=1"), ("/enkh/", "/enkh/"), ("/", "/")],
)
def test_the_language_prefix_comes_and_goes(path, plain):
    assert without_prefix(path) == plain
    assert in_language(path, "mn") == plain
    assert in_language(plain, "en") == "/en" + plain
