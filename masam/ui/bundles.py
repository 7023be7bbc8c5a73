"""Stylesheets and scripts: readable parts in `static/`, joined in Python, named by their content.

No build step and no tool: `BundleFinder` lists the joined files (and their `.br` and `.gz` twins, which
WhiteNoise serves as they are), `BundleStorage` turns `css/site.css` into `css/site.<hash>.css`. So pages name
the same files in development, tests, the demo and production, and a browser may keep them for ever.
"""

import gzip
import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import FileSystemStorage

SOURCE = Path(__file__).resolve().parents[2] / "static"

_PARTS = ["layout", "buttons", "forms", "messages", "tables", "steps", "data"]
_COMMON = ["css/tokens.css", "css/base.css", *(f"css/parts/{name}.css" for name in _PARTS)]
_PRINT = "css/parts/print.css"

# One file per audience. Order matters: later rules win.
BUNDLES: dict[str, list[str]] = {
    "css/site.css": [*_COMMON, "css/pages/public.css", _PRINT],
    "css/work.css": [*_COMMON, "css/pages/desk.css", _PRINT],
    "css/month.css": ["css/pages/month.css"],
    "css/redact.css": ["css/pages/redact.css"],
    "js/site.js": ["js/errors.js", "js/filters.js", "js/copy.js", "js/photos.js"],
    "js/work.js": [
        *("js/errors.js", "js/filters.js", "js/copy.js", "js/photos.js"),
        *("js/roster.js", "js/days.js", "js/keys.js", "js/here.js"),
    ],
}
_INSIDE_ONLY = ("css/",)  # parts are not served one by one


def _joined(parts: Iterable[str]) -> bytes:
    """Join parts; every script keeps its names to itself in a block of its own."""
    texts = []
    for part in parts:
        text = (SOURCE / part).read_text(encoding="utf-8")
        texts.append(f"{{\n{text}}}\n" if part.endswith(".js") else text)
    return "".join(texts).encode()


def _single_files() -> Iterator[str]:
    for path in sorted(SOURCE.rglob("*")):
        name = path.relative_to(SOURCE).as_posix()
        if path.is_file() and not name.startswith(_INSIDE_ONLY):
            yield name


def _read_all() -> dict[str, bytes]:
    files = {name: (SOURCE / name).read_bytes() for name in _single_files()}
    return files | {name: _joined(parts) for name, parts in BUNDLES.items()}


@cache
def _kept() -> dict[str, bytes]:
    return _read_all()


def contents() -> dict[str, bytes]:
    """Return every file of ours by its plain name; read anew at each call while DEBUG is on."""
    return _read_all() if settings.DEBUG else _kept()


def hashed(name: str, content: bytes) -> str:
    """Return the far-future name: `css/site.css` -> `css/site.3f2a9c04d1b7.css`."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{ending}"


def url_names() -> dict[str, str]:
    """Return plain name -> far-future name."""
    if settings.DEBUG:
        return {name: hashed(name, content) for name, content in contents().items()}
    return _kept_names()


@cache
def _kept_names() -> dict[str, str]:
    return {name: hashed(name, content) for name, content in _kept().items()}


def _root() -> Path:
    """The folder the joined files are written to: BUNDLE_ROOT, else one per user below the temporary folder."""
    default = Path(tempfile.gettempdir()) / f"masam-bundles-{os.getuid()}"
    return Path(getattr(settings, "BUNDLE_ROOT", "") or default)


def _write(path: Path, content: bytes) -> None:
    """Write once; several processes and threads may do it at the same time."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    rough = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    rough.write_bytes(content)
    rough.replace(path)


@lru_cache(maxsize=256)
def _packed(content: bytes) -> dict[str, bytes]:
    """The compressed twins by their ending, where they are smaller."""
    twins = {".br": brotli.compress(content), ".gz": gzip.compress(content, mtime=0)}
    return {ending: packed for ending, packed in twins.items() if len(packed) < len(content)}


def _twins(name: str, content: bytes) -> dict[str, bytes]:
    return {f"{name}{ending}": packed for ending, packed in _packed(content).items()}


def written() -> list[str]:
    """Write all files under plain and far-future names; return the names, relative to the folder."""
    names: list[str] = []
    for plain, content in contents().items():
        for name in (plain, hashed(plain, content)):
            for each, data in {name: content, **_twins(name, content)}.items():
                _write(_root() / each, data)
                names.append(each)
    return names


class BundleFinder(BaseFinder):
    """Finds the joined files, for `runserver`, WhiteNoise and `collectstatic` alike."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=str(_root()))
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to check."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 - reason: Django calls it so
        """Return where `path` lies on disk, or an empty list."""
        if path not in written():
            return []
        found = str(_root() / path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield every file of ours with the storage that holds it."""
        for name in written():
            yield name, self.storage


class BundleStorage(StaticFilesStorage):
    """Names our own files by content; files of other packages (admin) keep their names."""

    def url(self, name: str | None) -> str:
        """Return the address of static file `name`."""
        return super().url(url_names().get(name or "", name))
