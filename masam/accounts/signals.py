"""What the room of people announces.

* `places_wanted(sender=User, user)`: where does this person work? Each receiver gives a list of
  `Place`; groups, and the national pages, answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.dispatch import Signal

places_wanted = Signal()


@dataclass(frozen=True)
class Place:
    """A link on the person's own page: a desk, an inbox, the national pages."""

    name: str
    url: str
    detail: str = ""
