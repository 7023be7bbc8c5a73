"""Finding and ordering Mongolian words: folding, lemmas, sort keys.

Nouns: a *sort key* (orders names under any collation), a *fold* (a word as people type it), a
*stem* (the beginning it is looked for by). This room must never know what is
searched.
"""
