"""What the demo will hold, as plain data. Nothing here knows the database."""

from masam.demo.plan.actions import Joint, plan_actions
from masam.demo.plan.feedback import Said, plan_feedback
from masam.demo.plan.issues import Fate, Step, Story, plan_issues, shares
from masam.demo.plan.meetings import Gathering, plan_meetings
from masam.demo.plan.members import Seat, plan_members
from masam.demo.plan.points import Point, points_of

__all__ = [
    "Fate",
    "Gathering",
    "Joint",
    "Point",
    "Said",
    "Seat",
    "Step",
    "Story",
    "plan_actions",
    "plan_feedback",
    "plan_issues",
    "plan_meetings",
    "plan_members",
    "points_of",
    "shares",
]
