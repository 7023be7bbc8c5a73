"""What the docs say is true: paths, commands, variables, packages, pictures and words on pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import get_commands
from PIL import Image

pytestmark = pytest.mark.house

ROOT = Path(settings.ROOT)
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
HANDBOOK = sorted((ROOT / "docs" / "handbook").glob("*.md"))
READERS = ("facilitator", "officer", "monitor", "citizen", "donor", "coordinator")
MOST_BYTES, MOST_PICTURES = 120 * 1024, 14
FOLDERS = (
    "masam groups issues feedback disclosure reports templates static locale docs tests docker"
)
ENDS = (".py", ".md", ".csv", ".html", ".css", ".po", ".txt", ".in", ".lock", ".sh", ".toml")


def text_of(path: Path) -> str:
    """Give a file's text."""
    return path.read_text(encoding="utf-8")


def code_words(path: Path) -> set[str]:
    """Give the words between back-ticks, and the lines of code blocks."""
    text = text_of(path)
    blocks = re.findall(r"^```(?:sh)?\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = {line for block in blocks for line in block.splitlines()}
    bare = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    return lines | set(re.findall(r"`([^`\n]+)`", bare))


def is_path(word: str) -> bool:
    """Tell whether a word between back-ticks names a file or folder of ours."""
    if " " in word or word.startswith(("/", "http", "../", "var/")):
        return False
    first, slash, _rest = word.partition("/")
    return (bool(slash) and first in FOLDERS.split()) or (not slash and word.endswith(ENDS))


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_path_that_is_named_exists(path: Path) -> None:
    named = {word for word in code_words(path) if is_path(word)}
    # A bare name (`rules.csv`) may stand anywhere in the repository; `x.csv` of the reader may not.
    theirs = {"FILE.csv", "mn_admin_units.csv"}
    missing = {
        word
        for word in named - theirs
        if not (ROOT / word).exists() and ("/" in word or not list(ROOT.glob(f"*/{word}")))
    }
    assert not missing


def test_every_room_of_the_map_exists() -> None:
    tree = text_of(ROOT / "README.md").split("## The map of the house")[1].split("```")[1]
    for line in tree.strip().splitlines():
        room = "masam/" if line.startswith("  ") else ""
        names = [word for word in line.split("  ")[1 if room else 0].split() if word]
        for name in names or [line.split()[0]]:
            assert (ROOT / room / name).exists() or (ROOT / name).exists(), line


def test_every_package_and_room_stands_in_the_map() -> None:
    tree = text_of(ROOT / "README.md").split("## The map of the house")[1].split("```")[1]
    rooms = {path.parent for path in ROOT.glob("masam/*/__init__.py")}
    rooms |= {ROOT / name for name in "groups issues feedback disclosure reports masam".split()}
    assert not {room.name for room in rooms if f"{room.name}/" not in tree}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_command_that_is_named_exists(path: Path) -> None:
    words = "\n".join(code_words(path))
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", words)) <= targets
    assert set(re.findall(r"\bmanage\.py ([a-z]+)", words)) <= set(get_commands())


def test_the_two_commands_stand_at_the_top_of_the_readme() -> None:
    top = text_of(ROOT / "README.md").splitlines()[:8]
    assert any(line.startswith("make demo") for line in top)
    assert any(line.startswith("make test") for line in top)


def test_every_variable_of_the_environment_is_in_the_operations() -> None:
    source = "\n".join(text_of(path) for path in sorted((ROOT / "masam/settings").glob("*.py")))
    asked = r"(?:text|number|environ\.get)\(\s*\"([A-Z_]+)\"|environ\[\"([A-Z_]+)\"\]"
    read = {one or other for one, other in re.findall(asked, source)}
    compose = set(re.findall(r"\$\{([A-Z_]+)", text_of(ROOT / "docker-compose.yml")))
    assert len(read) > 15
    operations = text_of(ROOT / "docs/operations.md")
    assert not {name for name in read | compose if f"`{name}`" not in operations}


def test_every_task_of_the_clock_is_in_the_operations() -> None:
    operations = text_of(ROOT / "docs/operations.md")
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert not {task for task in tasks if f"`{task}`" not in operations}


def test_every_dependency_has_its_reason_in_the_decisions() -> None:
    lines = text_of(ROOT / "requirements.in").splitlines()
    names = {re.split(r"[\[~=><# ]", line)[0] for line in lines if line and line[0] != "#"}
    table = text_of(ROOT / "docs/decisions.md").split("## 2026-11-23 · Dependencies")[1]
    told = set(
        re.findall(r"[A-Za-z][\w.-]+", " ".join(re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)))
    )
    assert names
    assert not names - told


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", text_of(path))
    missing = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert not missing


def test_pictures_are_small_few_and_all_shown() -> None:
    pictures = sorted((ROOT / "docs/pictures").iterdir())
    shown = "\n".join(text_of(path) for path in DOCS)
    assert 0 < len(pictures) <= MOST_PICTURES
    for picture in pictures:
        assert picture.stat().st_size <= MOST_BYTES, picture.name
        assert f"pictures/{picture.name}" in shown
        with Image.open(picture) as image:
            assert image.width in {360, 1280}


def test_there_is_a_handbook_for_every_reader_and_a_drawing_of_the_states() -> None:
    assert [path.stem for path in HANDBOOK] == sorted(READERS)
    assert (ROOT / "docs/lifecycles.md").exists()


@pytest.mark.parametrize("path", HANDBOOK, ids=lambda path: path.stem)
def test_the_words_in_bold_stand_on_the_pages(path: Path) -> None:
    with (ROOT / "locale/mn/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = [message for message in read_po(file) if message.id]
    english = {str(message.id) for message in catalogue}
    mongolian = {str(message.string) for message in catalogue}
    upper, lower = text_of(path).split("## English")
    assert not unknown(upper, mongolian)
    assert not unknown(lower, english)


def unknown(text: str, words: set[str]) -> set[str]:
    """Give what stands in bold and is no text of a page; the handbook sets nothing else in bold."""
    return {
        " ".join(word.split()) for word in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)
    } - words
