"""Mails as programs really send them, byte by byte: heads, charsets, quotes, signatures."""

from __future__ import annotations

import base64
import quopri

TO = "reply+{token}@masam.example"
TOKEN = "0123456789abcdef0123456789abcdef01234567"
OFFICER = "officer@khovd.example"


def mail(
    body: bytes,
    *,
    kind: str = "text/plain; charset=utf-8",
    encoding: str = "8bit",
    sender: str = f"Officer <{OFFICER}>",
    to: str = TO.format(token=TOKEN),
    key: str = "a1@mail.khovd.example",
    subject: str = "Re: KHO-1",
    more: str = "",
) -> bytes:
    """Put a mail together; `encoding` is done here."""
    if encoding == "base64":
        body = base64.encodebytes(body)
    elif encoding == "quoted-printable":
        body = quopri.encodestring(body)
    head = (
        f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{key}>\r\n{more}"
        f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n"
    )
    return head.encode() + b"\r\n" + body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def parts(*bodies: bytes, kind: str = "mixed", boundary: str = "b1") -> tuple[bytes, str]:
    """Give the body of a multipart mail and its Content-Type."""
    lines = b"".join(b"--" + boundary.encode() + b"\n" + body + b"\n" for body in bodies)
    return lines + b"--" + boundary.encode() + b"--\n", f'multipart/{kind}; boundary="{boundary}"'


def part(body: bytes, kind: str, more: str = "", encoding: str = "8bit") -> bytes:
    """Give one part with its head."""
    if encoding == "base64":
        body = base64.encodebytes(body)
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n{more}\n"
    return head.encode() + body


WORDS = "Халаагуурыг 12-р сарын 1-нд солино."
QUOTED = """> KHO-1: хариу хүлээж байна
> Халуун усгүй
>> Ажиллаж байна: http://masam.example/reply/x
"""
# Each gives exactly WORDS: the name says what is cut away.
CUT: dict[str, str] = {
    "gmail in Mongolian": f"""{WORDS}

2026 оны 11-р сарын 24, Мяг 10:15 цагт МАСАМ <noreply@masam.example> бичсэн:
{QUOTED}""",
    "gmail in Mongolian, broken in two": f"""{WORDS}

2026 оны 11-р сарын 24, Мяг 10:15 цагт МАСАМ
<reply+0123@masam.example> бичсэн:

{QUOTED}""",
    "gmail in English": f"""{WORDS}

On Tue, Nov 24, 2026 at 10:15 AM МАСАМ <noreply@masam.example> wrote:

{QUOTED}""",
    "apple in English, broken in two": f"""{WORDS}

Sent from my iPhone

> On 24 Nov 2026, at 10:15, МАСАМ
> <noreply@masam.example> wrote:
>
{QUOTED}""",
    "outlook in English": f"""{WORDS}

________________________________
From: МАСАМ <noreply@masam.example>
Sent: Tuesday, November 24, 2026 10:15 AM
To: Officer <officer@khovd.example>
Subject: KHO-1: хариу хүлээж байна

Бүлэг танай байгууллагаас хариу хүсэж байна.
""",
    "outlook in Mongolian": f"""{WORDS}

Илгээгч: МАСАМ <noreply@masam.example>
Илгээсэн: 2026 оны 11 сарын 24, Мягмар 10:15
Хүлээн авагч: Officer
Гарчиг: KHO-1: хариу хүлээж байна

Бүлэг танай байгууллагаас хариу хүсэж байна.
""",
    "webmail in Mongolian": f"""{WORDS}

Хэнээс: "МАСАМ" <noreply@masam.example>
Хэнд: officer@khovd.example
Огноо: 2026.11.24 10:15
Сэдэв: KHO-1

Бүлэг танай байгууллагаас хариу хүсэж байна.
""",
    "a ruled original in Mongolian": f"""{WORDS}

-----Анхны захидал-----
Илгээгч: МАСАМ
Бүлэг танай байгууллагаас хариу хүсэж байна.
""",
    "a ruled original in English": f"""{WORDS}

-----Original Message-----
From: MASAM
The group asks your organisation to answer.
""",
    "a ruled original in Russian": f"""{WORDS}

-------- Исходное сообщение --------
От: МАСАМ
Бүлэг танай байгууллагаас хариу хүсэж байна.
""",
    "quotes alone": f"{WORDS}\n\n{QUOTED}",
    "an answer below the quote": f"""МАСАМ <noreply@masam.example> бичсэн:
{QUOTED}
{WORDS}
""",
    "a signature by the rule": f"{WORDS}\n\n-- \nБ. Болд\nЭрүүл мэндийн газар\n",
    "a Mongolian closing": f"""{WORDS}

Хүндэтгэсэн,
Б. Болд
Ховд аймгийн Эрүүл мэндийн газар
Утас: 9911-0000
""",
    "a telephone's line": f"{WORDS}\n\nМиний iPhone-оос илгээв\n",
    "yandex": f"""{WORDS}

24.11.2026, 10:15, "МАСАМ" <noreply@masam.example> пишет:
{QUOTED}""",
}
EMPTY: dict[str, str] = {
    "nothing at all": "\n\n",
    "only a quote": f"2026 оны 11-р сарын 24 МАСАМ <a@b.mn> бичсэн:\n{QUOTED}",
    "only a signature": "-- \nБ. Болд\n",
}
HTML = """<html><head><style>p { color: red }</style></head><body>
<div dir="ltr">Халаагуурыг 12-р сарын&nbsp;1-нд <b>солино</b>.</div><br>
<div class="gmail_quote"><div class="gmail_attr">2026 оны 11-р сарын 24 &lt;a@b.mn&gt; бичсэн:<br></div>
<blockquote>Бүлэг хариу хүсэж байна.<script>alert(1)</script></blockquote></div></body></html>"""
OUTLOOK_HTML = """<html><body><div><p class="MsoNormal">Халаагуурыг 12-р сарын 1-нд солино.</p></div>
<div id="divRplyFwdMsg"><b>From:</b> MASAM<br><b>Sent:</b> Tuesday</div><div>Бүлэг хүсэж байна</div>
</body></html>"""

BOUNCE = """From: Mail Delivery System <MAILER-DAEMON@mail.khovd.example>
To: noreply@masam.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <b7@mail.khovd.example>
Auto-Submitted: auto-replied
Return-Path: <>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="r"

--r
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.khovd.example

Final-Recipient: rfc822; officer@khovd.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--r
Content-Type: message/rfc822

Message-ID: <{key}@masam>
Subject: KHO-1: your answer is asked

text
--r--
"""
AUTOMATIC = {
    "vacation": {"more": "Auto-Submitted: auto-replied\r\n"},
    "bulk": {"more": "Precedence: bulk\r\n"},
    "exchange": {"more": "X-Autoreply: yes\r\n"},
    "a list": {"more": "List-Id: <all.khovd.example>\r\n"},
    "Mongolian subject": {"subject": "Автомат хариу: KHO-1"},
    "English subject": {"subject": "Out of Office: KHO-1"},
    "a daemon": {"sender": "MAILER-DAEMON@mail.khovd.example"},
    "an empty return path": {"more": "Return-Path: <>\r\n"},
}
