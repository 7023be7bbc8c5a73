"""What disclosure announces. Receivers run inside the transaction of the change.

* `check_changed(sender=Check, check, before)`: somebody checked; `check.owed` holds what now
  stands, `before` is `Owed.counted()` as it stood.
* `owed_changed(sender=Owed, group)`: new rows are owed in the group; roll-ups count them.
"""

from django.dispatch import Signal

check_changed = Signal()
owed_changed = Signal()
