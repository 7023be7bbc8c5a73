"""`JoinLink`: a link or a sheet of printed codes by which people join a group.

The link itself is nowhere: it is computed from `TOKEN_KEY`, which no database holds, and from
the row, so that it can be shown and printed again; `Pointer` keeps its keyed hash to find it by.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.membership import Membership, Role, Stakeholder
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Self

CODE_DIGITS = 16


def fresh_seed() -> str:
    """Give what makes the link of a row impossible to guess twice, even in a restored database."""
    return secrets.token_hex(16)


class JoinLinkKind(models.TextChoices):
    """How it reaches people."""

    LINK = "link", _("link")
    SHEET = "sheet", _("printed codes")


class JoinLinkQuerySet(GroupOwnedQuerySet["JoinLink"]):
    """JoinLinks, and which of them still let people in."""

    def living(self, moment: datetime) -> Self:
        """Give those neither withdrawn, nor expired, nor used up."""
        room = Q(most_uses__isnull=True) | Q(used__lt=F("most_uses"))
        return self.filter(room, revoked_at__isnull=True, expires_at__gt=moment)


class JoinLink(GroupOwned):
    """What those who come by it will be. An empty `stakeholder` is asked when they join.

    `most_uses` is empty for a link without a limit; on a sheet it is the number of codes, each
    good for one person. `label` tells the facilitator whom it was made for.
    """

    kind = models.CharField(max_length=5, choices=JoinLinkKind.choices)
    label = models.CharField(_("For whom"), max_length=100, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    stakeholder = models.CharField(
        _("stakeholder"), max_length=16, choices=Stakeholder.choices, blank=True
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    most_uses = models.PositiveSmallIntegerField(null=True, blank=True)
    used = models.PositiveIntegerField(default=0)
    seed = models.CharField(max_length=32, default=fresh_seed)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(JoinLinkQuerySet)()

    class Meta:
        indexes = (models.Index(fields=["group", "-id"], name="groups_join_link_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(most_uses__isnull=True) | Q(used__lte=F("most_uses")),
                name="groups_join_link_not_overdrawn",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=JoinLinkKind.values), name="groups_join_link_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="link") | Q(most_uses__isnull=False),
                name="groups_join_link_sheet_counted",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="groups_join_link_role_known"
            ),
        )

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())

    def is_living(self, moment: datetime) -> bool:
        """Tell whether it still lets somebody in."""
        has_room = self.most_uses is None or self.used < self.most_uses
        return self.revoked_at is None and self.expires_at > moment and has_room

    def token(self) -> str:
        """Give the secret of the link, 256 bits."""
        return urlsafe_b64encode(self._secret(0)).decode().rstrip("=")

    def codes(self) -> list[str]:
        """Give the codes of the sheet: 16 digits each, for a phone's number keys."""
        if self.kind != JoinLinkKind.SHEET or self.most_uses is None:
            return []
        return [self._code(place) for place in range(1, self.most_uses + 1)]

    def _code(self, place: int) -> str:
        number = int.from_bytes(self._secret(place), "big") % 10**CODE_DIGITS
        return str(number).zfill(CODE_DIGITS)

    def _secret(self, place: int) -> bytes:
        said = f"join:{self.group_id}:{self.pk}:{self.seed}:{place}"
        return hmac.new(settings.TOKEN_KEY.encode(), said.encode(), hashlib.sha256).digest()


class JoinUse(GroupOwned):
    """Somebody joined by an invitation. When a facilitator undoes it the membership is gone."""

    invitation = models.ForeignKey(JoinLink, on_delete=models.PROTECT, related_name="uses")
    membership = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=150)
    place = models.PositiveSmallIntegerField(default=0)  # of the code on the sheet, from 1
    used_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["group", "invitation", "id"], name="groups_join_use_of"),)

    def __str__(self) -> str:
        return self.name
