"""`Material`: the shelf of teaching materials and tool guides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from groups.models.tool import LONGEST, Tool
from masam.attachments.models import Attachment
from masam.tenancy.models import GroupOwned


class MaterialKind(models.TextChoices):
    """What a material is."""

    GUIDE = "guide", _("guide")
    SLIDES = "slides", _("slides")
    VIDEO = "video", _("video")
    TEMPLATE = "template", _("template to fill in")
    TOOL_SHEET = "tool_sheet", _("tool sheet")


class MaterialLanguage(models.TextChoices):
    """The languages materials are written in."""

    MN = "mn", _("Mongolian")
    EN = "en", _("English")
    KK = "kk", _("Kazakh")
    RU = "ru", _("Russian")


class Material(GroupOwned):
    """A teaching material: a file, or an address on the web (https only).

    `is_shared` opens it to every group (a policy of the table, see docs/decisions.md);
    `is_current` is false when it was taken off the shelf.
    """

    title_mn = models.CharField(_("title in Mongolian"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=MaterialKind.choices)
    tool = models.CharField(_("tool"), max_length=LONGEST, choices=Tool.choices, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=MaterialLanguage.choices)
    about = models.CharField(_("in one sentence"), max_length=300, blank=True)
    address = models.URLField(_("address on the web"), max_length=300, blank=True)
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    is_shared = models.BooleanField(_("for all groups"), default=False)
    is_current = models.BooleanField(_("on the shelf"), default=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sort_key = models.CharField(max_length=320, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=MaterialKind.values), name="groups_material_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(address="") | Q(address__startswith="https://"),
                name="groups_material_https",
            ),
        )
        indexes = (
            models.Index(fields=["group", "sort_key", "id"], name="groups_material_order"),
            models.Index(
                fields=["sort_key", "id"],
                condition=Q(is_shared=True, is_current=True),
                name="groups_material_shared",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language; the Mongolian one where there is no other."""
        in_english = self.title_en if translation.get_language() == "en" else ""
        return in_english or self.title_mn


class MaterialFile(Attachment):
    """The file of a material; the newest one counts."""

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="files")

    class Meta:
        indexes = (models.Index(fields=["group", "material", "id"], name="groups_mfile_of"),)
