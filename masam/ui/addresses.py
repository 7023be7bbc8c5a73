"""Addresses in two languages: Mongolian without prefix, English under `/en/` (contract.md, Addresses)."""

from django.utils.translation import get_language

PREFIXES = {"mn": "", "en": "/en"}
OWN_NAMES = {"mn": "Монгол", "en": "English"}


def active_language() -> str:
    """Return the code of the active language, `mn` when it is none of ours."""
    code = (get_language() or "mn").split("-")[0]
    return code if code in PREFIXES else "mn"


def without_prefix(path: str) -> str:
    """Return `path` (query allowed) as it is in Mongolian: `/en/issues/` -> `/issues/`."""
    if path == "/en" or path.startswith(("/en/", "/en?")):
        return path[3:] if path[3:].startswith("/") else "/" + path[3:]
    return path


def in_language(path: str, code: str | None = None) -> str:
    """Return the address of the same page in language `code` (default: the active one)."""
    return PREFIXES.get(code or active_language(), "") + without_prefix(path)


def address(*parts: object) -> str:
    """Join parts to an address in the active language: `address("khovd", "desk", 3)` -> `/khovd/desk/3/`."""
    inner = "/".join(str(part).strip("/") for part in parts if str(part).strip("/"))
    return in_language(f"/{inner}/" if inner else "/")
