"""What issues announce. Receivers run inside the transaction of the change.

* `issue_logged(sender=Issue, issue, actor)`: a new issue stands.
* `issues_logged(sender=Issue, group, issues, actor)`: many new issues stand, from an import;
  neither `issue_logged` nor `issue_changed` is sent for them. Work set-based: there may be 10,000.
* `issues_undone(sender=Issue, group, issues, actor)`: these, just imported and untouched, are
  about to be deleted: take away what you made for them, and count them no more.
* `issue_moved(sender=Issue, issue, before, verb, actor)`: it went by `verb` from the state
  `before` to `issue.state`.
* `issue_changed(sender=Issue, issue, before)`: anything a roll-up counts may have changed;
  `before` is a dict of the counted columns as they stood (None for a new issue).
* `action_changed(sender=JointAction, action, before)`: the same for a joint action.
* `fix_asked(sender=Issue, issue)`: four weeks after a fix it is asked whether it holds; other
  rooms ask their people and give a list of (who, channel): ("case:7", "code").
* `request_wanted(sender, group, text, actor)`: feedback wants an information request; heard by
  disclosure.
"""

from django.dispatch import Signal

issue_logged = Signal()
issues_logged = Signal()
issues_undone = Signal()
issue_moved = Signal()
issue_changed = Signal()
action_changed = Signal()
fix_asked = Signal()
request_wanted = Signal()
