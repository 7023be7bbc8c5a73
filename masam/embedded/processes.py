"""Processes that are not our children: found by where they work, ended, waited for."""

import signal
import time
from collections.abc import Iterable
from pathlib import Path

import psutil


def end_below(folder: Path) -> None:
    """Kill the servers that still stand in `folder`, which is about to be deleted."""
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()).is_relative_to(folder):
                process.kill()
        except psutil.Error:  # gone meanwhile, or somebody else's
            continue


def find_in(folder: Path, pid_file: Path) -> psutil.Process | None:
    """Return the living process named by `pid_file`, if it is the one that works in `folder`.

    The working directory is the proof: after a kill the number may belong to a stranger.
    """
    try:
        process = psutil.Process(int(pid_file.read_text(encoding="utf-8").split()[0]))
        is_ours = Path(process.cwd()) == folder.resolve() and is_running(process)
    except (OSError, ValueError, IndexError, psutil.Error):
        return None
    return process if is_ours else None


def is_running(process: psutil.Process) -> bool:
    """Tell whether a process still runs; one that waits for its parent to notice does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def end(processes: Iterable[psutil.Process], *signals: signal.Signals, patience: float) -> None:
    """Send each of `signals` in turn to what still runs, `patience` seconds apart at most."""
    for sign in signals:
        processes = [process for process in processes if is_running(process)]
        for process in processes:
            send(process, sign)
        deadline = time.monotonic() + patience
        while any(map(is_running, processes)) and time.monotonic() < deadline:
            time.sleep(0.02)


def send(process: psutil.Process, sign: signal.Signals) -> None:
    """Send a signal to a process that may have gone meanwhile."""
    try:
        process.send_signal(sign)
    except psutil.Error:
        return
