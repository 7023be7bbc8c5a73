"""Stylesheets and scripts: their weight, their syntax, their names."""

import re
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from masam.ui import bundles

# Bytes of brotli (looks.md 0 and 1).
BUDGET = {"css/site.css": 6144, "css/work.css": 6656, "js/site.js": 2048, "js/work.js": 4096}
# Chrome 88 knows none of these; an unknown at-rule would drop a whole block.
FORBIDDEN = [
    "@layer",
    "@import",
    "oklch(",
    "color-mix(",
    "@scope",
    "url(",
    "&:",
    "& ",
    ":is(",
    "dvh",
]


@pytest.mark.parametrize(("name", "most"), BUDGET.items())
def test_a_bundle_keeps_its_budget(name, most):
    assert len(brotli.compress(bundles.contents()[name])) <= most


@pytest.mark.parametrize("name", ["css/site.css", "css/work.css"])
def test_styles_are_plain(name):
    css = re.sub(r"/\*.*?\*/", "", bundles.contents()[name].decode(), flags=re.DOTALL)
    assert [word for word in FORBIDDEN if word in css] == []
    assert css.count("{") == css.count("}")


def test_colours_stand_in_the_tokens_only():
    for path in [*(bundles.SOURCE / "css/parts").glob("*.css"), bundles.SOURCE / "css/base.css"]:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        colours = set(re.findall(r"#[0-9a-f]{3,6}\b", text))
        assert colours <= {"#fff", "#999", "#c08400", "#9c1c14", "#1a7f5a"}, path.name


def test_every_used_token_exists():
    tokens = set(re.findall(r"(--[\w-]+):", (bundles.SOURCE / "css/tokens.css").read_text()))
    for name in ("css/site.css", "css/work.css"):
        used = set(re.findall(r"var\((--[\w-]+)", bundles.contents()[name].decode()))
        assert used <= tokens


def test_grids_may_shrink():
    css = bundles.contents()["css/work.css"].decode()
    for rule in re.findall(r"([^{}]+)\{([^{}]*display: grid[^{}]*)\}", css):
        assert "grid-template-columns" in rule[1], rule[0].strip()


def test_every_part_is_in_a_bundle():
    parts = {path.relative_to(bundles.SOURCE).as_posix() for path in bundles.SOURCE.rglob("*.css")}
    assert parts == {
        name for names in bundles.BUNDLES.values() for name in names if name.endswith("css")
    }


def test_the_same_content_has_the_same_far_future_name():
    url = staticfiles_storage.url("css/site.css")
    assert re.fullmatch(r"/static/css/site\.[0-9a-f]{12}\.css", url)
    assert url == staticfiles_storage.url("css/site.css")
    assert bundles.hashed("a.css", b"1") != bundles.hashed("a.css", b"2")


def test_the_finder_lists_hashed_names_with_their_twins():
    name = staticfiles_storage.url("css/site.css").removeprefix(settings.STATIC_URL)
    listed = dict(bundles.BundleFinder().list([]))
    assert {name, f"{name}.br", f"{name}.gz"} <= set(listed)
    found = finders.find(name)
    assert found
    assert not finders.find("css/tokens.css")
    assert not bundles.BundleFinder().find("../manage.py")


def test_many_threads_may_write_at_once(settings, tmp_path):
    settings.BUNDLE_ROOT = str(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda _: bundles.written(), range(16)))
    assert all(names == written[0] for names in written)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")} == set(
        written[0]
    )


def test_files_of_other_packages_keep_their_names():
    assert staticfiles_storage.url("admin/css/base.css") == "/static/admin/css/base.css"


def test_scripts_keep_their_names_to_themselves():
    script = bundles.contents()["js/work.js"].decode()
    assert script.startswith("{")
    assert "import " not in script
