"""`Counter`: the running numbers people say aloud, one row per group and noun."""

from __future__ import annotations

from django.db import connection, models

from masam.tenancy.models import GroupOwned

NEXT = """
INSERT INTO groups_counter (group_id, noun, last) VALUES (%s, %s, %s)
ON CONFLICT (group_id, noun) DO UPDATE SET last = groups_counter.last + EXCLUDED.last
RETURNING last
"""


class Counter(GroupOwned):
    """The last number given to a noun (issue, meeting, report) in a group."""

    noun = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "noun"], name="groups_counter_once"),
        )

    def __str__(self) -> str:
        return f"{self.noun} {self.last}"

    @classmethod
    def next_number(cls, group_id: int, noun: str) -> int:
        """Give the next number; two at once get two numbers, in the order of their commits."""
        return cls.next_numbers(group_id, noun, 1)

    @classmethod
    def next_numbers(cls, group_id: int, noun: str, count: int) -> int:
        """Give the first of the next `count` numbers (at least one); all of them are taken."""
        with connection.cursor() as cursor:
            cursor.execute(NEXT, [group_id, noun, count])
            return int(cursor.fetchone()[0]) - count + 1
