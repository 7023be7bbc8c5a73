"""The register of agreements of a group; what some issues and joint actions rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from groups.models import Agreement, AgreementParty, Commitment, Counter
from issues.models import AgreementLink
from masam.demo.load.moments import moment

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage

# text, organisation, due in days from today (None: no day), done in days from today
Duty = tuple[str, str, int | None, int | None]


@dataclass(frozen=True)
class Paper:
    """An agreement to be. Days count from today, back when negative."""

    kind: str
    reference: str
    title: str
    parties: tuple[str, ...]
    signed: int
    until: int | None
    duties: tuple[Duty, ...]
    is_public: bool = True
    open_government: str = ""
    replaces: int | None = None  # the place in this list of the one it replaces


PAPERS = (
    Paper(
        "order", "А/{code}", "Иргэдийн хяналтын багт мэдээлэл өгөх тухай",
        ("governor",), -820, -455,
        (("Байгууллагууд хяналтын багт мэдээлэл өгнө", "governor", None, -500),),
    ),
    Paper(
        "mou", "", "Эрүүл мэндийн анхан шатны үйлчилгээг хамтран сайжруулах санамж бичиг",
        ("khural", "health", "cso1", "cso2"), -690, 40,
        (
            ("Онооны картын дүнг жил бүр хамтран хэлэлцэнэ", "health", 30, None),
            ("Хяналтын багт эмнэлгүүд рүү нэвтрэх зөвшөөрөл олгоно", "health", None, -640),
            ("Сайн дурын хяналтын багийг сургаж бэлтгэнэ", "cso1", -600, -611),
        ),
    ),
    Paper(
        "order", "А/{next}", "Хамтарсан арга хэмжээний хэрэгжилтийг улирал бүр хэлэлцэх тухай",
        ("governor", "health", "education"), -455, None,
        (
            ("Байгууллагууд асуудалд 30 хоногийн дотор хариу өгнө", "governor", None, None),
            ("Улирлын тайланг мэдээллийн самбарт тавина", "governor", -15, None),
        ),
        replaces=0,
    ),
    Paper(
        "resolution", "{serial}", "Орон нутгийн хөгжлийн сангийн саналыг иргэдээс авах журам",
        ("khural", "cso3"), -210, 520,
        (
            ("Иргэдийн санал бүрд шийдвэр, шалтгааныг хариулна", "khural", 95, None),
            ("Багийн хурлаар саналыг эрэмбэлнэ", "cso3", 60, None),
        ),
        is_public=False,
        open_government="OGP 2023–2027",
    ),
)  # fmt: skip


def load_agreements(stage: Stage) -> None:
    """Write the register; some open issues and budgeted joint actions rest on it."""
    rows = [_agreement(stage, paper, number) for number, paper in enumerate(PAPERS, start=1)]
    old = [row for row, paper in zip(rows, PAPERS, strict=True) if paper.replaces is None]
    Agreement.objects.bulk_create(old)
    for row, paper in zip(rows, PAPERS, strict=True):
        if paper.replaces is not None:
            row.replaces = rows[paper.replaces]
            row.save(force_insert=True)
    AgreementParty.objects.bulk_create(
        party
        for row, paper in zip(rows, PAPERS, strict=True)
        for party in _parties(stage, row, paper)
    )
    Commitment.objects.bulk_create(
        line for row, paper in zip(rows, PAPERS, strict=True) for line in _duties(stage, row, paper)
    )
    AgreementLink.objects.bulk_create(_links(stage, rows))
    Counter.objects.update_or_create(
        group=stage.group, noun="agreement", defaults={"last": len(rows)}
    )
    for row, paper in zip(rows, PAPERS, strict=True):
        _note(stage, row, paper)


def _agreement(stage: Stage, paper: Paper, number: int) -> Agreement:
    today = stage.group.today()
    signed = today + timedelta(days=paper.signed)
    until = None if paper.until is None else today + timedelta(days=paper.until)
    base = 40 + sum(map(ord, stage.place.slug)) % 90
    reference = paper.reference.format(code=base, next=base + 61, serial=f"{base % 20 + 1:02}")
    return Agreement(
        group=stage.group, number=number, kind=paper.kind, reference=reference,
        title=paper.title, signed_date=signed, from_date=signed, to_date=until,
        responsible=stage.seats["secretary"], open_government=paper.open_government,
        reminded_for=until if paper.until is not None and paper.until < 60 else None,
        published_at=moment(stage.group, -paper.signed - 3, 3) if paper.is_public else None,
        logged_at=moment(stage.group, -paper.signed - 1), logged_by=stage.by("facilitator"),
    )  # fmt: skip


def _parties(stage: Stage, row: Agreement, paper: Paper) -> list[AgreementParty]:
    known = [stage.organisations[key] for key in paper.parties]
    return [
        AgreementParty(
            group=stage.group, agreement=row, position=position, name=party.name_mn,
            organisation=party,
        )
        for position, party in enumerate(known, start=1)
    ]  # fmt: skip


def _duties(stage: Stage, row: Agreement, paper: Paper) -> list[Commitment]:
    today = stage.group.today()
    return [
        Commitment(
            group=stage.group, agreement=row, position=position, text=text,
            organisation=stage.organisations[who],
            due_date=None if due is None else today + timedelta(days=due),
            done_date=None if done is None else today + timedelta(days=done),
        )
        for position, (text, who, due, done) in enumerate(paper.duties, start=1)
    ]  # fmt: skip


def _links(stage: Stage, rows: list[Agreement]) -> list[AgreementLink]:
    """Let health issues in work rest on the memorandum, paid joint actions on the order."""
    memo, order = rows[1], rows[2]
    working = {"accepted", "in_action", "claimed_fixed", "verified_fixed"}
    health = [row for row in stage.issues if row.sector == "health" and row.state in working][:4]
    paid = [row for row in stage.actions if row.budget_mnt][:3]
    by, at = stage.by("secretary"), moment(stage.group, 6)
    return [
        *(
            AgreementLink(group=stage.group, agreement=memo, issue=row, tied_by=by, tied_at=at)
            for row in health
        ),
        *(
            AgreementLink(group=stage.group, agreement=order, action=row, tied_by=by, tied_at=at)
            for row in paid
        ),
    ]


def _note(stage: Stage, row: Agreement, paper: Paper) -> None:
    stage.note("agreement.logged", row, row.logged_at, seat="facilitator")
    if row.published_at:
        stage.note("agreement.published", row, row.published_at, seat="facilitator")
    if row.reminded_for and paper.until is not None and paper.until > 0:
        stage.note("agreement.reminded", row, moment(stage.group, 60 - paper.until))
