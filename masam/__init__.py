"""MASAM: the working memory of Mongolia's multi-stakeholder groups. This package is the platform.

`masam/` holds the wiring (settings, urls, celery: files nobody imports) and the platform rooms:
small apps named for one thing each. The apps beside it (`groups`, `issues`, `feedback`,
`disclosure`, `reports`) are the work itself. Imports only go down; see `README.md`.
"""
