"""QR codes as SVG to stand in a page; colours are attributes, so no style is needed."""

import segno
from django.utils.safestring import SafeString, mark_safe

INK = "#17212b"


def qr_svg(text: str) -> SafeString:
    """Return `text` as a QR code that survives a scratch (error correction M)."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        dark=INK, light="#fff", svgclass="qr", lineclass=None, omitsize=True, border=4
    )
    return mark_safe(drawn)  # noqa: S308 - reason: segno writes numbers and paths only
