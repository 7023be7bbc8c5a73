"""Calendars: which days are worked, what the law allows, and how a date was computed.

Nouns: `CalendarException` (a day the government moved or gave), `LegalRule` (a term of the law with
its source), `Deadline` (a computed day that explains itself), `Period` (a year, half, quarter ...).
This room must never know an issue, a request or a group: they ask with a rule and a start.
"""
