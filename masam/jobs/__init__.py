"""Work that must happen: a row with state, attempts and a lease. Celery only wakes workers.

Nouns: `Job` (abstract), its lease (who works on it, until when). PostgreSQL is the only memory:
a job whose worker was killed is taken up again when its lease ends; attempts are capped, then
the row is parked and shown to staff. This room must never know what the work is about.
"""
