"""Who signs in: people with an e-mail address, their language and their national role.

Nouns: `User`. What a person may do inside a group is not here but in `groups/permissions.py`;
this room must never know a group. Citizens have no account at all.
"""
