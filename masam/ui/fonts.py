"""The one family of our PDFs: Noto Sans has Ө, Ү and ₮. Nothing of the machine's own fonts."""

from functools import cache
from pathlib import Path

import fontpkg_noto_sans


@cache
def font_folders() -> list[str]:
    """Return the folders typst finds the fonts in."""
    root = Path(fontpkg_noto_sans.__file__).parent
    return sorted({str(path.parent) for path in root.rglob("*.ttf")})
