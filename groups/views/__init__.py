"""Pages of groups: the desk, meetings, members, the group's settings, the public side, links."""
