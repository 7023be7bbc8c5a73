"""A citizen's word from received to answered, and the scorecards of a community.

Nouns: case (one person's praise, idea, question or problem), receipt code, message, contact,
told (the loop closed, with date and channel), scorecard, indicator, score. A case is anonymous
to everybody but its writer: no address, no device and no name is kept. This app must never know
disclosure or reports; they listen (`signals.py`).
"""
