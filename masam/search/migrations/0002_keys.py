"""The keys of learnt words are now those of the word itself (`masam.search.stems.learnt_keys`)."""

from typing import Any, ClassVar

from django.db import migrations

from masam.search.stems import learnt_keys

CHUNK = 2_000


def write_keys(apps: Any, schema_editor: Any) -> None:
    """Work out the keys of all learnt words anew."""
    rows = apps.get_model("search", "Lemma").objects.using(schema_editor.connection.alias)
    changed = list(rows.exclude(lemmas=[]))
    for row in changed:
        row.keys = sorted(learnt_keys(row.form, [lemma.lower() for lemma in row.lemmas]))
    rows.bulk_update(changed, ["keys"], batch_size=CHUNK)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("search", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(write_keys, migrations.RunPython.noop)]
