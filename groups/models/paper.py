"""`GroupPaper`: the paper of a group's formal letters: its head, who signs, a picture."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from masam.attachments.models import Attachment
from masam.tenancy.models import GroupOwned


class PaperLogo(Attachment):
    """A picture for the head of the paper. Letters that were sent keep the one they had."""

    class Meta:
        indexes = (models.Index(fields=["group", "-id"], name="groups_paper_logo_latest"),)


class GroupPaper(GroupOwned):
    """One row a group; without it the head is the group's name and contacts, and nobody signs.

    `head_*` are the lines of the letterhead. Two people sign, each with post and name.
    """

    head_mn = models.TextField(_("letterhead"), blank=True)
    head_en = models.TextField(_("letterhead in English"), blank=True)
    first_post_mn = models.CharField(_("who signs first: post"), max_length=120, blank=True)
    first_post_en = models.CharField(
        _("who signs first: post in English"), max_length=120, blank=True
    )
    first_name = models.CharField(_("who signs first: name"), max_length=120, blank=True)
    second_post_mn = models.CharField(_("who signs second: post"), max_length=120, blank=True)
    second_post_en = models.CharField(
        _("who signs second: post in English"), max_length=120, blank=True
    )
    second_name = models.CharField(_("who signs second: name"), max_length=120, blank=True)
    logo = models.ForeignKey(
        PaperLogo, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["group"], name="groups_paper_once"),)

    def __str__(self) -> str:
        return f"paper of group {self.group_id}"
