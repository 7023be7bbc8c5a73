"""The rules of the house about the code itself. Each has been seen to fail (see `spoil` tests)."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.template import engines

from masam.tenancy.models import GroupOwned
from masam.ui import catalogue
from masam.ui.catalogue import missing

pytestmark = pytest.mark.house

ROOT = Path(settings.ROOT)
PACKAGES = ("masam", "groups", "issues", "feedback", "disclosure", "reports")
DRAWERS = {"core", "common", "utils", "helpers", "services", "lib", "misc"}
MODULES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

# Tables that belong to no group, and why that is right (house.md, "Not owned by a group").
UNOWNED = {
    "accounts.user": "people sign in before any scope",
    "account.emailaddress": "allauth",
    "account.emailconfirmation": "allauth",
    "mfa.authenticator": "allauth",
    "admin.logentry": "system staff",
    "auth.permission": "duties are rows of Django's permissions",
    "auth.group": "not used; Django's own",
    "contenttypes.contenttype": "Django",
    "sessions.session": "Django",
    "pghistory.context": "readable through the events of the scope; holds ids and route names",
    "guardian.userobjectpermission": "not used; guardian's own",
    "guardian.groupobjectpermission": "not used; guardian's own",
    "wire.remembered": "answers to POSTs, by actor",
    "audit.entry": "group may be empty: a policy of its own",
    "notifications.notice": "group may be empty: a policy of its own",
    "notifications.inboundmail": "group may be empty: a policy of its own",
    "notifications.unsubscribed": "a person's own choice",
    "notifications.digestwish": "a person's own choice",
    "places.unit": "reference data",
    "organisations.organisation": "reference data",
    "calendars.calendarexception": "reference data",
    "calendars.legalrule": "reference data",
    "groups.group": "the tenant itself",
    "groups.phase": "the project's phases",
    "groups.groupphase": "which group was in which phase: public",
    "groups.groupgrant": "read before any scope, to find a person's groups",
    "groups.groupdraft": "what a coordinator prepares; its group does not stand yet",
    "groups.pointer": "keyed hashes, looked up before any scope is known",
    "issues.lessonsubscription": "who gets the lessons of all groups by mail",
    "issues.lessonsent": "which lesson an address had already, by its keyed hash",
    "search.lemma": "words of the language, whoever wrote them",
    "issues.systemicissue": "what the coordinator puts to a ministry; groups tie links of their own",
    "disclosure.duty": "the catalogue of duties",
    "groups.assessmenttemplate": "editions of the self-assessment, the same for all",
    "groups.assessmentquestion": "the questions of an edition",
}


def relative(path: Path) -> str:
    """Give a path as people write it."""
    return str(path.relative_to(ROOT))


def test_every_table_belongs_to_a_group_or_is_listed_with_its_reason() -> None:
    strays = [
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=False)
        if not issubclass(model, GroupOwned)
        and model._meta.managed
        and not model._meta.proxy
        and not hasattr(model, "pgh_tracked_model")
        and model._meta.label_lower not in UNOWNED
    ]
    assert strays == []


def test_no_room_is_a_drawer() -> None:
    assert drawers(MODULES) == []


def drawers(modules: list[Path]) -> list[str]:
    """Give the modules whose name or folder says nothing."""
    return [str(path) for path in modules if DRAWERS & {*path.parts, path.stem}]


def test_a_stray_drawer_would_be_seen() -> None:
    assert drawers([Path("issues/utils.py"), Path("issues/models.py")]) == ["issues/utils.py"]


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_excuse_carries_its_reason(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        if "# noqa" in line:
            assert re.search(r"# noqa: [A-Z0-9, ]+ - reason: \S", line), line.strip()


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_nobody_goes_round_the_locks(path: Path) -> None:
    if relative(path).startswith(("masam/tenancy/", "masam/jobs/")):
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr != "_base_manager", f"{relative(path)}:{node.lineno}"
            assert node.attr != "raw", f"{relative(path)}:{node.lineno}"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if "actions" in relative(path)], ids=relative
)
def test_actions_never_see_http_nor_tasks(path: Path) -> None:
    for name in imported(path):
        assert not name.startswith(("django.http", "django.shortcuts", "celery")), name
        assert ".tasks" not in name, name


def imported(path: Path) -> list[str]:
    """Give the modules a file imports."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
    return found


def actions_of(package: str) -> dict[str, ast.FunctionDef]:
    """Give every function of an app's actions by its name."""
    files = [*(ROOT / package / "actions").rglob("*.py"), ROOT / package / "actions.py"]
    return {
        node.name: node
        for file in files
        if file.exists()
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }


def calls(node: ast.FunctionDef) -> set[str]:
    """Give the names a function calls."""
    return {
        call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
    }


def leaves_an_entry(name: str, functions: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    """Tell whether an action calls `record`, itself or through one of its neighbours."""
    if name in seen or name not in functions:
        return False
    called = calls(functions[name])
    return bool(called & {"record", "record_access", "record_many"}) or any(
        leaves_an_entry(other, functions, seen | {name}) for other in called
    )


@pytest.mark.parametrize("package", ["groups", "issues", "feedback", "disclosure", "reports"])
def test_every_public_action_leaves_an_audit_entry(package: str) -> None:
    own = actions_of(package)
    everything = {**actions_of("groups"), **actions_of("issues"), **own}
    silent = [
        name
        for name, node in own.items()
        if not name.startswith(("_", "attach_"))  # a file is part of the action that brought it
        and any(argument.arg == "actor" for argument in node.args.kwonlyargs)
        and not leaves_an_entry(name, everything, set())
    ]
    assert silent == []


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_every_template_compiles_and_carries_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text("utf-8")
    engines["django"].from_string(text)
    assert " style=" not in text
    assert not re.search(r"\son[a-z]+=\"", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script, script
    assert "<style" not in text


def test_every_message_has_a_mongolian_text() -> None:
    assert missing("mn") == []


def test_a_missing_mongolian_text_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    found = catalogue.extracted()
    found.add("A sentence nobody has translated.")
    monkeypatch.setattr(catalogue, "extracted", lambda: found)
    assert "A sentence nobody has translated." in missing("mn")


def test_migrations_are_linear_and_reversible() -> None:
    loader = MigrationLoader(None)
    ours = {
        config.label
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(ROOT) and ".venv" not in config.path
    }
    for label in ours:
        leaves = loader.graph.leaf_nodes(label)
        assert len(leaves) <= 1, f"{label} has two ends: {leaves}"
    stuck = [
        f"{key}: {operation.describe()}"
        for key, migration in loader.disk_migrations.items()
        if key[0] in ours
        for operation in migration.operations
        if not operation.reversible
    ]
    assert stuck == []


def test_imports_only_go_down() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("groups/queries", "import issues.models"),
        ("issues/models", "import issues.actions"),
        ("feedback/permissions", "import disclosure.models"),
        ("reports/queries", "import issues.actions"),
        ("masam/jobs", "import groups.models"),
    ],
)
def test_an_upward_import_would_be_seen(tmp_path: Path, module: str, line: str) -> None:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=shutil.ignore_patterns("__pycache__", "*.csv", "migrations"),
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    target = tmp_path / module
    file = target / "__init__.py" if target.is_dir() else target.with_suffix(".py")
    file.write_text(f"{file.read_text('utf-8')}\n{line}\n", "utf-8")
    result = lint_imports(tmp_path)
    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout


def lint_imports(where: Path) -> subprocess.CompletedProcess[str]:
    """Run the import linter in a folder."""
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [program, "--no-cache"], cwd=where, capture_output=True, text=True, check=False
    )
