"""Child processes of a demo: started in their own groups, started again, ended, found again.

Every child carries the mark `MASAM_CHILD_OF=<data directory>` in its environment, and its own
children inherit it. So what a killed demo left behind is found by that mark alone, whoever its
parent is by now, and nothing else is ever ended.
"""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from masam.embedded.places import REPOSITORY
from masam.embedded.processes import end

MARK = "MASAM_CHILD_OF"
STEADY = 30  # seconds a child must live before its next death counts as the first again
PAUSES = (0.2, 1.0, 2.0, 3.0)  # seconds before it is started again; all below the promised five


@dataclass
class Child:
    """One long-running process of the demo and when it is due to be started again."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    deaths: int = 0
    due_at: float | None = None

    def start(self) -> None:
        """Start the process in a group of its own, so that Ctrl-C reaches the supervisor only."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=REPOSITORY,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    def has_died(self) -> bool:
        """Tell whether the process was started and has ended."""
        return self.process is not None and self.process.poll() is not None

    def revive(self) -> None:
        """Start a dead process again once its pause is over; its leftovers are ended first.

        The pause grows while the process dies young. Nothing waits here: the other children
        need looking after too.
        """
        now = time.monotonic()
        if self.due_at is None:
            self.deaths = 1 if now - self.started_at > STEADY else self.deaths + 1
            self.due_at = now + PAUSES[min(self.deaths, len(PAUSES)) - 1]
        elif now >= self.due_at:
            self.due_at = None
            self.end(patience=1)
            self.start()

    def end(self, patience: float) -> None:
        """End the whole group: politely, and after `patience` seconds without asking."""
        if self.process is None:
            return
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, sign)
                self.process.wait(timeout=patience)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self.process.wait()


def end_marked(data: Path) -> None:
    """End every process that a demo of `data` started and left behind."""
    end(marked(data), signal.SIGTERM, signal.SIGKILL, patience=5)


def marked(data: Path) -> list[psutil.Process]:
    """Return the processes that carry the mark of `data`."""
    found = []
    for process in psutil.process_iter():
        try:
            is_child = process.environ().get(MARK) == str(data)
        except (psutil.Error, OSError):  # gone meanwhile, or somebody else's
            continue
        if is_child and process.pid != os.getpid():
            found.append(process)
    return found
