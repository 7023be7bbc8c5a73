"""The tenant: who belongs to a group, who may do what, when they meet and what they decide.

Nouns: group, phase, membership, role, duty, invitation, meeting, minutes, decision, agreement.
Everything else of the site passes through this app's gate (`groups/gate.py`). It must never
know issues, feedback, disclosure or reports; they announce and listen (`signals.py`).
"""
