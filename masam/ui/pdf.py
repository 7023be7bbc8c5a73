"""Our PDFs: typst, PDF/UA-1, one family of fonts (Noto Sans has Ө, Ү and ₮), none of the machine's."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_noto_sans
import typst


def typeset(page: Path, data: dict[str, Any], **inputs: str) -> bytes:
    """Give a typst page as PDF/UA-1; a missing glyph or alternative text raises.

    The page reads `data` as JSON from `sys.inputs.data`, other `inputs` as they are.
    """
    return typst.compile(  # type: ignore[misc]
        page.read_bytes(),
        root=page.parent,
        font_paths=_font_folders(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False), **inputs},
    )


@cache
def _font_folders() -> list[str]:
    root = Path(fontpkg_noto_sans.__file__).parent
    return sorted({str(path.parent) for path in root.rglob("*.ttf")})
