"""Storing checked files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction

if TYPE_CHECKING:
    from masam.attachments.checks import CleanFile
    from masam.attachments.models import Attachment

A = TypeVar("A", bound="Attachment")


def attach(model: type[A], clean: CleanFile, *, group: Any, actor: Any, **fields: Any) -> A:
    """Store a checked file as a row of `model`. If the transaction fails the file goes too."""
    row = model(
        group=group,
        name=clean.name,
        content_type=clean.content_type,
        size=clean.size,
        sha256=clean.sha256,
        width=clean.width,
        height=clean.height,
        added_by=actor,
        **fields,
    )
    row.file.save(clean.content.name or "photo.jpg", clean.content, save=False)
    try:
        with transaction.atomic():
            row.save()
    except BaseException:
        row.file.delete(save=False)
        raise
    return row
