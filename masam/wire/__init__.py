"""How the site behaves on the wire: what contract.md promises to browsers and scripts.

Nouns: `Page` and `FormPage` (bases of every view), `DomainError` and its kin, `Remembered` (the
answer to a POST, kept under its idempotency key), a *limit* (so many a minute). This room must
never know what a page is about.
"""
