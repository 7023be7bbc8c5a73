"""How a group is reached, what it has settled, its days in the phases; a visit by support."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from groups.models import Counter, Group, GroupDraft, GroupPhase, GroupRules, Phase, SupportSession
from masam.accounts.models import User
from masam.audit.models import Entry
from masam.demo.load.moments import moment

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage

ADDRESS_MN = "{name}, Засаг даргын Тамгын газрын байр"
ADDRESS_EN = "{name}, building of the governor's office"
OFFICE_MN = "Засаг даргын Тамгын газар, {room} тоот. Даваа–Баасан, 10:00–16:00"
OFFICE_EN = "Governor's office, room {room}. Monday to Friday, 10:00–16:00"
REASON = "Нууц үгээ сэргээсэн нарийн бичгийн даргын ширээ нээгдэхгүй байгааг шалгах"
OPENED = ("groups:desk", "groups:people", "groups:edit")
DRAFT = "48"  # Dundgovi: no group yet


def load_opening(stage: Stage) -> None:
    """Write the contacts, the rules and the days of the phases, in three statements."""
    group, name = stage.group, stage.place
    room = 100 + len(name.slug) * 11
    Group.objects.filter(pk=group.pk).update(
        address_mn=ADDRESS_MN.format(name=name.name_mn),
        address_en=ADDRESS_EN.format(name=name.name_en),
        office_mn=OFFICE_MN.format(room=room), office_en=OFFICE_EN.format(room=room),
        contact_phone=f"7{room:03}2015",
    )  # fmt: skip
    quorum = 50 + len(name.slug) % 3 * 5
    rules = GroupRules(group=group, quorum_percent=quorum)
    GroupRules.objects.bulk_create([rules], ignore_conflicts=True)
    phases = Phase.objects.filter(pk=OuterRef("phase"))
    GroupPhase.objects.filter(group=group).update(
        from_date=Subquery(phases.values("start_date")), to_date=Subquery(phases.values("end_date"))
    )
    if name.slug == "khovd":
        _support(stage)
        _draft()


def _support(stage: Stage) -> None:
    """A session of last month: what it opened stands in the group's settings."""
    admin = User.objects.filter(is_superuser=True).first()
    if admin is None:
        return
    began = moment(stage.group, 33, 4)
    session = SupportSession.objects.create(
        group=stage.group, number=Counter.next_number(stage.group.pk, "support"), person=admin,
        person_name=str(admin), reason=REASON, started_at=began,
        until=began + timedelta(minutes=30), ended_at=began + timedelta(minutes=12),
        ended_by=str(admin),
    )  # fmt: skip
    shared = {
        "group": stage.group, "actor": admin, "actor_name": str(admin), "target_id": session.pk,
        "target_kind": session._meta.label_lower, "target_label": str(session),
    }  # fmt: skip
    rows = [Entry(verb="support.started", at=began, note=REASON, **shared)]
    rows += [
        Entry(verb="support.opened", at=began + timedelta(minutes=step), route=route, **shared)
        for step, route in enumerate(OPENED, start=1)
    ]
    rows.append(Entry(verb="support.ended", at=session.ended_at, **shared))
    stage.entries.extend(rows)


def _draft() -> None:
    """A group that the coordinator has begun to prepare."""
    coordinator = User.objects.filter(national_role="coordinator").first()
    if coordinator is not None:
        answers = {"unit": {"unit": DRAFT}}
        GroupDraft.objects.get_or_create(author=coordinator, defaults={"answers": answers})
