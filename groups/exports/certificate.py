"""A certificate on A4 landscape, in one language, to be signed by both chairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from masam.ui import wording
from masam.ui.pdf import typeset

if TYPE_CHECKING:
    from groups.models import Recognition

SHEET = settings.ROOT / "templates" / "groups" / "typst" / "certificate.typ"


def certificate_pdf(recognition: Recognition, language: str) -> bytes:
    """Give the certificate as PDF/UA-1 in a language; a missing glyph raises."""
    with translation.override(language):
        data = _words(recognition, language)
    return typeset(SHEET, data)


def _words(recognition: Recognition, language: str) -> dict[str, Any]:
    group = recognition.group
    return {
        "language": language,
        "title": _("Certificate of recognition"),
        "group": _("The multi-stakeholder group of %(group)s") % {"group": group.name},
        "gives": _("thanks and recognises"),
        "organisation": recognition.organisation.name,
        "reason": recognition.reason,
        "number": f"№ {group.code}-{recognition.number}",
        "day": wording.day(recognition.awarded_date),
        "chairs": [
            [_("Chair for the government"), recognition.government_chair],
            [_("Chair for civil society"), recognition.civil_chair],
        ],
        "source": _("MASAM: citizens, officials and services solve problems together"),
        "notice": _("Taken back") if recognition.revoked_at else "",
    }
