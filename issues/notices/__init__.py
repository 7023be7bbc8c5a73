"""Who is told what about issues and joint actions, and the links that go with it.

The words stand in `templates/mail/issues/<kind>.txt`. Every mail holds the problem itself. Links
with a token are made when the mail is written (`prepare_*`), never stored. One module per noun.
"""

from issues.notices.action import (
    ACTIONS,
    action_moved,
)
from issues.notices.answer import (
    issue_answered,
)
from issues.notices.bulk import (
    MOST_NAMED,
    issues_assigned,
    issues_unasked,
)
from issues.notices.clock import (
    term_moved,
)
from issues.notices.comment import (
    issue_commented,
)
from issues.notices.fix import (
    issue_asked,
    issue_doubted,
)
from issues.notices.issue import (
    AUDIENCE,
    issue_assigned,
    issue_moved,
)
from issues.notices.ladder import (
    MOST_TOLD,
    REMINDERS,
    ladder_waiting,
    reminder_digest,
    was_digested,
)
from issues.notices.lesson import (
    CONFIRM_SALT,
    DIGEST,
    lesson_confirm,
    lesson_digest,
)
from issues.notices.letter import (
    letter_sent,
)
from issues.notices.link import (
    ASK,
    LINK_DAYS,
    MAIL,
    REPLY,
)
from issues.notices.office import (
    issue_handed,
    issue_link,
    issue_unread,
)
from issues.notices.people import (
    followers,
    leaders,
    monitors,
    officers,
)
from issues.notices.ranking import (
    ranking_opened,
)
from issues.notices.referral import (
    issue_insisted,
)
from issues.notices.systemic import (
    systemic_asked,
    systemic_due,
    systemic_opened,
    systemic_told,
)

__all__ = [
    "ACTIONS",
    "ASK",
    "AUDIENCE",
    "CONFIRM_SALT",
    "DIGEST",
    "LINK_DAYS",
    "MAIL",
    "MOST_NAMED",
    "MOST_TOLD",
    "REMINDERS",
    "REPLY",
    "action_moved",
    "followers",
    "issue_answered",
    "issue_asked",
    "issue_assigned",
    "issue_commented",
    "issue_doubted",
    "issue_handed",
    "issue_insisted",
    "issue_link",
    "issue_moved",
    "issue_unread",
    "issues_assigned",
    "issues_unasked",
    "ladder_waiting",
    "leaders",
    "lesson_confirm",
    "lesson_digest",
    "letter_sent",
    "monitors",
    "officers",
    "ranking_opened",
    "reminder_digest",
    "systemic_asked",
    "systemic_due",
    "systemic_opened",
    "systemic_told",
    "term_moved",
    "was_digested",
]
