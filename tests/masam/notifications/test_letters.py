"""Raw mails are read as a person reads them: own words, charsets, machines, bounces, files."""

from __future__ import annotations

import pytest

from masam.notifications.mailbox import own_words, read_letter
from masam.notifications.mailbox.letters import decoded
from tests.masam.notifications.raw_mails import (
    AUTOMATIC,
    BOUNCE,
    CUT,
    EMPTY,
    HTML,
    OFFICER,
    OUTLOOK_HTML,
    WORDS,
    mail,
    part,
    parts,
)

KEY = "11111111-2222-4333-8444-555555555555"


@pytest.mark.parametrize("name", CUT)
def test_quotes_and_signatures_are_cut(name: str) -> None:
    assert read_letter(mail(CUT[name].encode())).text == WORDS


@pytest.mark.parametrize("name", EMPTY)
def test_a_reply_without_own_words_is_empty(name: str) -> None:
    assert read_letter(mail(EMPTY[name].encode())).text == ""


def test_answers_between_the_quotes_stay() -> None:
    text = "> Хэзээ?\nДаваа гарагт.\n> Хэн?\nМанай инженер."
    assert own_words(text) == "Даваа гарагт.\nМанай инженер."


def test_words_that_look_like_a_head_or_a_closing_stay() -> None:
    text = "Огноо: 12-р сарын 1.\nХүндэтгэсэн хариу өгөөрэй гэж байсан.\n\nБид солино."
    assert own_words(text) == text


@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
@pytest.mark.parametrize("source", [HTML, OUTLOOK_HTML])
def test_a_mail_of_html_alone_becomes_text(source: str, encoding: str) -> None:
    raw = mail(source.encode(), kind="text/html; charset=utf-8", encoding=encoding)
    assert read_letter(raw).text == WORDS


def test_plain_words_go_before_html_and_logos_are_no_files() -> None:
    logo = part(b"x" * 900, "image/png", "Content-ID: <logo>\nContent-Disposition: inline\n")
    related, kind = parts(part(HTML.encode(), "text/html"), logo, kind="related", boundary="b2")
    both, outer = parts(part(WORDS.encode(), "text/plain"), part(related, kind), kind="alternative")
    letter = read_letter(mail(both, kind=outer))
    assert (letter.text, letter.files) == (WORDS, ())


RUSSIAN_LETTERS = "Халаагуурыг маргааш солино, материал ирсэн."


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "us-ascii"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "windows-1251"),
        ("cp1251", "windows-1251"),
        ("cp1251", "iso-8859-1"),
        ("cp1251", "koi8-r"),
        ("cp1251", "no-such-charset"),
        ("koi8-r", "koi8-r"),
        ("koi8-r", "windows-1251"),
        ("koi8-r", "us-ascii"),
        ("utf-16", "utf-16"),
    ],
)
def test_charsets_are_read_even_when_another_is_declared(charset: str, declared: str) -> None:
    assert decoded(RUSSIAN_LETTERS.encode(charset), declared) == RUSSIAN_LETTERS


def test_the_old_letters_of_cp1251_become_mongolian_ones() -> None:
    raw = mail("Єнєєдєр їзсэн, їїдийг сольсон.".encode("cp1251"), kind="text/plain; charset=cp1251")
    assert read_letter(raw).text == "Өнөөдөр үзсэн, үүдийг сольсон."


@pytest.mark.parametrize("name", AUTOMATIC)
def test_machines_are_recognised(name: str) -> None:
    assert read_letter(mail(WORDS.encode(), **AUTOMATIC[name])).automatic


def test_a_person_is_no_machine() -> None:
    raw = mail(
        WORDS.encode(), more="Auto-Submitted: no\r\nReturn-Path: <officer@khovd.example>\r\n"
    )
    letter = read_letter(raw)
    assert (letter.automatic, letter.sender, letter.bounce) == ("", OFFICER, None)


@pytest.mark.parametrize(
    ("status", "action", "is_final"), [("5.1.1", "failed", True), ("4.2.2", "delayed", False)]
)
def test_a_bounce_names_the_mail_that_came_back(status: str, action: str, is_final: bool) -> None:
    raw = BOUNCE.format(status=status, action=action, key=KEY).encode()
    bounce = read_letter(raw).bounce
    assert bounce is not None
    assert (bounce.notice, bounce.status, bounce.is_final) == (KEY, status, is_final)


def test_files_come_with_their_names() -> None:
    name = "=?utf-8?b?0YLQsNC50LvQsNC9LnBkZg==?="
    file = part(b"%PDF-1.4 %%EOF", f'application/pdf; name="{name}"', encoding="base64",
                more=f'Content-Disposition: attachment; filename="{name}"\n')  # fmt: skip
    photo = part(b"\xff\xd8\xff", "image/jpeg", encoding="base64")
    body, kind = parts(part(WORDS.encode(), "text/plain; charset=utf-8"), file, photo)
    files = read_letter(mail(body, kind=kind)).files
    assert [(file.name, file.content[:3]) for file in files] == [
        ("тайлан.pdf", b"%PD"),
        ("file.jpg", b"\xff\xd8\xff"),
    ]


def test_a_calendar_reply_is_found_in_its_part() -> None:
    calendar = part(b"BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n",
                    "text/calendar; method=REPLY; charset=utf-8")  # fmt: skip
    body, kind = parts(part(b"Accepted", "text/plain"), calendar, kind="alternative")
    assert b"METHOD:REPLY" in read_letter(mail(body, kind=kind)).calendar


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: =?utf-8?b?broken?= <a@b>\r\nSubject: =?x?q?=\r\n\r\n\xff\xff",
        b'Content-Type: multipart/mixed; boundary="never"\r\n\r\n--never\r\n--never',
        b'Content-Type: text/plain; charset="\'"\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%',
        b"Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nwords",
    ],
)
def test_whatever_the_bytes_are_a_letter_comes_out(raw: bytes) -> None:
    assert read_letter(raw).message_id
