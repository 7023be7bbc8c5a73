"""What feedback announces. Receivers run inside the transaction of the change.

* `case_changed(sender=Case, case, before)`: anything a roll-up counts may have changed; `before`
  is `case.counted()` as it stood, None for a new case.
"""

from django.dispatch import Signal

case_changed = Signal()
