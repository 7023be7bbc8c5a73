"""Who is told what: an outbox written with the change, delivered later, never lost.

Nouns: `Notice` (one message to one person or address), a *preparer* (adds at delivery what must
not be stored, such as a reply link). This room must never know what a notice is about.
"""
