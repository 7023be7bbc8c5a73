"""The paper of formal letters: its head, who signs, a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groups.models import GroupPaper, PaperLogo
from masam.attachments.actions import attach
from masam.audit.actions import record
from masam.wire.errors import StaleVersion

if TYPE_CHECKING:
    from groups.models import Group
    from masam.attachments.checks import CleanFile

POSTS = ("first_post_mn", "first_post_en", "second_post_mn", "second_post_en")
PAPER = ("head_mn", "head_en", *POSTS, "first_name", "second_name")


@transaction.atomic
def settle_paper(
    group: Group,
    *,
    actor: Any,
    version: int,
    logo: CleanFile | None = None,
    no_logo: bool = False,
    **words: str,
) -> GroupPaper:
    """Set the paper of the letters to come; those that were sent stay as they are.

    `logo` is a checked picture, `no_logo` takes the old one away. Raises `StaleVersion`.
    """
    GroupPaper.objects.bulk_create([GroupPaper(group=group)], ignore_conflicts=True)
    paper = GroupPaper.objects.select_for_update().get(group=group)
    if max(version, 1) != paper.version:
        sentence = _("Somebody else changed the paper meanwhile. Both texts stand below.")
        raise StaleVersion(sentence, theirs={name: getattr(paper, name) for name in PAPER})
    was = {name: getattr(paper, name) for name in PAPER}
    for name, text in words.items():
        setattr(paper, name, text.strip())
    if logo is not None:
        paper.logo = attach(PaperLogo, logo, group=group, actor=actor)
    elif no_logo:
        paper.logo = None
    paper.version += 1
    paper.save()
    changed = {name: text for name, text in was.items() if text != getattr(paper, name)}
    record("paper.settled", actor=actor, target=paper, data={"was": changed})
    return paper


def copy_posts(group: Group, model: Group) -> None:
    """Give a new group the posts of those who sign; names, head and picture are its own."""
    found = GroupPaper.objects.filter(group=model).first()
    if found is not None:
        posts = {name: getattr(found, name) for name in POSTS}
        GroupPaper.objects.create(group=group, **posts)
