"""Signing in and out: by e-mail, limited, without open sign-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client

from masam.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Callable

PASSWORD = "сайн-нууц-үг-2026"


pytestmark = pytest.mark.usefixtures("fresh_limits")


@pytest.fixture
def person(db: None) -> User:
    """Somebody with a password."""
    return User.objects.create_user("Dorj@khovd.example", PASSWORD, name="Б.Дорж")


def sign_in(client: Client, email: str, password: str, **more: str) -> object:
    """Send the sign-in form."""
    return client.post("/login/", {"login": email, "password": password, **more})


def test_a_person_signs_in_by_email_whatever_its_case(person: User) -> None:
    client = Client()
    answer = sign_in(client, "DORJ@khovd.example", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (303, "/me/")
    assert "Б.Дорж" in client.get("/me/").content.decode()


def test_signing_in_leads_back_to_where_one_wanted_to_go(person: User) -> None:
    answer = sign_in(Client(), person.email, PASSWORD, next="/khovd/desk/")
    assert answer["Location"] == "/khovd/desk/"


def test_signing_in_leads_to_no_other_site(person: User) -> None:
    answer = sign_in(Client(), person.email, PASSWORD, next="https://evil.example/")
    assert answer["Location"] == "/me/"


def test_a_wrong_password_is_422_with_one_sentence_for_known_and_unknown(person: User) -> None:
    known = sign_in(Client(), person.email, "wrong")
    unknown = sign_in(Client(), "nobody@khovd.example", "wrong")
    assert known.status_code == unknown.status_code == 422
    assert 'class="errors"' in known.content.decode()


def test_guessing_is_held_up(person: User) -> None:
    client = Client()
    answers = [sign_in(client, person.email, f"wrong {number}") for number in range(12)]
    assert answers[-1].status_code in {422, 429}
    assert sign_in(client, person.email, PASSWORD).status_code in {422, 429}


def test_nobody_signs_up_alone(visitor: Client) -> None:
    answer = visitor.get("/login/invitation/")
    assert answer.status_code == 200
    assert "<form" not in answer.content.decode()
    assert User.objects.count() == 0


def test_signing_out_takes_a_post(as_: Callable[[str], Client]) -> None:
    client = as_("facilitator")
    assert client.get("/logout/").status_code == 200
    assert client.get("/khovd/desk/").status_code == 200
    assert client.post("/logout/").status_code == 303
    assert client.get("/khovd/desk/").status_code == 302


def test_a_new_password_comes_by_mail_in_the_readers_language(person: User) -> None:
    client = Client()
    assert client.post("/password/", {"email": person.email}).status_code == 303
    link = next(word for word in mail.outbox[0].body.split() if "/password/" in word)
    page = client.get(link.removeprefix("http://testserver"), follow=True)
    fresh = "өөр-нууц-үг-2026"
    answer = client.post(page.request["PATH_INFO"], {"password1": fresh, "password2": fresh})
    assert answer.status_code == 303
    person.refresh_from_db()
    assert person.check_password(fresh)


def test_a_person_changes_their_own_name(
    as_: Callable[[str], Client], cast: dict[str, User]
) -> None:
    client = as_("member")
    answer = client.post("/me/", {"name": "Ц.Болд", "language": "en"})
    assert answer.status_code == 303
    cast["member"].refresh_from_db()
    assert (cast["member"].name, cast["member"].language) == ("Ц.Болд", "en")


def test_my_page_shows_where_i_work(as_: Callable[[str], Client]) -> None:
    assert "/khovd/desk/" in as_("member").get("/me/").content.decode()
    assert "/office/" in as_("officer").get("/me/").content.decode()
    assert "/national/" in as_("donor").get("/me/").content.decode()
