"""What changes about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from masam.audit.actions import record

if TYPE_CHECKING:
    from masam.accounts.models import User


@transaction.atomic
def edit_profile(
    user: User, *, actor: Any, name: str, language: str, has_letter_keys: bool
) -> User:
    """Change a person's own name, language of mails and keys."""
    user.name = name
    user.language = language
    user.has_letter_keys = has_letter_keys
    user.save(update_fields=["name", "language", "has_letter_keys"])
    record("profile.edited", actor=actor, target=user)
    return user
