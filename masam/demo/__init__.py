"""The demo: its people, its 13 groups and their year. Imports any app, imported by none.

Nouns: a *plan* (`plan/`: pure data from the tables beside this file, a seed and a day; no
database), a *load* (`load/`: writes a plan, one group in one transaction). The same plan comes
out on every machine on the same day.
"""
