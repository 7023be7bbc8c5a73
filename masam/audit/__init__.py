"""Who did what, when: entries that are added and never changed.

Nouns: `Entry` (a verb such as `issue.closed`, its actor, its target). An entry keeps the
actor's name and the target's label, so that it outlives both. It must never hold a token, a
contact or an address of a citizen.
"""
