"""The door: who a signed-in person is in a group, kept in Valkey and checked by one small query.

Every page of a desk asks first: the person, the group, the membership, the duties. All four are
kept together under (person, group) with a *stamp*: the places and transactions of the very rows
they were made from. PostgreSQL gives each new version of a row another place, so whoever
changes one of these rows, by whatever way, changes the stamp, and the next page reads anew.
Nothing is believed without asking for the stamp; a password is never kept, not even hashed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db import connection
from django.db.models import OuterRef

from groups.models import GroupGrant, Membership
from masam.tenancy import in_group

if TYPE_CHECKING:
    from datetime import date

    from groups.models import Group

# The stamp says whether what is kept still stands; only the organisation's and the place's own
# names may be so old.
KEPT_SECONDS = 60

FIND = "SELECT id FROM groups_group WHERE slug = %s"
STAMP = "SELECT * FROM groups_stamp(%s, %s, %s)"  # groups/migrations/0017_work_version.py


@dataclass(frozen=True)
class Door:
    """A person in one group, as kept. The password of `user` is deferred: it was never kept.

    `session` is the hash that a session of this person must carry; `day` is the day, in the
    group's zone, on which `membership` was found to be current.
    """

    stamp: str
    day: date
    user: Any
    group: Group
    membership: Membership
    duties: frozenset[str]
    session: str


def door_of(slug: str, user_id: int) -> Door | None:
    """Give the door of a person to the group `slug`; None when no current term ties them to it.

    One query when nothing changed, two after a change, three the first time.
    """
    key = f"groups.door.{slug}.{user_id}"
    kept: Door | None = cache.get(key)
    group_id = kept.group.pk if kept else _row(FIND, [slug])[0]
    if group_id is None:
        return None
    with in_group(group_id):
        stamp, version, work_version = _row(STAMP, [group_id, slug, user_id])
        if kept and stamp == kept.stamp and kept.day == kept.group.today():
            kept.group.version, kept.group.work_version = version, work_version
            return kept
        found = _read(group_id, user_id, stamp) if stamp else None
    if found:
        cache.set(key, found, KEPT_SECONDS)
    return found


def _row(sql: str, params: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone() or (None,)


def _read(group_id: int, user_id: int, stamp: str) -> Door | None:
    granted = GroupGrant.objects.filter(content_object=OuterRef("group"), user=OuterRef("user"))
    terms = (
        Membership.objects.filter(group=group_id, user=user_id, user__is_active=True)
        .select_related("user", "organisation", "group__unit")
        .annotate(duties=ArraySubquery(granted.values("permission__codename")))
    )
    row = next((row for row in terms if row.is_current(row.group.today())), None)
    if row is None or not row.duties:
        return None
    user, group, duties = row.user, row.group, frozenset(row.duties)
    session = user.get_session_auth_hash()
    del user.password, row.duties
    return Door(stamp, group.today(), user, group, row, duties, session)
