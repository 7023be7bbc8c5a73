"""What groups announce. Receivers run inside the transaction of the change.

* `meeting_changed(sender=Meeting, meeting, before)`: what roll-ups count may have changed;
  `before` is None for a new meeting, else a dict of the counted columns as they stood.
* `meeting_planned(sender=Meeting, meeting, change)`: those invited must hear of it; `change` is
  "planned" (new), "moved" (date, time, place or topic changed: `sequence` has grown) or
  "cancelled".
* `agenda_wanted(sender=Group, group)`: what should be on the agenda? Each receiver gives a list
  of `groups.queries.Proposal`; issues, feedback and disclosure answer.
* `acted_on_wanted(sender=Decision)`: has something followed from a decision? Each receiver gives
  an expression for the decision's own query, an `Exists` over `OuterRef("pk")`.
* `decisions_made(sender=Meeting, meeting, decisions)`: a meeting decided on items of its agenda;
  each decision carries its `item`, and the item the key of the proposal it came from.
* `desk_wanted(sender=Group, gate)`: what should this person see first? Each receiver gives a
  list of `groups.queries.Task`.
* `follow_ups_wanted(sender=<model class>, targets)`: what follows from these decisions, what
  rests on these agreements? All at once, so that a list costs no more than one. Each receiver
  gives a dict: id of the target -> list of `groups.queries.FollowUp`.
* `group_opened(sender=Group, group, model, parts, organisations, actor)`: a new group stands.
  `model` is the group to take over from (None: none), `parts` the names of what is taken over
  (`groups.actions.opening.PARTS`), `organisations` those the coordinator chose to be watched.
  The scope holds both groups: a receiver names the group in every query.
* `ending_wanted(sender=Group, group, state)`: what stops when the group goes to `state` (paused
  or closed)? Each receiver gives a list of `groups.queries.Effect`; counts only, no rows.
* `deeds_wanted(sender=Group, group)`: what of the last year can be recognised by a certificate?
  Each receiver gives a list of `groups.queries.Deed`.
* `member_joined(sender=Membership, membership)`: an invited person has made their account.
"""

from django.dispatch import Signal

meeting_changed = Signal()
meeting_planned = Signal()
agenda_wanted = Signal()
acted_on_wanted = Signal()
decisions_made = Signal()
desk_wanted = Signal()
follow_ups_wanted = Signal()
group_opened = Signal()
ending_wanted = Signal()
member_joined = Signal()
deeds_wanted = Signal()
