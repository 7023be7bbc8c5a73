"""Every audit entry raises the group's `work_version`, so that kept desk pages are never stale."""

from typing import ClassVar

from django.db import migrations, models

# Deferred: the group's row is locked only at the commit, when nothing else is locked after it, so
# two transactions cannot wait for each other. A transaction with thousands of entries raises it
# once: all deferred triggers of a commit share one statement_timestamp(). To open something is
# no change.
RAISE = """
CREATE FUNCTION groups_raise_work_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mark text := 'masam.raised_' || NEW.group_id;
    moment text := statement_timestamp()::text;
BEGIN
    IF current_setting(mark, true) IS DISTINCT FROM moment THEN
        UPDATE groups_group SET work_version = work_version + 1 WHERE id = NEW.group_id;
        PERFORM set_config(mark, moment, true);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER groups_work_version AFTER INSERT ON audit_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.group_id IS NOT NULL AND NEW.verb NOT LIKE '%.opened')
    EXECUTE FUNCTION groups_raise_work_version();
"""
# What the door (groups/queries/door.py) was made from: the place and the transaction of each row.
# A function, because its plan is made once in a connection.
STAMP = """
CREATE FUNCTION groups_stamp(
    asked_group bigint, asked_slug text, asked_user bigint,
    OUT stamp text, OUT version bigint, OUT work_version bigint
) LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT concat_ws(' ', u.xmin, u.ctid, md5((to_jsonb(g) - 'version' - 'work_version')::text),
        (SELECT string_agg(concat_ws(':', m.id, m.xmin, m.ctid), ' ' ORDER BY m.id)
           FROM groups_membership m WHERE m.group_id = g.id AND m.user_id = u.id),
        (SELECT concat_ws(':', count(*), max(x.id)) FROM groups_groupgrant x
          WHERE x.content_object_id = g.id AND x.user_id = u.id)),
        g.version, g.work_version
    INTO stamp, version, work_version
    FROM groups_group g, accounts_user u
    WHERE g.id = asked_group AND g.slug = asked_slug AND u.id = asked_user;
END $$;
"""
DROP = """
DROP TRIGGER groups_work_version ON audit_entry;
DROP FUNCTION groups_raise_work_version();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("groups", "0016_duties"),
        ("audit", "0003_protect"),
        ("accounts", "0001_initial"),
    ]
    operations: ClassVar = [
        migrations.AddField(
            "group",
            "work_version",
            models.PositiveBigIntegerField(default=1, db_default=1),
        ),
        migrations.RunSQL(RAISE, DROP),
        migrations.RunSQL(STAMP, "DROP FUNCTION groups_stamp(bigint, text, bigint)"),
    ]
