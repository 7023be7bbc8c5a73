"""What organisations must publish, and whether citizens found it published.

Nouns: duty (what a law asks for), watched organisation, what is owed (a duty of one organisation
for one period), check (somebody looked), word of the office, gap. A gap may raise an issue. This
app must never know feedback or reports; reports listen (`signals.py`).
"""
