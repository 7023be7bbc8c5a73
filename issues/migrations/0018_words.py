"""Words are read in two ways: as they are most likely meant, and as they may be meant.

`issue_hits` asks the first way, then the second, then what is nearly the same. What issues are
found by is written anew, as the keys of words have changed (`masam.search.stems`).

Keys carry no weights any more: an index that is asked for weights must read every row it finds
(fifty microseconds each, measured). What a title says stands beside the others with a `t`, what
only the group reads with a `d`.
"""

from typing import Any, ClassVar

from django.db import migrations

from issues.queries.search import texts_of
from masam.search.vectors import vector
from masam.tenancy import in_group

CHUNK = 500
RELATED = ("group", "service_point", "unit", "category")

SIMILAR = """
    IF FOUND OR alike IS NULL THEN RETURN; END IF;
    RETURN QUERY SELECT w.issue_id, 2 FROM issues_issuewords w
        WHERE w.sounds %>> alike[1]
          AND (SELECT bool_and(strict_word_similarity(s, w.sounds) >= 0.5) FROM unnest(alike) s)
          AND CASE WHEN is_national THEN w.is_public ELSE w.group_id = ANY (scope) END
        LIMIT most;
"""

# Rows are (issue, how): 0 its title answers, 1 all of it, 2 only the later ways. An issue whose
# title answers is given twice. Of titles alone (`is_brief`) only the first way is asked.
# What a dictionary says of a word goes before our own reading of it (keys in n and v).
FUNCTION = """
CREATE FUNCTION issue_hits(
    forms text[], exact text[], wide text[], near text[], alike text[],
    is_brief boolean, is_public boolean, is_national boolean, most integer
) RETURNS TABLE (issue bigint, how integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200
SET search_path = public, pg_temp
AS $do$
DECLARE
    scope bigint[] := string_to_array(nullif(current_setting('masam.groups', true), ''), ',');
    learnt text[] := ARRAY(
        SELECT array_to_string(lemma.keys, ',')
        FROM unnest(forms) WITH ORDINALITY AS asked (form, place)
        LEFT JOIN search_lemma lemma ON lemma.form = asked.form ORDER BY place
    );
    groups text := '';
    ways text[];
    beside text[];
    question tsquery;
BEGIN
    IF NOT is_national THEN
        IF coalesce(cardinality(scope), 0) = 0 THEN RETURN; END IF;
        SELECT '(' || string_agg('g' || id, ' | ') || ') & ' INTO groups FROM unnest(scope) id;
    END IF;
    FOR way IN 0..3 LOOP
        EXIT WHEN way > 0 AND is_brief;
        ways := CASE way WHEN 2 THEN wide WHEN 3 THEN near ELSE exact END;
        EXIT WHEN ways IS NULL;
        beside := CASE
            WHEN way = 0 THEN ARRAY['t'] WHEN is_public THEN ARRAY[''] ELSE ARRAY['', 'd'] END;
        SELECT groups || string_agg('(' || any_of || ')', ' & ') INTO question FROM (
            SELECT (SELECT string_agg(
                        quote_literal(sign || rtrim(key, '*'))
                        || CASE WHEN key LIKE '%*' THEN ':*' ELSE '' END, ' | ')
                    FROM (
                        SELECT own FROM unnest(string_to_array(words, ',')) own
                        WHERE way > 1 OR coalesce(said, '') = '' OR own !~ '^[nv]'
                        UNION SELECT told FROM unnest(string_to_array(said, ',')) told
                        WHERE told ~ '^[nv]'
                    ) either (key), unnest(beside) sign) AS any_of
            FROM unnest(ways, learnt) AS one (words, said)
        ) parts;
        RETURN QUERY SELECT w.issue_id, least(way, 2) FROM issues_issuewords w
            WHERE w.words @@ question
              AND CASE WHEN is_national THEN w.is_public ELSE w.group_id = ANY (scope) END
            LIMIT most;
        IF FOUND AND way > 0 THEN RETURN; END IF;
    END LOOP;
    IF is_brief THEN RETURN; END IF;
    {similar}
END
$do$;
"""
OLD = "DROP FUNCTION IF EXISTS issue_hits(text[], text[], text[], text[], text, boolean)"
NEW = """
DROP FUNCTION IF EXISTS
    issue_hits(text[], text[], text[], text[], text[], boolean, boolean, boolean, integer)
"""


def make_function(apps: Any, schema_editor: Any) -> None:
    """Make `issue_hits` anew; without pg_trgm it finds nothing that is only similar."""
    schema_editor.execute(OLD)
    similar = SIMILAR if _has_trigrams(schema_editor.connection) else ""
    schema_editor.execute(FUNCTION.format(similar=similar), params=None)


def drop_function(apps: Any, schema_editor: Any) -> None:
    """Take it away again. The one before it stays away: migrate back further to have it."""
    schema_editor.execute(NEW)


def _has_trigrams(connection: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def write_words(apps: Any, schema_editor: Any) -> None:
    """Write anew what issues are found by, group by group."""
    alias = schema_editor.connection.alias
    groups = apps.get_model("groups", "Group").objects.using(alias)
    for group in groups.order_by("pk"):
        with in_group(group.pk):
            _write_words_of(apps, alias, group.pk)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def _write_words_of(apps: Any, alias: str, group: int) -> None:
    issues, words = (apps.get_model("issues", name) for name in ("Issue", "IssueWords"))
    rows = words.objects.using(alias).filter(group_id=group).order_by("id")
    keys = list(rows.values_list("issue_id", flat=True))
    for start in range(0, len(keys), CHUNK):
        found = issues.objects.using(alias).filter(pk__in=keys[start : start + CHUNK])
        made = [
            words(group_id=group, issue_id=row.pk, words=_words_of(row), is_learnt=False)
            for row in found.select_related(*RELATED).prefetch_related("answers")
        ]
        words.objects.using(alias).bulk_create(
            made,
            update_conflicts=True,
            unique_fields=["issue"],
            update_fields=["words", "is_learnt"],
        )


def _words_of(issue: Any) -> str:
    number = f"#{issue.group.code.lower()}{issue.number}"
    names = [f"g{issue.group_id}", f"#{issue.number}", number]
    answers = sorted(issue.answers.all(), key=lambda row: row.pk)
    return vector(texts_of(issue, answers), names=names)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("issues", "0017_desk"), ("search", "0002_keys")]
    operations: ClassVar = [
        migrations.RunPython(make_function, drop_function),
        migrations.RunPython(write_words, migrations.RunPython.noop),
    ]
