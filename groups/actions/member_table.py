"""Members from a table: all rows or none, and what members told is not left lying in a file."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groups.actions.group import touch
from groups.actions.member import BadMember, rebuild_grants
from groups.models import Group, Membership, MemberTraits, Role
from groups.notices import member_invited
from groups.queries.member_table import NEW, SAME, UNCLEAR, plan_members
from masam.audit.actions import record
from masam.search.sortkey import sort_key
from masam.spreadsheets.actions import keep_upload, note_confirmed, note_preview
from masam.spreadsheets.models import Import, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groups.queries.member_table import Planned, TableRow
    from masam.spreadsheets.actions import Fault


@transaction.atomic
def keep_members_table(
    group: Group, *, actor: Any, total: int, good: int, faults: Sequence[Fault], **found: Any
) -> Import:
    """Keep an uploaded table for its preview; `found` is what `keep_upload` takes.

    The files of earlier previews are deleted.
    """
    for earlier in Import.objects.filter(group=group, kind=found["kind"]).exclude(file=""):
        drop_file(earlier)
    upload = keep_upload(group, actor=actor, **found)
    counts = {"rows": total, "good": good}
    record("member.table_sent", actor=actor, target=upload, data=counts)
    faulty = [(row, column, "") for row, column, _sentence in faults]  # no words of a cell stay
    return note_preview(upload, total=total, good=good, faults=faulty)


@transaction.atomic
def take_in_members(
    upload: Import,
    *,
    actor: Any,
    rows: Sequence[TableRow],
    choices: Mapping[int, str],
    is_inviting: bool = False,
) -> Import:
    """Take every row in, or none; again: nothing happens twice.

    Raises `BadMember` naming the first row that cannot be taken in, or that is still unclear.
    With `is_inviting` everybody new with an address gets a mail with a link.
    """
    group = Group.objects.select_for_update().get(pk=upload.group_id)  # one at a time
    upload = Import.objects.select_for_update().get(pk=upload.pk)
    if upload.stage == Stage.CONFIRMED:
        return upload
    planned = plan_members(group, rows, choices)
    for each in planned:
        _refuse(each)
    pairs = [(each, _term(group, each)) for each in planned]
    fresh = [term for each, term in pairs if each.outcome != SAME]
    Membership.objects.bulk_create(fresh)
    _write_traits(group, pairs)
    for each, term in pairs:
        if each.outcome != SAME:
            _note(upload, each, term, actor)
        if is_inviting and each.outcome == NEW and term.email:
            language = get_language() or group.language
            member_invited(term, email=term.email, language=language, invited_by=actor)
    note_confirmed(upload, actor=actor)
    drop_file(upload)
    touch(group)
    return upload


def _refuse(each: Planned) -> None:
    if each.fault or each.outcome == UNCLEAR:
        said = each.fault or _("Please choose who is meant.")
        raise BadMember(
            _("Row %(row)d: %(sentence)s Nothing was taken in.")
            % {"row": each.row.number, "sentence": said},
            field=each.field_name if each.outcome == UNCLEAR else None,
        )


def _term(group: Group, each: Planned) -> Membership:
    """Make the term of a row; what the table leaves empty stays as in the last term."""
    row, last = each.row, each.term
    if each.outcome == SAME and last is not None:
        return last
    return Membership(
        group=group,
        person=last.person if last else uuid.uuid4(),
        user=last.user if last else None,
        name=last.name if last else row.name,
        sort_key=sort_key(last.name if last else row.name),
        stakeholder=row.stakeholder,
        organisation=row.organisation,
        organisation_said="" if row.organisation else row.said,
        position=row.position or (last.position if last else ""),
        role=row.role or (last.role if last else Role.MEMBER),
        email=row.email or (last.email if last else ""),
        from_date=row.from_date or group.today(),
        to_date=row.to_date,
    )


def _write_traits(group: Group, pairs: list[tuple[Planned, Membership]]) -> None:
    """Write what the rows tell, in the place of what was told; else carry it over."""
    told = {term.pk: each.row.told for each, term in pairs if each.row.told}
    MemberTraits.objects.filter(group=group, membership__in=told).delete()
    carried = [term.pk for each, term in pairs if each.outcome not in {NEW, SAME}]
    before = {each.term.pk: term.pk for each, term in pairs if each.term and term.pk in carried}
    for old in MemberTraits.objects.filter(group=group, membership__in=before):
        values = {"sex": old.sex, "age_band": old.age_band, "vulnerable": old.vulnerable}
        told.setdefault(before[old.membership_id], values)
    MemberTraits.objects.bulk_create(
        MemberTraits(group=group, membership_id=pk, **values) for pk, values in told.items()
    )


def _note(upload: Import, each: Planned, term: Membership, actor: Any) -> None:
    verb = "member.admitted" if each.outcome == NEW else "member.renewed"
    record(verb, actor=actor, target=term, data={"role": term.role, "import": upload.pk})
    if term.user_id:
        rebuild_grants(term)


def drop_file(upload: Import) -> None:
    """Delete the uploaded file once the change is kept: it may hold what members told."""
    name, storage = upload.file.name, upload.file.storage
    if not name:
        return
    Import.objects.filter(pk=upload.pk).update(file="")
    transaction.on_commit(lambda: storage.delete(name))
