"""`AttendanceSheet`: for some hours a meeting's QR lets people sign in by themselves (M5)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from groups.models.meeting import Meeting
from masam.tenancy.models import GroupOwned

CODES = 10_000  # personal numbers of one meeting have four digits


def new_nonce() -> str:
    """Give 128 random bits in hex."""
    return secrets.token_hex(16)


class AttendanceSheet(GroupOwned):
    """One opening of the attendance. A new one closes the one before: the QR changes.

    The token is computed from `nonce` and a key outside the database, so the QR can be shown
    again and a copy of the database opens nothing.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sheets")
    nonce = models.CharField(max_length=32, default=new_nonce)
    opens_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "meeting"],
                condition=Q(closed_at__isnull=True),
                name="groups_sheet_open_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opens_at")), name="groups_sheet_forward"
            ),
        )

    def __str__(self) -> str:
        return f"sheet of meeting {self.meeting_id}"

    @property
    def token(self) -> str:
        """What stands in the address behind the QR: 256 bits."""
        return base64.urlsafe_b64encode(_keyed(f"attend:{self.nonce}")).decode().rstrip("=")

    @property
    def has_begun(self) -> bool:
        """Whether people may sign in already."""
        return self.opens_at <= timezone.now()


def codes_of(meeting: Meeting, member_ids: list[int]) -> dict[int, str]:
    """Give every member's number of this meeting, four digits, different for each.

    Computed, not kept; it is printed beside the name on the sheet and opens nothing else.
    """
    found: dict[int, str] = {}
    taken: set[str] = set()
    for pk in sorted(member_ids):
        step = 0
        while (code := _code(meeting, pk, step)) in taken:
            step += 1
        taken.add(code)
        found[pk] = code
    return found


def _code(meeting: Meeting, pk: int, step: int) -> str:
    digest = _keyed(f"attend-code:{meeting.group_id}:{meeting.pk}:{pk}:{step}")
    return f"{int.from_bytes(digest[:8]) % CODES:04d}"


def _keyed(text: str) -> bytes:
    return hmac.new(settings.TOKEN_KEY.encode(), text.encode(), hashlib.sha256).digest()
