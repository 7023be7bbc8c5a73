"""What groups announce. Receivers run inside the transaction of the change.

* `meeting_changed(sender=Meeting, meeting, before)`: what roll-ups count may have changed;
  `before` is None for a new meeting, else a dict of the counted columns as they stood.
* `agenda_wanted(sender=Group, group)`: what should be on the agenda? Each receiver gives a list
  of proposals; issues, feedback and disclosure answer.
* `desk_wanted(sender=Group, gate)`: what should this person see first? Each receiver gives a
  list of `groups.queries.Task`.
* `follow_ups_wanted(sender=<model class>, target)`: what follows from this decision, what rests on
  this agreement? Each receiver gives a list of `groups.queries.FollowUp`.
"""

from django.dispatch import Signal

meeting_changed = Signal()
agenda_wanted = Signal()
desk_wanted = Signal()
follow_ups_wanted = Signal()
