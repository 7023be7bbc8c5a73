"""Who belongs to a group today gets the duties that came to the roles with meetings and rooms.

Grants are rows, rebuilt when a membership changes (`groups.actions.rebuild_grants`). New duties of
a role reach those who have it already by a migration like this one.
"""

from typing import Any, ClassVar

from django.db import migrations
from django.utils import timezone

from groups.permissions import ALL_DUTIES, duties_of
from masam.tenancy import in_group


def grant_new_duties(apps: Any, schema_editor: Any) -> None:
    """Add what is missing; nothing is taken away."""
    alias = schema_editor.connection.alias
    groups = list(
        apps.get_model("groups", "Group").objects.using(alias).values_list("pk", flat=True)
    )
    if not groups:
        return
    grant = apps.get_model("groups", "GroupGrant")
    permissions = _permissions(apps, alias)
    today = timezone.localdate()
    for group in groups:
        with in_group(group):
            members = apps.get_model("groups", "Membership").objects.using(alias)
            rows = members.filter(group_id=group, user__isnull=False, from_date__lte=today)
            held = rows.exclude(to_date__lt=today).values_list("user_id", "role")
            wanted = {(user, duty) for user, role in held for duty in duties_of(role)}
        known = grant.objects.using(alias).filter(content_object_id=group)
        has = set(known.values_list("user_id", "permission__codename"))
        grant.objects.using(alias).bulk_create(
            grant(user_id=user, content_object_id=group, permission_id=permissions[duty])
            for user, duty in sorted(wanted - has)
        )


def _permissions(apps: Any, alias: str) -> dict[str, int]:
    kinds = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    kind, _is_new = kinds.get_or_create(app_label="groups", model="group")
    rows = apps.get_model("auth", "Permission").objects.using(alias).filter(content_type=kind)
    missing = ALL_DUTIES - set(rows.values_list("codename", flat=True))
    rows.bulk_create(
        [rows.model(content_type=kind, codename=duty, name=duty) for duty in sorted(missing)]
    )
    return dict(rows.filter(codename__in=ALL_DUTIES).values_list("codename", "pk"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("groups", "0013_attendance"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations: ClassVar = [
        migrations.RunPython(grant_new_duties, migrations.RunPython.noop, elidable=True)
    ]
