"""Places: the administrative units of Mongolia by their official code.

Nouns: `Unit` (capital or aimag, district or soum, khoroo or bag).
A name alone never identifies a unit: Sukhbaatar is an aimag, a district and a soum. Use the code.
This room must never know an organisation, a calendar or a group.
"""
