"""What meetings are found by is written anew: the keys of their words, as for issues."""

from typing import Any, ClassVar

from django.db import migrations

from masam.search.folding import haystack
from masam.tenancy import in_group

CHUNK = 500


def write_words(apps: Any, schema_editor: Any) -> None:
    """Write the keys of the words of all meetings, group by group."""
    alias = schema_editor.connection.alias
    for group in apps.get_model("groups", "Group").objects.using(alias).order_by("pk"):
        with in_group(group.pk):
            _write_words_of(apps, alias, group.pk)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def _write_words_of(apps: Any, alias: str, group: int) -> None:
    rows = list(
        apps.get_model("groups", "MeetingWords").objects.using(alias).filter(group_id=group)
    )
    meetings = apps.get_model("groups", "Meeting").objects.using(alias).filter(group_id=group)
    texts = {row.pk: row for row in meetings.prefetch_related("decisions", "agenda", "minutes")}
    for row in rows:
        meeting = texts[row.meeting_id]
        agenda = sorted(meeting.agenda.all(), key=lambda item: item.pk)
        minutes = getattr(meeting, "minutes", None)
        row.public = haystack(
            meeting.topic,
            meeting.place,
            *(each.text for each in meeting.decisions.all()),
            *(each.title for each in agenda),
        )
        row.inner = haystack(
            meeting.notes,
            meeting.asked,
            meeting.decided,
            *(each.outcome for each in agenda),
            *([minutes.text_mn, minutes.text_en] if minutes else []),
        )
    model = apps.get_model("groups", "MeetingWords")
    model.objects.using(alias).bulk_update(rows, ["public", "inner"], batch_size=CHUNK)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("groups", "0017_work_version")]
    operations: ClassVar = [migrations.RunPython(write_words, migrations.RunPython.noop)]
