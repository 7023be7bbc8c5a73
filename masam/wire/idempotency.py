"""Repeats of a POST: the same key and body give the same answer and one row."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from masam.wire.errors import DomainError
from masam.wire.json import fields_of
from masam.wire.models import Remembered

if TYPE_CHECKING:
    from django.http import HttpRequest

IGNORED = {"csrfmiddlewaretoken", "idempotency_key"}
CHUNK = 64 * 1024


class KeyReused(DomainError):
    """The key was used before with another body: answered with 409 and a fresh key."""


def fresh_key() -> str:
    """Give a new key for a form."""
    return str(uuid.uuid4())


def key_of(request: HttpRequest) -> str:
    """Give the key a POST carries in its form or its header, or "" for none."""
    key = request.POST.get("idempotency_key") or request.headers.get("Idempotency-Key", "")
    return key[:80]


def claim(request: HttpRequest, *, actor: str) -> Remembered | None:
    """Claim the request's key inside the running transaction.

    Gives None for a new key (the caller goes on and calls `remember`), the remembered answer
    for a repeat. Raises `KeyReused` when the body differs. Two at once: the second waits
    here, on the unique constraint, until the first has committed or rolled back.
    """
    key = key_of(request)
    if not key:
        return None
    body = body_hash(request)
    path = path_hash(request)
    mine = Remembered(actor=actor, path=path, key=key, body=body)
    Remembered.objects.bulk_create([mine], ignore_conflicts=True)
    row = Remembered.objects.get(actor=actor, path=path, key=key)
    row.location = row.location.replace("{path}", request.path)
    if row.body != body:
        raise KeyReused(
            _("This form was already sent with other words. Please check and send again.")
        )
    return row if row.status else None


def remember(request: HttpRequest, *, actor: str, status: int, location: str) -> None:
    """Keep the answer under the key claimed before."""
    Remembered.objects.filter(actor=actor, path=path_hash(request), key=key_of(request)).update(
        status=status, location=location.replace(request.path, "{path}")[:400]
    )


def path_hash(request: HttpRequest) -> str:
    """Give the SHA-256 of the request's path. The path itself may hold a token: it is not kept."""
    return hashlib.sha256(request.path.encode()).hexdigest()


def body_hash(request: HttpRequest) -> str:
    """Give the SHA-256 of the fields and files of a form, whatever their order."""
    digest = hashlib.sha256()
    fields = fields_of(request)
    for name in sorted(fields.keys() - IGNORED):
        for value in fields.getlist(name):
            digest.update(f"{name}={value}\n".encode())
    for name in sorted(request.FILES.keys()):
        for upload in request.FILES.getlist(name):
            digest.update(f"{name}:{upload.name}\n".encode())
            for chunk in upload.chunks(CHUNK):
                digest.update(chunk)
            upload.seek(0)
    return digest.hexdigest()
