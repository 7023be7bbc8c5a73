"""`Pointer`: from the keyed hash of a token to the group and the row it opens.

Follow codes, reply, invitation, calendar and unsubscribe links are looked up here before any
scope is known. Only a keyed hash is stored; the token itself is nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from groups.models.group import Group

if TYPE_CHECKING:
    from datetime import datetime


class Pointer(models.Model):
    """Where a token leads: a kind ("reply"), a group and the id of a row in it."""

    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    target_id = models.BigIntegerField()
    data = models.JSONField(default=dict, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (models.Index(fields=["group", "kind", "target_id"], name="groups_pointer_to"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.group_id}"

    @classmethod
    def issue(
        cls,
        kind: str,
        group: Group,
        target_id: int,
        *,
        expires_at: datetime | None = None,
        data: dict[str, object] | None = None,
        plain: bool = False,
    ) -> str:
        """Make a token of 256 bits and remember where it leads; give the token, once.

        `plain` tokens are small letters and digits (160 bits), for places that lose capitals.
        """
        token = secrets.token_hex(20) if plain else secrets.token_urlsafe(32)
        cls.objects.create(
            digest=digest(kind, token),
            kind=kind,
            group=group,
            target_id=target_id,
            expires_at=expires_at,
            data=data or {},
        )
        return token

    @classmethod
    def find(cls, kind: str, token: str) -> Pointer | None:
        """Give the living pointer of a token, or None for wrong, expired and revoked alike."""
        alive = Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now())
        rows = cls.objects.select_related("group").filter(alive, revoked_at__isnull=True)
        return rows.filter(kind=kind, digest=digest(kind, token)).first()

    @classmethod
    def trace(cls, kind: str, token: str) -> Pointer | None:
        """Give the pointer of a token even when its time is over; None for a revoked one."""
        rows = cls.objects.select_related("group").filter(revoked_at__isnull=True)
        return rows.filter(kind=kind, digest=digest(kind, token)).first()


def digest(kind: str, token: str) -> str:
    """Give the keyed hash under which a token of 256 random bits is stored."""
    key = settings.TOKEN_KEY.encode()
    return hmac.new(key, f"{kind}:{token}".encode(), hashlib.sha256).hexdigest()
