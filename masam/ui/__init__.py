"""Looks only: template tags, the form renderer, the pager, icons, words for dates and numbers, stylesheets.

Nouns: part, chip, icon, bundle, pager. It has no models, knows no app above it, and reads nothing but
what it is given. `/styleguide/` shows every part with its tag, in both languages.
"""
