"""Organisations: who serves, who answers, who takes part.

Nouns: `Organisation` (agency, service point, khural, CSO, media, academia, business ...). A service
point answers to the agency above it. A person belongs to an organisation through a membership of a
group, which is not this room's matter. It must never know a group, an issue or a calendar.
"""
