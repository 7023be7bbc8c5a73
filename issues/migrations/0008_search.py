"""What issues are found by, filters with a name, and merges that can be undone.

The words stand in a table behind a policy like any other. But a policy keeps the database from
using an index of words: only conditions that can tell nothing may go before it, and `@@` is not
one of them (measured: all rows of a group are read). So one function of the owner looks into the
index, `issue_hits`: its own policy lets the owner read the table, and the function itself gives
only issues of the scope, or public ones. It gives keys, never words.
"""

from typing import Any, ClassVar

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models, transaction
from django.db.utils import DatabaseError

from masam.tenancy.operations import Protect, Together

OWNER_READS = """
CREATE POLICY finder ON issues_issuewords FOR SELECT TO masam_owner USING (true);
"""
OWNER_NO_LONGER_READS = "DROP POLICY IF EXISTS finder ON issues_issuewords;"

SIMILAR = """
    IF FOUND OR alike IS NULL THEN RETURN; END IF;
    RETURN QUERY SELECT w.issue_id FROM issues_issuewords w
        WHERE w.sounds %>> alike[1]
          AND (SELECT bool_and(strict_word_similarity(s, w.sounds) >= 0.5) FROM unnest(alike) s)
          AND CASE WHEN is_national THEN w.is_public ELSE w.group_id = ANY (scope) END;
"""

FUNCTION = """
CREATE OR REPLACE FUNCTION issue_hits(
    forms text[], exact text[], near text[], alike text[], weights text, is_national boolean
) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200
SET search_path = public, pg_temp
AS $do$
DECLARE
    scope bigint[] := string_to_array(nullif(current_setting('masam.groups', true), ''), ',');
    groups text := '';
    question tsquery;
BEGIN
    IF NOT is_national THEN
        IF coalesce(cardinality(scope), 0) = 0 THEN RETURN; END IF;
        SELECT '(' || string_agg('g' || id, ' | ') || ') & ' INTO groups FROM unnest(scope) id;
    END IF;
    SELECT groups || string_agg('(' || any_of || ')', ' & ') INTO question FROM (
        SELECT (SELECT string_agg(quote_literal(key) || ':' || weights, ' | ')
                FROM unnest(string_to_array(words, ',') || coalesce(
                    (SELECT keys FROM search_lemma WHERE search_lemma.form = one.form), '{{}}'
                )) key) AS any_of
        FROM unnest(forms, exact) AS one (form, words)
    ) parts;
    RETURN QUERY SELECT w.issue_id FROM issues_issuewords w
        WHERE w.words @@ question
          AND CASE WHEN is_national THEN w.is_public ELSE w.group_id = ANY (scope) END;
    IF FOUND OR near IS NULL THEN RETURN; END IF;
    SELECT groups || string_agg('(' || any_of || ')', ' & ') INTO question FROM (
        SELECT (SELECT string_agg(
                    quote_literal(rtrim(key, '*')) || ':'
                    || CASE WHEN key LIKE '%*' THEN '*' ELSE '' END || weights, ' | ')
                FROM unnest(string_to_array(words, ',')) key) AS any_of
        FROM unnest(near) AS one (words)
    ) parts;
    RETURN QUERY SELECT w.issue_id FROM issues_issuewords w
        WHERE w.words @@ question
          AND CASE WHEN is_national THEN w.is_public ELSE w.group_id = ANY (scope) END;
    {similar}
END
$do$;
"""
NO_FUNCTION = "DROP FUNCTION IF EXISTS issue_hits(text[], text[], text[], text[], text, boolean)"


def make_function(apps: Any, schema_editor: Any) -> None:
    """Make `issue_hits`; without pg_trgm it finds nothing that is only similar."""
    has_trigrams = _has_trigrams(schema_editor)
    schema_editor.execute(FUNCTION.format(similar=SIMILAR if has_trigrams else ""), params=None)
    if has_trigrams:
        schema_editor.execute(
            "CREATE INDEX issues_words_sound ON issues_issuewords USING gin (sounds gin_trgm_ops)",
            params=None,
        )


def _has_trigrams(schema_editor: Any) -> bool:
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm", params=None)
            schema_editor.execute("SELECT word_similarity('a', 'a')", params=None)
    except DatabaseError:
        return False
    return True


def drop_function(apps: Any, schema_editor: Any) -> None:
    """Take it away again; the extension stays."""
    schema_editor.execute(NO_FUNCTION)
    schema_editor.execute("DROP INDEX IF EXISTS issues_words_sound")


def _key() -> tuple[str, models.Field]:
    return (
        "id",
        models.BigAutoField(
            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
        ),
    )


def _group() -> tuple[str, models.Field]:
    return (
        "group",
        models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
        ),
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("issues", "0007_ladder"),
        ("search", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        Together(
            migrations.CreateModel(
                name="IssueWords",
                fields=[
                    _key(),
                    ("words", django.contrib.postgres.search.SearchVectorField()),
                    ("sounds", models.TextField(blank=True)),
                    ("is_public", models.BooleanField(default=False)),
                    ("is_learnt", models.BooleanField(default=False)),
                    _group(),
                    (
                        "issue",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="words",
                            to="issues.issue",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "issue words",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("is_learnt", False)),
                            fields=["group", "id"],
                            name="issues_words_to_learn",
                        ),
                        django.contrib.postgres.indexes.GinIndex(
                            fields=["words"], name="issues_words_found"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Merge",
                fields=[
                    _key(),
                    (
                        "state_before",
                        models.CharField(
                            choices=[
                                ("reported", "reported"),
                                ("verified", "verified problem"),
                                ("accepted", "accepted"),
                                ("in_action", "in action"),
                                ("claimed_fixed", "claimed fixed"),
                                ("verified_fixed", "verified fixed"),
                                ("reopened", "reopened"),
                                ("referred", "referred up"),
                                ("rejected", "rejected"),
                                ("merged", "merged"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("published_before", models.DateTimeField(blank=True, null=True)),
                    (
                        "follows_added",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(), default=list, size=None
                        ),
                    ),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("undone_at", models.DateTimeField(blank=True, null=True)),
                    _group(),
                    (
                        "into",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="taken_in",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "issue",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="merges",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "merged_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["group", "into"], name="issues_merge_into")],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("undone_at__isnull", True)),
                            fields=("group", "issue"),
                            name="issues_merge_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SavedFilter",
                fields=[
                    _key(),
                    ("name", models.CharField(max_length=60, verbose_name="name")),
                    ("query", models.CharField(max_length=500)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    _group(),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "user", "name"), name="issues_saved_filter_once"
                        )
                    ],
                },
            ),
        ),
        Protect("issuewords"),
        Protect("merge"),
        Protect("savedfilter"),
        migrations.RunSQL(OWNER_READS, OWNER_NO_LONGER_READS),
        migrations.RunPython(make_function, drop_function),
    ]
