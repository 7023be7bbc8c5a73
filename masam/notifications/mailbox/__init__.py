"""Mail that comes in: read, judged, and given to whoever takes it (P3).

Nouns: `Letter` (a mail as we understand it), *own words* (its text without quotes and signature),
`Outcome` (what became of it). This room never knows what a letter is about: apps register takers.
"""

from masam.notifications.mailbox.intake import (
    forget_held,
    take_letter,
)
from masam.notifications.mailbox.letters import (
    Bounce,
    Enclosure,
    Letter,
    read_letter,
)
from masam.notifications.mailbox.quoting import (
    own_words,
    words_of_html,
)

__all__ = [
    "Bounce",
    "Enclosure",
    "Letter",
    "forget_held",
    "own_words",
    "read_letter",
    "take_letter",
    "words_of_html",
]
