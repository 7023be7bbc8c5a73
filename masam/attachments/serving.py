"""Sending a file to somebody whom its owner's view has let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404

if TYPE_CHECKING:
    from masam.attachments.models import Attachment


def file_response(
    attachment: Attachment, *, download: bool = False, public: bool = False
) -> FileResponse:
    """Give the file. Only pictures we encoded ourselves are shown in the page; others download."""
    try:
        stream = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    inline = attachment.content_type == "image/jpeg" and not download
    response = FileResponse(
        stream,
        as_attachment=not inline,
        filename=attachment.name,
        content_type=attachment.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    age = "public, max-age=86400" if public else "private, max-age=3600"
    response["Cache-Control"] = age
    return response
