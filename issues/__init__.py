"""An issue from reported to verified fixed, and the joint actions that fix it.

Nouns: issue, category, evidence, answer (of an office), joint action, update. Government claims
a fix, somebody outside the responsible organisation verifies it: a claimed fix never counts as
fixed. This app must never know feedback, disclosure or reports; they listen (`signals.py`).
"""
