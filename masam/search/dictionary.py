"""The `hunspell` program with the Mongolian dictionary, where a server has both; else nothing."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGE = "mn_MN"
SECONDS = 60
MOST = 5_000  # words of one call


def program() -> str:
    """Give the path of the program, or nothing where it or the dictionary is missing."""
    path = shutil.which("hunspell") or ""
    if not path:
        return ""
    known = _run([path, "-D"], "").replace("\n", " ")
    return path if LANGUAGE in known else ""


def lemmas_of(words: Sequence[str]) -> dict[str, list[str]] | None:
    """Give what the dictionary says each word is a form of; None where there is no dictionary."""
    path = program()
    if not path:
        return None
    asked = list(words)[:MOST]
    said = _run([path, "-d", LANGUAGE, "-i", "utf-8", "-s"], "\n".join(asked) + "\n")
    found = read_stems(said)
    return {word: found.get(word, []) for word in asked}


def read_stems(said: str) -> dict[str, list[str]]:
    """Read what `hunspell -s` says: lines "word lemma", or the word alone when it is not known."""
    found: dict[str, list[str]] = {}
    for line in said.splitlines():
        word, _space, lemma = line.strip().partition(" ")
        if not word:
            continue
        known = found.setdefault(word, [])
        if lemma.strip() and lemma.strip() not in known:
            known.append(lemma.strip())
    return found


def _run(command: list[str], text: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - reason: our own command, words only on its input
            command, input=text, capture_output=True, text=True, encoding="utf-8", errors="replace",
            timeout=SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr
