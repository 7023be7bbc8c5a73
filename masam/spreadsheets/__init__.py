"""Tables that people upload: read, shown with the faults of each row, then taken in or not.

Nouns: import (one uploaded file), table (its rows), fault (row, column, sentence). Nothing is
half taken in: `confirm` is one transaction. This room must never know an app: an app gives a
resource of django-import-export that says what a row means.
"""
