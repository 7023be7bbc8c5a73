"""The paper of a group's formal letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from groups.models import GroupPaper, PaperLogo

if TYPE_CHECKING:
    from groups.models import Group


def paper_of(group: Group) -> GroupPaper:
    """Give the group's paper; an empty one (not saved) where nobody has set it up."""
    rows = GroupPaper.objects.filter(group=group).select_related("logo")
    return rows.first() or GroupPaper(group=group, version=0)


def logo_or_404(group: Group) -> PaperLogo:
    """Give the picture of the group's paper."""
    logo = paper_of(group).logo
    if logo is None:
        raise Http404
    return logo
