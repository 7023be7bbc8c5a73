"""What groups announce. Receivers run inside the transaction of the change.

* `meeting_changed(sender=Meeting, meeting, before)`: what roll-ups count may have changed;
  `before` is None for a new meeting, else a dict of the counted columns as they stood.
* `agenda_wanted(sender=Group, group)`: what should be on the agenda? Each receiver gives a list
  of proposals; issues, feedback and disclosure answer.
* `desk_wanted(sender=Group, gate)`: what should this person see first? Each receiver gives a
  list of `groups.queries.Task`.
* `group_opened(sender=Group, group, model, parts, organisations, actor)`: a new group stands.
  `model` is the group to take over from (None: none), `parts` the names of what is taken over
  (`groups.actions.opening.PARTS`), `organisations` those the coordinator chose to be watched.
  The scope holds both groups: a receiver names the group in every query.
* `ending_wanted(sender=Group, group, state)`: what stops when the group goes to `state` (paused
  or closed)? Each receiver gives a list of `groups.queries.Effect`; counts only, no rows.
* `member_joined(sender=Membership, membership)`: an invited person has made their account.
"""

from django.dispatch import Signal

meeting_changed = Signal()
agenda_wanted = Signal()
desk_wanted = Signal()
group_opened = Signal()
ending_wanted = Signal()
member_joined = Signal()
