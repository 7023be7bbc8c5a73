"""What the groups' work adds up to: roll-ups, indicators, dashboards, reports, open data.

Nouns: a *tally* (one number of one group, kept in the writing transaction), an *indicator*
(defined once, in words and numbers), a *choice* (the filters of a dashboard), a *report* (a period
frozen, as files). This app reads every other one, writes only its own tables, and must never call
an action of another app.
"""
