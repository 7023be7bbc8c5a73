"""The demo's children: started again when they die, found by their mark, ended as a group."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from masam.embedded import ServersError
from masam.embedded.children import MARK, Child, end_marked, marked
from masam.embedded.processes import is_running
from masam.embedded.supervise import SIGN_INS, read_port, running

SLEEP = "import time; time.sleep(60)"
PARENT = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', '{SLEEP}']).wait()"


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    """Give a child that starts a child of its own, and end both."""
    environment = {**os.environ, MARK: str(tmp_path)}
    child = Child("parent", [sys.executable, "-c", PARENT], environment, tmp_path / "log")
    child.start()
    yield child
    child.end(patience=5)


def becomes_true(what: Callable[[], object]) -> bool:
    """Wait a little until `what` holds."""
    deadline = time.monotonic() + 10
    while not what():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def lives_again(child: Child) -> bool:
    """Do what the supervisor does every half second, and tell whether the child lives."""
    if child.has_died():
        child.revive()
    return not child.has_died()


def test_a_dead_child_is_started_again_within_five_seconds(child: Child) -> None:
    child.process.kill()
    assert becomes_true(child.has_died)
    begun = time.monotonic()
    assert becomes_true(lambda: lives_again(child))
    assert time.monotonic() - begun < 5


def test_starting_again_ends_what_the_dead_child_left(child: Child, tmp_path: Path) -> None:
    assert becomes_true(lambda: len(marked(tmp_path)) == 2)
    orphan = next(each for each in marked(tmp_path) if each.pid != child.process.pid)
    child.process.kill()
    assert becomes_true(child.has_died)
    assert becomes_true(lambda: lives_again(child))
    assert becomes_true(lambda: not is_running(orphan))


def test_a_child_that_dies_at_once_is_tried_again_within_five_seconds(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "pass"]
    child = Child("hopeless", command, dict(os.environ), tmp_path / "log")
    child.start()
    for deaths in range(1, 10):
        child.process.wait()
        child.revive()
        assert child.deaths == deaths
        assert 0 < child.due_at - time.monotonic() < 5
        child.due_at = 0.0  # the pause is over
        child.revive()
    child.end(patience=5)


def test_leftovers_are_ended_by_their_mark_and_nobody_else_is(child: Child, tmp_path: Path) -> None:
    stranger = subprocess.Popen([sys.executable, "-c", SLEEP], env={MARK: f"{tmp_path}-other"})
    try:
        assert becomes_true(lambda: len(marked(tmp_path)) == 2)
        end_marked(tmp_path)
        assert becomes_true(child.has_died)
        assert not [each for each in marked(tmp_path) if is_running(each)]
        assert is_running(psutil.Process(stranger.pid))
    finally:
        stranger.kill()
        stranger.wait()


def test_a_second_demo_of_the_same_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with ExitStack() as first:
        first.enter_context(running(tmp_path))
        with pytest.raises(ServersError, match="already running"):
            first.enter_context(running(tmp_path))
    with running(tmp_path):  # the first has gone
        assert (tmp_path / "running").read_text() == str(os.getpid())


@pytest.mark.parametrize("wrong", ["abc", "0", "70000", "-1", "٨"])
def test_a_wrong_port_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("PORT", wrong)
    with pytest.raises(ServersError, match="PORT must be a number"):
        read_port()


def test_every_sign_in_is_told_once() -> None:
    emails = [email for email, _ in SIGN_INS]
    assert len(emails) == len(set(emails)) == 14
