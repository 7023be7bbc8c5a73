"""Finding and ordering Mongolian words: folding, lemmas, sort keys.

Nouns: a *sort key* (orders names under any collation). This room must never know what is
searched.
"""
